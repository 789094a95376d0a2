export * from "./index.js";
export { type CertificateOptions, type Jwk, type JwkSet, isAllowedHost, keyFromCertificates, keyFromJwk } from "./keys.js";
