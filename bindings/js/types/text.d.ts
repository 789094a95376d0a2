/**
 * The bytes of a body that your framework hands out only as text, as UTF-8.
 *
 * Prefer the raw bytes: a text has often lost some already (a byte order mark, invalid UTF-8, the original charset), and
 * then a genuine signature no longer matches.
 *
 * @param text - the whole body
 * @returns its UTF-8 bytes, with no byte order mark added or removed
 * @throws {@link WebhookError} `malformed_body` if the text holds half a surrogate pair, which no UTF-8 body can have been
 * @throws TypeError if `text` is not a string
 */
export declare function bodyFromText(text: string): Uint8Array;
/** The text's UTF-8; half a surrogate pair becomes U+FFFD. */
export declare function encode(text: string): Uint8Array;
/** Writes as much of the text's UTF-8 as fits, and gives the bytes written. */
export declare function encodeInto(text: string, into: Uint8Array): number;
/** The text of UTF-8 bytes; throws if they are not UTF-8. */
export declare function decode(bytes: Uint8Array): string;
/** Whether a text cannot be written as UTF-8. Not by a regular expression, which may keep the last text it matched. */
export declare function hasLoneSurrogate(text: string): boolean;
