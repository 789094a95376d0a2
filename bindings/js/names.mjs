// What the wasm module's imports and exports are called: one letter or two. wasm-bindgen's names are long, some end in hashes that nothing
// compresses, and each stands in the module and in the script.

const IMPORT_SECTION = 2;
const EXPORT_SECTION = 7;
const FUNCTION = 0;

/** Exports that our own code, not the bindings, asks for. */
const KEPT = ["memory", "__wbindgen_start"];

/**
 * The module with short names.
 *
 * @param {Uint8Array} binary
 * @param {string} name what wasm-bindgen called it
 * @returns {{ binary: Buffer, imports: Map<string, string>, exports: Map<string, string> }} the module, and wasm-bindgen's
 * names with the short ones
 */
export function shorten(binary, name) {
  const imports = new Map();
  const exports = new Map(KEPT.map((name) => [name, name]));
  const parts = [binary.subarray(0, 8)];
  for (let at = 8; at < binary.length; ) {
    const [size, start] = read(binary, at + 1);
    const section = binary.subarray(start, start + size);
    let renamed = section;
    if (binary[at] === IMPORT_SECTION) renamed = shortenImports(section, imports, `./${name}_bg.js`);
    if (binary[at] === EXPORT_SECTION) renamed = shortenExports(section, exports);
    parts.push(Uint8Array.of(binary[at], ...write(renamed.length)), renamed);
    at = start + size;
  }
  return { binary: Buffer.concat(parts), imports, exports };
}

function shortenImports(section, names, bindings) {
  let [count, at] = read(section, 0);
  const out = [...write(count)];
  for (; count > 0; count--) {
    const [module, afterModule] = text(section, at);
    const [name, afterName] = text(section, afterModule);
    if (module !== bindings || section[afterName] !== FUNCTION) throw new Error(`the wasm module imports ${name} of ${module}: not a function of its bindings`);
    const [type, next] = read(section, afterName + 1);
    // The module's name is one letter too.
    out.push(...named("b"), ...named(short(name, names)), FUNCTION, ...write(type));
    at = next;
  }
  return Uint8Array.from(out);
}

function shortenExports(section, names) {
  let [count, at] = read(section, 0);
  const out = [...write(count)];
  for (; count > 0; count--) {
    const [name, afterName] = text(section, at);
    const [index, next] = read(section, afterName + 1);
    out.push(...named(short(name, names)), section[afterName], ...write(index));
    at = next;
  }
  return Uint8Array.from(out);
}

function short(name, names) {
  if (!names.has(name)) names.set(name, letters(names.size));
  return names.get(name);
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
