// What the wasm module's exports are called: one letter or two. wasm-bindgen's names are long, and each stands in the module and in the script.

import { assemble, EXPORT, IMPORT, named, read, sections, text, write } from "./sections.mjs";

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
  const renamed = [...sections(binary)].map(([kind, bytes]) => {
    if (kind === IMPORT) throw new Error("the wasm module imports something: does a function take or give more than numbers?");
    return [kind, kind === EXPORT ? shortenExports(bytes, exports) : bytes];
  });
  return { binary: assemble(renamed), exports };
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
