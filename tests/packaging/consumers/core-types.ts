// A strict TypeScript program of what the main entry does not have; compiled as .ts, .mts and .cts.
import { Webhook } from "countersign";

// @ts-expect-error only the entry with public keys has it
export const sha1 = () => new Webhook("github", "clearly-fake-secret-of-the-tests", { allowSha1: true });
// @ts-expect-error only the entry with public keys has it
export const named = () => new Webhook("github", "clearly-fake-secret-of-the-tests", { registration: "fake" });
// @ts-expect-error only the entry with public keys has it
export const provider = () => new Webhook("standard-webhooks-ed25519", "clearly-fake-secret-of-the-tests");
