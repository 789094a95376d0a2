import { type Facts } from "./delivery.js";
import { Disposable } from "./dispose.js";
import type { Found } from "./headers.js";
import type { Hashes } from "./hosting.js";
import type { Stream } from "./stream.js";
import type { Verified } from "./verified.js";
/** The one implementation of {@link Stream}. */
export declare class Verification<E> extends Disposable implements Stream<E> {
    #private;
    constructor(stream: number, facts: Facts, found: readonly Found[], hashes?: Hashes);
    update(chunk: Uint8Array | ArrayBuffer): void;
    finish(): Verified<E>;
}
/** Hands bytes to the core, a buffer at a time. */
export declare function feed(stream: number, body: Uint8Array): void;
