import type { Open, Unlisted } from "./unknown.js";
/** The types that are known; an installation may send others. */
export type IexExchangerEventType = "api.test" | "order.created" | "order.preflight" | "order.status_changed" | "order.payment_received" | "verification.identity.created" | "verification.identity.status_changed" | "verification.card.created" | "verification.card.status_changed" | "file.uploaded" | "api.sandbox.simulated" | "review.created" | "partner.payout.paid";
/** An order's status where it comes as an object, as in the REST API. The names of its fields are published; the type of `id` is not. */
export interface IexExchangerStatus extends Open {
    id?: unknown;
    /** Its name for programs. */
    key?: string | null;
    /** Its name for people. */
    name?: string | null;
    is_final?: boolean | null;
    is_payment_flow?: boolean | null;
    is_problem?: boolean | null;
}
/** An order, as far as its fields are published. */
export interface IexExchangerOrder extends Open {
    tracking_id?: string | null;
    /** A text in webhooks, an object in the REST API: expect both. The texts are not published. */
    status?: string | IexExchangerStatus | null;
}
/** `data` of the events about orders. */
export interface IexExchangerOrderData extends Open {
    order?: IexExchangerOrder | null;
}
interface Envelope<T extends string, D extends Open> extends Open {
    /** The same as `id` of the verified delivery: what to deduplicate by. */
    id: string;
    type: T;
    /** RFC 3339, with an offset. */
    created_at?: string | null;
    /** What the event is about; it differs by type, and a delivery may come without it. */
    data?: D | null;
}
type Data<T extends IexExchangerEventType> = T extends `order.${string}` ? IexExchangerOrderData : Open;
/**
 * The body of an iEXExchanger delivery, told apart by `type`.
 *
 * In the `default` of a `switch` over `type` remain the types that this release does not know.
 */
export type IexExchangerEvent = {
    [T in IexExchangerEventType]: Envelope<T, Data<T>>;
}[IexExchangerEventType] | Envelope<Unlisted<string>, Open>;
export {};
