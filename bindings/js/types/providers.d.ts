import type { ProviderName } from "./catalogue/asymmetric.js";
export type { ProviderName };
/** A built-in scheme, described. */
export interface Provider {
    /** What the constructor of `Webhook` takes. */
    readonly name: ProviderName;
    /** The name for people. */
    readonly title: string;
    /** The page where the scheme is described. */
    readonly docs: string;
    /** What the signature protects; empty if it protects nothing but itself. */
    readonly covers: readonly string[];
    /** The entry whose `Webhook` has it. `countersign/asymmetric` has all. */
    readonly entry: "countersign" | "countersign/asymmetric";
}
/** Every built-in scheme. */
export declare const providers: readonly Provider[];
