// ECDSA over P-256 with the nonce of RFC 6979, for node:crypto takes a random one and the corpus must come out the same each time.

import { createHash, createHmac } from "node:crypto";

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const G = [0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n, 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n];

const mod = (value, by) => ((value % by) + by) % by;
const number = (bytes) => BigInt(`0x${bytes.toString("hex")}`);
const bytes32 = (value) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");

function inverse(value, by) {
  let [a, b, x, y] = [mod(value, by), by, 1n, 0n];
  while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return mod(x, by);
}

function add(one, other) {
  if (!one || !other) return one ?? other;
  if (one[0] === other[0] && one[1] !== other[1]) return undefined;
  const slope = one[0] === other[0] ? (3n * one[0] * one[0] - 3n) * inverse(2n * one[1], P) : (other[1] - one[1]) * inverse(other[0] - one[0], P);
  const x = mod(slope * slope - one[0] - other[0], P);
  return [x, mod(slope * (one[0] - x) - one[1], P)];
}

function times(scalar, point) {
  let sum;
  for (const bit of scalar.toString(2)) {
    sum = add(sum, sum);
    if (bit === "1") sum = add(sum, point);
  }
  return sum;
}

/** RFC 6979, section 3.2; `digest` may be of any length up to 256 bits. */
function nonceOf(hash, secret, digest) {
  const hmac = (key, ...parts) => createHmac(hash, key).update(Buffer.concat(parts)).digest();
  const length = digest.length;
  const seed = Buffer.concat([bytes32(secret), bytes32(mod(number(digest), N))]);
  let value = Buffer.alloc(length, 1);
  let key = Buffer.alloc(length, 0);
  for (const mark of [0, 1]) {
    key = hmac(key, value, Buffer.from([mark]), seed);
    value = hmac(key, value);
  }
  for (;;) {
    let text = Buffer.alloc(0);
    while (text.length < 32) {
      value = hmac(key, value);
      text = Buffer.concat([text, value]);
    }
    const nonce = number(text.subarray(0, 32));
    if (nonce > 0n && nonce < N) return nonce;
    key = hmac(key, value, Buffer.from([0]));
    value = hmac(key, value);
  }
}

const der = (tag, body) => Buffer.concat([Buffer.from([tag, body.length]), body]);
function integer(value) {
  const bytes = Buffer.from(value.toString(16).padStart(2 * Math.ceil(value.toString(16).length / 2), "0"), "hex");
  return der(2, bytes[0] > 127 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}

/** `secret` as a number; the signature as 64 bytes r ‖ s, and in DER. */
export function sign(hash, secret, message) {
  const digest = createHash(hash).update(message).digest();
  const nonce = nonceOf(hash, secret, digest);
  const r = mod(times(nonce, G)[0], N);
  const s = mod(inverse(nonce, N) * (number(digest) + r * secret), N);
  return { raw: Buffer.concat([bytes32(r), bytes32(s)]), der: der(0x30, Buffer.concat([integer(r), integer(s)])) };
}
