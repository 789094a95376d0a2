import { type Found } from "./headers.js";
/** The length of a field as it crosses: one that is too long is cut one character past its limit, and the core refuses it by its length. */
export declare function lengthOf(value: Found, limit: number): number;
/** A character's byte. No field may hold a byte above 0x7E, so any such byte will do for what is no byte at all. */
export declare function unit(text: string, at: number): number;
/**
 * Writes one field at `at`, its length as 32 bits, little end first, then its bytes, and gives the place after it.
 *
 * A text longer than `limit` is cut one byte past it: the core refuses it by its length, and the head always fits the buffer.
 */
export declare function writeField(buffer: Uint8Array, at: number, value: Found, limit: number): number;
/** Writes the length of a field and gives the place where its bytes begin. */
export declare function writeLength(buffer: Uint8Array, at: number, length: number): number;
