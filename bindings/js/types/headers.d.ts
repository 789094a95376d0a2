/** What `Headers` of the Fetch standard has, as far as it is used here. */
export interface HeadersLike {
    /** All values of a header joined by `, `, or null. */
    get(name: string): string | null;
    /** Present on `Headers` and not on `Map`, which would compare the case of names. */
    append(name: string, value: string): void;
}
/**
 * The headers of a request, in any of four forms:
 *
 * - a `Headers` object (Workers, Deno, Bun, every Fetch handler)
 * - Node's `request.headers`, or any record of name to value, where an array is a header that occurs several times
 * - Node's `request.rawHeaders`: name, value, name, value, …
 * - pairs of name and value
 *
 * Case of names does not matter. Values are the text as received, one character a byte (Latin-1), as all hosts give it.
 * Node's `request.headers` has dropped the repeats of some headers; `request.headersDistinct` and `request.rawHeaders` have not.
 */
export type HeadersInput = HeadersLike | {
    readonly [name: string]: string | readonly string[] | null | undefined;
} | readonly string[] | readonly (readonly [name: string, value: string])[];
/** A header that occurs more than once. */
export declare const REPEATED: unique symbol;
/** The value of a header, undefined where there is none. */
export type Found = string | undefined | typeof REPEATED;
/** The value of a header that stands once. */
export declare function onlyOnce(value: Found): string | undefined;
/**
 * The values of the named headers, in the order of `names`.
 *
 * @throws TypeError if `headers` has none of the accepted forms
 */
export declare function find(headers: unknown, names: Names): Found[];
/** Names of headers, lower-case ASCII, and a bit for each of their lengths: most headers of a request have none of these. */
export type Names = readonly string[] & {
    readonly lengths: number;
};
/** These names with their lengths. A name that was the key of an object once is the very text that other keys are, and compared at once. */
export declare function withLengths(names: string[]): Names;
/** Names and values in turn, as an object; a plain assignment would lose a header called `__proto__`. */
export declare function record(flat: readonly string[]): Record<string, string>;
