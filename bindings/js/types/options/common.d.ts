/** Settings of a `Webhook`. */
export interface CommonOptions {
    /** How far the signed time may lie from now, either way, in whole seconds up to 86400. Default: the scheme's, 300 for those built in. */
    readonly toleranceSeconds?: number | undefined;
    /** Takes secrets under 16 bytes, which can be guessed. Default false. Empty ones are refused always. */
    readonly allowWeakSecrets?: boolean | undefined;
    /**
     * Who hashes. The answer is the same.
     *
     * - `auto` (the default): for large bodies the host by its own SHA-256, where it has one that answers at once (`node:crypto` on Node, Deno
     *   and Bun, and on workerd with `nodejs_compat`), else wasm
     * - `host`: the host wherever it may; a TypeError where it has none
     * - `wasm`: never the host. What is kept of a secret then is in the module's memory only, as midstates; the host is handed a block of the
     *   key each time, so that this is kept outside
     */
    readonly hashing?: "auto" | "host" | "wasm" | undefined;
}
/** Options as the core takes them. */
export interface Checked {
    /** Whole seconds; NaN for the scheme's own. */
    readonly tolerance: number;
    /** A bit for each thing that is allowed. */
    readonly allowed: number;
    readonly hashing: unknown;
    /** What is written after the scheme. */
    readonly values: readonly unknown[];
}
/** The options of any entry, and the others, which an entry takes or refuses. */
export declare function common(value: unknown): Checked & {
    others: Record<string, unknown>;
};
/** A flag as a number. */
export declare function flag(value: unknown, title: string): number;
