/** What the core answers where it has no answer, so that it has to hash by itself. */
export declare const NOT_YET = 2147483647;
/** The hashing by the host for one webhook. What follows from a digest is decided in the core. */
export interface Hosting {
    /** Bytes of a body from which on the host is faster. */
    readonly least: number;
    /** Takes the block of a key, of `length` bytes, that the core left in the buffer. */
    take(length: number): void;
    /** Forgets the blocks. */
    wipe(): void;
    /** Decides the head of `length` bytes that is in the buffer, and a body of `size` bytes: a key's index, a refusal, or {@link NOT_YET}. */
    verify(what: "message" | "body", webhook: number, length: number, now: number, body: Uint8Array, size: number): number;
    /** Begins to decide the head in the buffer: a stream's number, a refusal, or {@link NOT_YET}. */
    begin(webhook: number, length: number, now: number): number;
    /** What {@link begin} began to hash. */
    begun(): Hashes;
}
/** The hashes of one delivery whose body comes in pieces. */
export interface Hashes {
    update(chunk: Uint8Array): void;
    /** Decides, of the stream with this number, which is then free. */
    finish(stream: number): number;
}
/** The option `hashing`, which must be `auto` or `wasm` where the host cannot hash. */
export declare function withoutHost(hashing: unknown): undefined;
