declare enum Text {
    unlisted = "any text that is not listed"
}
declare enum Whole {
    unlisted = -1
}
/**
 * A text or number other than the listed ones. At run time it is the plain value, and it is assignable to `string` or `number`.
 *
 * `switch (event.type)` narrows in each `case` and leaves this in `default`. To compare with a value that is not listed yet,
 * widen first: `const type: string = event.type`.
 *
 * @typeParam T - `string` or `number`
 */
export type Unlisted<T extends string | number> = T extends string ? Text : Whole;
/**
 * An object whose further fields are kept, though not described.
 *
 * Those that are described and optional may be missing or null. Nothing checks what a sender sends: `?.` goes safely through
 * a value of any other shape, but look at the type of what you find before you rely on it.
 */
export interface Open {
    [field: string]: unknown;
}
export {};
