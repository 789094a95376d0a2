// What the wasm module's exports are called: one letter or two. wasm-bindgen's names are long, and each stands in the module and in the script.

const IMPORT_SECTION = 2;
const EXPORT_SECTION = 7;
const FUNCTION = 0;

/** What our own code, not the bindings, asks for. */
const MEMORY = "memory";

/**
 * The module with short names for its functions, and without exports that nothing asks for.
 *
 * @param {Uint8Array} binary
 * @returns {{ binary: Buffer, exports: Map<string, string> }} the module, and wasm-bindgen's names with the short ones
 */
export function shorten(binary) {
  const exports = new Map();
  const parts = [binary.subarray(0, 8)];
  for (let at = 8; at < binary.length; ) {
    const [size, start] = read(binary, at + 1);
    const section = binary.subarray(start, start + size);
    if (binary[at] === IMPORT_SECTION) throw new Error("the wasm module imports something: does a function take or give more than numbers?");
    const renamed = binary[at] === EXPORT_SECTION ? shortenExports(section, exports) : section;
    parts.push(Uint8Array.of(binary[at], ...write(renamed.length)), renamed);
    at = start + size;
  }
  return { binary: Buffer.concat(parts), exports };
}

function shortenExports(section, names) {
  let [count, at] = read(section, 0);
  const kept = [];
  for (; count > 0; count--) {
    const [name, afterName] = text(section, at);
    const [index, next] = read(section, afterName + 1);
    if (section[afterName] === FUNCTION) names.set(name, letters(names.size));
    if (section[afterName] === FUNCTION || name === MEMORY) kept.push([...named(names.get(name) ?? name), section[afterName], ...write(index)]);
    at = next;
  }
  return Uint8Array.from([...write(kept.length), ...kept.flat()]);
}

function letters(index) {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function named(name) {
  return [name.length, ...Buffer.from(name)];
}

/** A name at `at`, and the place after it. */
function text(bytes, at) {
  const [length, start] = read(bytes, at);
  return [Buffer.from(bytes.subarray(start, start + length)).toString(), start + length];
}

/** An unsigned LEB128 number at `at`, and the place after it. */
function read(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function write(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...write(value >>> 7)];
}
