// The entry with every scheme: those of the main one, and those whose key is public or whose signature is a message of its own.

export * from "./index.js";
export { type CertificateOptions, type Jwk, type JwkSet, isAllowedHost, keyFromCertificates, keyFromJwk } from "./keys.js";
