// How a call and its answer go over HTTP to a Durable Object: JSON, and bytes behind it, since a body is no text.

/** The length of the JSON in bytes, the JSON, the bytes. */
export function pack(value: unknown, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(value));
  const packed = new Uint8Array(4 + json.length + bytes.length);
  new DataView(packed.buffer).setUint32(0, json.length);
  packed.set(json, 4);
  packed.set(bytes, 4 + json.length);
  return packed;
}

/** What was packed. */
export function unpack(packed: ArrayBuffer): { readonly value: unknown; readonly bytes: Uint8Array } {
  const length = new DataView(packed).getUint32(0);
  return { value: JSON.parse(new TextDecoder().decode(new Uint8Array(packed, 4, length))), bytes: new Uint8Array(packed, 4 + length) };
}
