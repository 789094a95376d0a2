// The files of the two families that are no templates: tokens (JWS) and HTTP message signatures, made and published.

import { readFileSync } from "node:fs";

import http from "./families-http.mjs";
import requests from "./families-requests.mjs";
import tokenVectors from "./families-tokens.mjs";
import { vectors } from "./kit.mjs";

export const tokens = {
  about: "Schemes whose signature is a token (JSON Web Signatures): genuine, hostile, signed. Every secret is made up; the keys stand in tests/oracle/test-keys.json.",
  vectors: [...tokenVectors, ...requests],
};

export const httpSignatures = {
  about: "Schemes of HTTP message signatures (RFC 9421): genuine, hostile, signed. Every secret is made up; the keys stand in tests/oracle/test-keys.json.",
  vectors: http,
};

const values = JSON.parse(readFileSync(new URL("published-families.json", import.meta.url), "utf8"));

/** What the RFC's appendix signs, as custom schemes; its nonce, like the key id of one, is not demanded. */
const customs = {
  "rfc9421-b25": {
    name: "rfc9421-b25", algorithm: "hmac-sha256", key: { encoding: "base64" },
    httpSignature: { cover: ["date", "@authority", "content-type"], toleranceSeconds: 300, label: "sig-b25", keyId: "test-shared-secret" },
  },
  "rfc9421-b26": {
    name: "rfc9421-b26", algorithm: "ed25519",
    httpSignature: { cover: ["date", "@method", "@path", "@authority", "content-type", "content-length"], toleranceSeconds: 300, label: "sig-b26" },
  },
};

const COVERS = {
  messagebird: ["timestamp", "id", "url", "body"],
  "messagebird-hs512": ["timestamp", "id", "url", "body"],
  "rfc9421-b25": ["timestamp", "header:date", "authority", "header:content-type"],
  "rfc9421-b26": ["timestamp", "header:date", "method", "path", "authority", "header:content-type", "header:content-length"],
  "web-bot-auth": ["timestamp", "authority"],
  "web-bot-auth-rsa-pss": ["timestamp", "authority"],
};

/** The id in the claims of a token, and the nonce among the parameters of a signature. */
function facts(headers) {
  const value = (name) => headers.find(([own]) => own === name)?.[1];
  const token = value("MessageBird-Signature-JWT");
  const claims = token && JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString("utf8"));
  return { id: claims?.jti, nonce: /;nonce="([^"]*)"/.exec(value("Signature-Input") ?? "")?.[1] };
}

function published() {
  const { list, verify } = vectors(undefined, {});
  for (const { scheme, name, source, secret, publicKey, method, url, headers, body, now, expect } of values) {
    const { id, nonce } = facts(headers);
    const ok = { keyIndex: 0, id, timestamp: now, nonce, covers: COVERS[scheme] };
    verify(name, { headers, body, method, url }, expect === "ok" ? ok : expect, {
      scheme: customs[scheme] ?? scheme, source, secrets: [publicKey ? JSON.stringify(publicKey) : secret], now, label: `published by ${scheme}`,
    });
  }
  return list;
}

export const publishedFamilies = { about: "Published tokens and HTTP message signatures. The secrets are the published ones, known to everybody.", vectors: published() };
