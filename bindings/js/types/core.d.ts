import type { Refusal } from "./input.js";
declare class Core {
    #private;
    /** Bytes of the buffer. */
    readonly capacity: number;
    constructor(memory: WebAssembly.Memory);
    /** The static buffer. Ask again after each call into the core: memory that grew leaves the old view with no bytes. */
    get buffer(): Uint8Array;
    /** The front of the buffer as the lengths of a head's fields; ask for {@link buffer} before. */
    get table(): Int32Array;
    /** What follows {@link table}. */
    get texts(): Uint8Array;
    /** The text of `length` bytes that the core has just written into the buffer. */
    text(length: number): string;
    /** What a number that is less than zero says. */
    refusal(outcome: number): Refusal;
    /** The number that the core decided on, which is no refusal: one is thrown. Ask right after the call that decided. */
    accepted(outcome: number): number;
}
/**
 * The instance, once {@link ready} was called.
 *
 * A Worker starts it on import, which is not counted to any request; a bundler may still drop it together with everything that refers
 * to it. Elsewhere an import that is not used, or not yet, shall cost next to nothing.
 */
export declare let core: Core;
/** To be called by whatever may be the first thing that a program does with the package. */
export declare function ready(): void;
/** What stood in the token of the request that the core took last, right after `last_timestamp()`; only where the description says so. */
export declare function told(): string | undefined;
export {};
