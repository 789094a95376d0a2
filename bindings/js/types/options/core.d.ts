import { type Checked } from "./common.js";
export type { CommonOptions as WebhookOptions } from "./common.js";
/** Options of the constructor, each checked. */
export declare function options(value: unknown): Checked;
