import { type Names } from "./headers.js";
export interface Description {
    /** Lower-case names of the headers that are read, in slot order. */
    readonly headers: Names;
    /** What a signature covers. */
    readonly covers: readonly string[];
    /** RFC 6901 pointers to id and type in the body, where they stand there. */
    readonly idPointer: string | undefined;
    readonly typePointer: string | undefined;
    /** Which of {@link headers} holds the id, type or nonce; -1 for one that stands in none. */
    readonly idSlot: number;
    readonly typeSlot: number;
    readonly nonceSlot: number;
    /** Which fact stands in a token or beside a signature, and in no header; the core tells it of each delivery it takes. */
    readonly told: "id" | "nonce" | undefined;
    /** What the host may hash. */
    readonly hosted: "message" | "body" | undefined;
    /** Whether the method or the URL is read at all. */
    readonly readsRequestLine: boolean;
}
/** Reads what the core wrote when the webhook was sealed. */
export declare function describe(text: string): Description;
