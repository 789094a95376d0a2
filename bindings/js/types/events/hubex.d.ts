import type { Open, Unlisted } from "./unknown.js";
/** 40 object created, 41 changed, 42 deleted, 43 published, 44 unpublished. */
export type HubExEventId = 40 | 41 | 42 | 43 | 44;
interface Envelope<T extends number> extends Open {
    EventID: T;
}
/**
 * The body of a HubEx delivery, told apart by `EventID`.
 *
 * In the `default` of a `switch` over `EventID` remain the numbers that this release does not know; HubEx lists all of an
 * installation's at `GET /COMMON/Events`. A token in the URL says nothing about the body: treat it as a hint and read the
 * object back from the API.
 */
export type HubExEvent = {
    [T in HubExEventId]: Envelope<T>;
}[HubExEventId] | Envelope<Unlisted<number>>;
export {};
