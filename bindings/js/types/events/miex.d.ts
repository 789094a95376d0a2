import type { Open, Unlisted } from "./unknown.js";
/** The events that are known. */
export type MiexEventName = "order.created" | "order.status_changed" | "order.cancelled" | "offer.updated";
/** The statuses of an order that are known. */
export type MiexOrderStatus = "ORDERINIT" | "CLIENTPAYMENTWAIT" | "EXCHANGEPAYMENTWAIT" | "CASHOUT" | "SUCCESS" | "CANCEL";
/** `data` of the events about orders. Only the statuses are published: all else is kept, and unknown. */
export interface MiexOrder extends Open {
    status?: MiexOrderStatus | Unlisted<string> | null;
}
interface Envelope<T extends string, D> extends Open {
    event: T;
    /** What the event is about; it differs by event, and a delivery may come without it. */
    data?: D;
}
type Data<T extends MiexEventName> = T extends `order.${string}` ? MiexOrder | null : unknown;
/**
 * The body of a Partner API delivery, told apart by `event`.
 *
 * In the `default` of a `switch` over `event` remain the events that this release does not know.
 */
export type MiexEvent = {
    [T in MiexEventName]: Envelope<T, Data<T>>;
}[MiexEventName] | Envelope<Unlisted<string>, unknown>;
export {};
