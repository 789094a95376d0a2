/**
 * The bytes of values, one after another, in an array of their own.
 *
 * Reading an object may run the caller's code, a getter for one, which may use another webhook and so the core's buffer.
 */
export declare function plainBytes(values: readonly unknown[], limit: number): Uint8Array;
