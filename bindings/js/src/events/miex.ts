// The events of the Partner API (MIEX), as published.

import type { Open, Unlisted } from "./unknown.js";

/** The events that are known. */
export type MiexEventName = "order.created" | "order.status_changed" | "order.cancelled" | "offer.updated";

/** The statuses of an order that are known. */
export type MiexOrderStatus = "ORDERINIT" | "CLIENTPAYMENTWAIT" | "EXCHANGEPAYMENTWAIT" | "CASHOUT" | "SUCCESS" | "CANCEL";

/** An order, as far as its fields are published. */
export interface MiexOrder extends Open {
  id?: number;
  hashedId?: string;
  status?: MiexOrderStatus | Unlisted<string>;
}

interface Envelope<T extends string, D extends Open> extends Open {
  event: T;
  data: D;
}

type Data<T extends MiexEventName> = T extends `order.${string}` ? MiexOrder : Open;

/**
 * The body of a Partner API delivery, told apart by `event`.
 *
 * In the `default` of a `switch` over `event` remain the events that this release does not know.
 */
export type MiexEvent = { [T in MiexEventName]: Envelope<T, Data<T>> }[MiexEventName] | Envelope<Unlisted<string>, Open>;
