// What of wasm-bindgen's `_bg.js` goes into the package: all but what nothing here uses or what would keep bundlers from dropping the rest.

/** Each with what it stands for, so that another wasm-bindgen that writes it otherwise stops the build. */
const CUTS = [
  // Ours have their own, and a statement at the top cannot be dropped.
  ["disposers for `using`", /^if \(Symbol\.dispose\) \w+\.prototype\[Symbol\.dispose\] = .*$/gm, ""],
  // Our own code is the only caller.
  ["checks of classes", /^ *_assertClass\(.*\);$|^function _assertClass\([^]*?^}$/gm, ""],
  ["finalizers", /^const (\w+Finalization) = \(typeof FinalizationRegistry [^]*?: new FinalizationRegistry\((.*)\);$/gm, "const $1 = /* @__PURE__ */ finalization($2);"],
  ["text decoder", /^let cachedTextDecoder = (new TextDecoder\(.*\));\ncachedTextDecoder\.decode\(\);$/gm, "let cachedTextDecoder = /* @__PURE__ */ $1;"],
];

const FINALIZATION = `
function finalization(free) {
  return typeof FinalizationRegistry === "undefined" ? { register() {}, unregister() {} } : new FinalizationRegistry(free);
}
`;

/** What the function that the module imports by a short name is called in the bindings. */
export function inGlue(short) {
  return `import_${short}`;
}

/**
 * The bindings as they are bundled.
 *
 * @param {string} text what wasm-bindgen wrote
 * @param {{ imports: Map<string, string>, exports: Map<string, string> }} names those of the module in `text`, with the short ones
 */
export function cutGlue(text, { imports, exports }) {
  let cut = text;
  for (const [what, pattern, replacement] of CUTS) {
    if (cut.search(pattern) < 0) throw new Error(`wasm-bindgen wrote no ${what} as glue.mjs knows them; did wasm-bindgen change?`);
    cut = cut.replace(pattern, replacement);
  }
  for (const [name, short] of imports) cut = cut.replaceAll(new RegExp(`\\b${name}\\b`, "g"), inGlue(short));
  cut = cut.replaceAll(/\bwasm\.(\w+)/g, (_, name) => {
    if (!exports.has(name)) throw new Error(`the bindings ask for ${name}, which the module does not export`);
    return `wasm.${exports.get(name)}`;
  });
  return cut + FINALIZATION;
}
