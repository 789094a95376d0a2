// Whether a delivery of one of the four systems is genuine, decided a second time, in plain node:crypto and as slowly as is readable.
//
// Written from the vendors' descriptions. It shares no code with the core, knows no error codes, and is used by tests alone:
// the comparison below takes no care of time.

import { createHash, createHmac } from "node:crypto";

const TOLERANCE_SECONDS = 300;
const LONGEST_TOLERANCE_SECONDS = 86_400;
const LARGEST_TIMESTAMP = 2n ** 63n - 1n;

/** The reason to refuse a delivery; caught in `accepts`, and nowhere else. */
class Refusal extends Error {}

function demand(met, why) {
  if (!met) throw new Refusal(why);
}

/**
 * @param {"iexexchanger" | "miex" | "hubex" | "bitex"} scheme
 * @param {(string | Uint8Array)[]} secrets text, or the raw key
 * @param {{ headers: [string, string][], body: Uint8Array, method?: string, url?: string }} request
 * @param {number | bigint} now Unix seconds
 * @param {{ toleranceSeconds?: number, allowWeakSecrets?: boolean }} [options]
 * @returns {boolean}
 */
export function accepts(scheme, secrets, request, now, options = {}) {
  try {
    const system = systems[scheme];
    demand(system, "not one of the four systems");
    demandTolerance(system, options.toleranceSeconds);
    const keys = secrets.map((secret) => Buffer.from(secret));
    demandKeys(system, keys, options.allowWeakSecrets);
    const claimed = system.claim(request, BigInt(now), BigInt(options.toleranceSeconds ?? TOLERANCE_SECONDS));
    return keys.some((key) => system.expected(key, request, claimed) === claimed.signature);
  } catch (refusal) {
    if (refusal instanceof Refusal) return false;
    throw refusal;
  }
}

/**
 * A system: `claim` finds and checks what the request says, `expected` is the signature that it should have under a key.
 * `timed` says whether the vendor signs a timestamp, without which a tolerance means nothing.
 */
const systems = {
  iexexchanger: {
    timed: true,
    claim({ headers }, now, tolerance) {
      const signature = /^(?:sha256=)?([0-9a-f]{64})$/.exec(required(headers, "X-Webhook-Signature"))?.[1];
      demand(signature, "the signature is no lower-case hex of 32 bytes");
      const timestamp = required(headers, "X-Webhook-Timestamp");
      demandFresh(timestamp, now, tolerance);
      const id = required(headers, "X-Webhook-Event-Id");
      const type = required(headers, "X-Webhook-Event-Type");
      const nonce = required(headers, "X-Webhook-Nonce");
      return { signature, signed: ["v1", id, type, timestamp, nonce] };
    },
    expected: (key, { body }, { signed }) => hmac(key, [...signed, sha256(body)].join("\n")),
  },

  miex: {
    claim({ headers }) {
      const signature = /^sha256=([0-9a-f]{64})$/.exec(required(headers, "X-Webhook-Signature"))?.[1];
      demand(signature, "the signature is no sha256= with lower-case hex of 32 bytes");
      // Reported to the receiver, so they must be readable if they are there; not signed.
      optional(headers, "X-Webhook-Delivery");
      optional(headers, "X-Webhook-Event");
      return { signature };
    },
    expected: (key, { body }) => hmac(key, body),
  },

  hubex: {
    secret: /^[A-Za-z0-9._~-]+$/,
    claim: ({ url }) => ({ signature: urlToken(url) }),
    expected: (key) => key.toString("latin1"),
  },

  bitex: {
    claim({ headers }) {
      const digest = required(headers, "WEBHOOK-AUTH");
      demand(/^[0-9a-f]{64}$/i.test(digest), "the digest is no hex of 32 bytes");
      return { signature: digest.toLowerCase() };
    },
    expected: (key) => sha256(key),
  },
};

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const hmac = (key, bytes) => createHmac("sha256", key).update(bytes).digest("hex");

function demandTolerance(system, seconds) {
  if (seconds === undefined) return;
  demand(system.timed, "a tolerance where no timestamp is signed");
  demand(seconds >= 0 && seconds <= LONGEST_TOLERANCE_SECONDS, "a tolerance of more than a day");
}

function demandKeys(system, keys, allowWeak) {
  demand(keys.length >= 1 && keys.length <= 8, "no secret, or more than eight");
  for (const key of keys) {
    demand(key.length >= (allowWeak ? 1 : 16), "an empty or a weak secret");
    demand(!system.secret || system.secret.test(key.toString("latin1")), "a secret that cannot stand in a URL");
  }
}

/** The one value of a header: visible ASCII and spaces, no space at its ends, at most 4096 bytes, not two values joined by a host. */
function optional(headers, name) {
  const values = headers.filter(([own]) => own.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  if (values.length === 0) return undefined;
  demand(values.length === 1, `${name} occurs twice`);
  const [value] = values;
  demand(value.length <= 4096, `${name} is too long`);
  demand(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value), `${name} is empty or has characters that do not belong in a header`);
  demand(!value.includes(", "), `${name} was joined from two`);
  return value;
}

function required(headers, name) {
  const value = optional(headers, name);
  demand(value !== undefined, `${name} is missing`);
  return value;
}

/** Digits without a sign, a fraction or a leading zero, and not further from `now` than the tolerance, before or after. */
function demandFresh(timestamp, now, tolerance) {
  demand(/^(?:0|[1-9][0-9]*)$/.test(timestamp), "the timestamp is no plain number");
  const seconds = BigInt(timestamp);
  demand(seconds <= LARGEST_TIMESTAMP, "the timestamp does not fit 64 bits");
  const age = now - seconds;
  demand(age <= tolerance && -age <= tolerance, "the timestamp is outside the window");
}

/** The query parameter `token`, or without one the last segment of the path. */
function urlToken(url) {
  demand(url !== undefined, "no URL");
  demand(url.length <= 8192 && /^[\x21-\x7e]*$/.test(url) && !url.includes("#"), "the URL is not visible ASCII without a fragment");
  const parts = /^(https?:\/\/[^/?]+)?(\/[^?]*)?(?:\?(.*))?$/i.exec(url);
  demand(parts && (parts[1] !== undefined || parts[2] !== undefined), "the URL is neither absolute nor a path");
  const [, , path = "/", query = ""] = parts;
  const tokens = query.split("&").filter((pair) => pair === "token" || pair.startsWith("token="));
  demand(tokens.length <= 1, "the token stands there twice");
  const token = tokens.length === 1 ? tokens[0].slice("token=".length) : path.split("/").at(-1);
  demand(/^[A-Za-z0-9._~-]+$/.test(token), "no token");
  return token;
}
