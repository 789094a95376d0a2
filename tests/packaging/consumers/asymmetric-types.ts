// A strict TypeScript program that uses the types that only the entry with public keys has; compiled as .ts, .mts and .cts.
import { Webhook, isAllowedHost, keyFromCertificates, keyFromJwk } from "countersign/asymmetric";
import type { CertificateOptions, Jwk, JwkSet, ProviderName, WebhookOptions } from "countersign/asymmetric";

const options: WebhookOptions = { toleranceSeconds: 60, allowWeakSecrets: false, allowSha1: false, registration: "fake" };
const name: ProviderName = "standard-webhooks-ed25519";
const jwk: Jwk = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
const set: JwkSet = { keys: [{ ...jwk, kid: "fake" }] };

export function opened(key: string): Webhook<ProviderName> {
  return new Webhook(name, [keyFromJwk(jwk), keyFromJwk(set, "fake"), keyFromJwk(JSON.stringify(set), "fake"), key], options);
}
export function certified(certificates: string, host: string): Uint8Array | undefined {
  const given: CertificateOptions = { certificates: [certificates], roots: new Uint8Array(1), names: ["*.vendor.example"], now: new Date() };
  return isAllowedHost(host, given.names) ? keyFromCertificates(given) : undefined;
}
// @ts-expect-error a name to be believed for is needed
export const anyone = () => keyFromCertificates({ certificates: "", roots: "" });
// @ts-expect-error a list
export const one = () => isAllowedHost("", "*.vendor.example");
