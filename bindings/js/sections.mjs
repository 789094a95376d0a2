// How a wasm file is taken apart and put together: its sections, and the numbers and names in them.

export const CUSTOM = 0;
export const IMPORT = 2;
export const EXPORT = 7;
export const CODE = 10;
export const DATA = 11;

/** The sections of a module, each with its kind and its bytes. */
export function* sections(binary) {
  for (let at = 8; at < binary.length; ) {
    const [size, start] = read(binary, at + 1);
    yield [binary[at], binary.subarray(start, start + size)];
    at = start + size;
  }
}

/** A module of these sections. */
export function assemble(parts) {
  const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  return Buffer.concat([Uint8Array.from(header), ...[...parts].flatMap(([kind, bytes]) => [Uint8Array.of(kind, ...write(bytes.length)), bytes])]);
}

/** A name at `at`, and the place after it. */
export function text(bytes, at) {
  const [length, start] = read(bytes, at);
  return [Buffer.from(bytes.subarray(start, start + length)).toString(), start + length];
}

/** A name of less than 128 bytes, as it stands in a section. */
export function named(name) {
  return [name.length, ...Buffer.from(name)];
}

/** An unsigned LEB128 number at `at`, and the place after it. */
export function read(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** A number as LEB128. */
export function write(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...write(value >>> 7)];
}

/** The functions of a code section. */
export function functions(section) {
  let [count, at] = read(section, 0);
  const bodies = [];
  for (; count > 0; count--) {
    const [size, start] = read(section, at);
    at = start + size;
    bodies.push(Buffer.from(section.subarray(start, at)));
  }
  return bodies;
}
