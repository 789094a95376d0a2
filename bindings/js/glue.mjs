// What of wasm-bindgen's `_bg.js` goes into the package: the names of the module's functions. Only numbers cross the boundary, so that
// each of its own functions does no more than hand them on, and the module's function can stand in its place.

const FUNCTION = /^export function (\w+)\(([\w, ]*)\) \{\n([^]*?)^\}$/gm;
const HANDS_ON = /^\s*(?:const ret = )?wasm\.(\w+)\(([\w, ]*)\);\n(?:\s*return ret(?: >>> 0)?;\n)?$/;

/**
 * The bindings as they are bundled: a name for each function, which `attach` fills with the functions of an instance.
 *
 * @param {string} text what wasm-bindgen wrote
 * @param {Map<string, string>} exports the names of what the module exports, with the short ones
 */
export function glue(text, exports) {
  const names = [];
  for (const [whole, name, parameters, body] of text.matchAll(FUNCTION)) {
    if (name === "__wbg_set_wasm") continue;
    const [, called, handed] = HANDS_ON.exec(body) ?? [];
    if (called !== name || handed !== parameters) throw new Error(`wasm-bindgen does more than hand numbers on:\n${whole}`);
    names.push(name);
  }
  if (names.length === 0) throw new Error("no function in what wasm-bindgen wrote; did it change?");
  const members = names.map((name) => `${exports.get(name)}: ${name}`);
  return `export let ${names.join(", ")};\nexport function attach(exports) { ({ ${members.join(", ")} } = exports); }\n`;
}
