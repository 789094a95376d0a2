// The options of the main entry's `Webhook`.

import { type Checked, common } from "./common.js";

export type { CommonOptions as WebhookOptions } from "./common.js";

/** Options of the constructor, each checked. */
export function options(value: unknown): Checked {
  const { others, ...checked } = common(value);
  for (const name in others) {
    throw new TypeError(`options.${name}: expected toleranceSeconds, allowWeakSecrets or hashing, got another name; is it misspelt, or one of countersign/asymmetric?`);
  }
  return checked;
}
