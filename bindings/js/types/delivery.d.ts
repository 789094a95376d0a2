import type { Description } from "./description.js";
import { type Found } from "./headers.js";
import type { Verified } from "./verified.js";
/** What of a scheme a verified delivery needs. */
export type Facts = Pick<Description, "covers" | "idPointer" | "typePointer" | "idSlot" | "typeSlot" | "nonceSlot" | "told">;
/** The one implementation of {@link Verified}. */
export declare class Delivery<E> implements Verified<E> {
    #private;
    /** For `safeVerify`, whose result is told apart by it. */
    readonly ok: true;
    readonly keyIndex: number;
    /** Made right after the core took the delivery, while it can still tell what stood in a token. */
    constructor(facts: Facts, keyIndex: number, found: readonly Found[], body: Uint8Array | undefined);
    get id(): string | undefined;
    get type(): string | undefined;
    get timestamp(): Date | undefined;
    get nonce(): string | undefined;
    get covers(): string[];
    get idCovered(): boolean;
    /** The facts as a plain object: what they are read by are getters, which copies and `JSON.stringify` would pass over. */
    toJSON(): object;
    json<T = E>(): T;
}
