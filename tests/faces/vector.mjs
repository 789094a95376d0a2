// Decides how the values of a vector file become arguments: secrets, header pairs and body bytes.

/** Secrets as the library takes them: text as it is, `{ hex }` as raw key bytes. */
export const secretsOf = ({ secrets }) => secrets.map((secret) => (typeof secret === "string" ? secret : fromHex(secret.hex)));

/** Header pairs in file order, a `{ repeat, times }` value written out. */
export const headersOf = (headers) => headers.map(([name, value]) => [name, typeof value === "string" ? value : value.repeat.repeat(value.times)]);

/** The bytes of a body in any of its four notations. */
export function bodyOf(body) {
  if (body.utf8 !== undefined) return new TextEncoder().encode(body.utf8);
  if (body.hex !== undefined) return fromHex(body.hex);
  if (body.base64 !== undefined) return Uint8Array.from(atob(body.base64), (character) => character.charCodeAt(0));
  if (body.repeat !== undefined) return new TextEncoder().encode(body.repeat.repeat(body.times));
  throw new Error(`body: expected utf8, hex, base64 or repeat, got ${Object.keys(body)}`);
}

function fromHex(hex) {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));
}
