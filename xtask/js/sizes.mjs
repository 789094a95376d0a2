// Decides what a wasm module is made of: its bytes by crate and module, and what gzip would save if a part were not there.
//
//   node xtask/js/sizes.mjs <a module that has its names>
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { assemble, CODE, CUSTOM, DATA, functions, read, sections, text, write } from "../../bindings/js/sections.mjs";

/** Parts that are smaller are told together. */
const SHOWN = 200;
const FUNCTION_NAMES = 1;
const RETURN_ZERO = Buffer.from([0, 0x0b]);

const parts = [...sections(readFileSync(process.argv[2]))];
const names = functionNames(parts.find(([kind, bytes]) => kind === CUSTOM && text(bytes, 0)[0] === "name")[1]);
const loaded = parts.filter(([kind]) => kind !== CUSTOM);
const bodies = functions(loaded.find(([kind]) => kind === CODE)[1]).map((body, index) => ({ body, part: partOf(names.get(index) ?? "") }));

const whole = gzipped(bodies);
const groups = [...new Set(bodies.map(({ part }) => part))].map((part) => {
  const bytes = bodies.reduce((sum, one) => sum + (one.part === part ? one.body.length : 0), 0);
  const without = bodies.map((one) => (one.part === part ? { ...one, body: RETURN_ZERO } : one));
  return { part, bytes, gzip: whole - gzipped(without) };
});
const shown = groups.filter(({ bytes }) => bytes >= SHOWN).sort((a, b) => b.gzip - a.gzip);
const others = groups.filter(({ bytes }) => bytes < SHOWN);
const data = loaded.filter(([kind]) => kind === DATA).reduce((sum, [, bytes]) => sum + bytes.length, 0);
print("texts and constants", data, whole - gzipped(bodies, loaded.filter(([kind]) => kind !== DATA)));
for (const { part, bytes, gzip } of shown) print(part, bytes, gzip);
print(`${others.length} smaller parts`, others.reduce((sum, { bytes }) => sum + bytes, 0), others.reduce((sum, { gzip }) => sum + gzip, 0));
console.log(`${bodies.length} functions, ${whole} bytes gzip in all; what parts share with others counts for neither`);

function print(part, bytes, gzip) {
  console.log(`| ${part.padEnd(34)} | ${String(bytes).padStart(6)} | ${String(gzip).padStart(5)} |`);
}

function gzipped(kept, sections = loaded) {
  const code = Buffer.concat([Buffer.from(write(kept.length)), ...kept.flatMap(({ body }) => [Buffer.from(write(body.length)), body])]);
  return gzipSync(assemble(sections.map(([kind, bytes]) => [kind, kind === CODE ? code : bytes])), { level: 9 }).length;
}

/** The crate, and of our own the module too; what the shim exports has its bare name. */
function partOf(name) {
  const [, own] = /countersign::(?:<impl )?(?:countersign::)?(\w+)/.exec(name) ?? [];
  if (own) return `countersign::${own}`;
  const [, other] = /(countersign_wasm|sha1|sha2|hmac|digest|block_buffer|hybrid_array|rlsf|alloc|core|hex|zeroize|subtle|p256|rsa|der|crypto_bigint|curve25519_dalek|ed25519_dalek|elliptic_curve|ecdsa|primeorder|primefield|num_bigint_dig|miniz_oxide)\b/.exec(name) ?? [];
  return other ?? (/^[a-z_]+$/.test(name) ? `exported: ${name}` : "others");
}

function functionNames(section) {
  const names = new Map();
  let [, at] = text(section, 0);
  while (at < section.length) {
    const kind = section[at];
    const [size, start] = read(section, at + 1);
    if (kind === FUNCTION_NAMES) {
      let [count, next] = read(section, start);
      for (; count > 0; count--) {
        const [index, afterIndex] = read(section, next);
        const [name, afterName] = text(section, afterIndex);
        names.set(index, name);
        next = afterName;
      }
    }
    at = start + size;
  }
  return names;
}
