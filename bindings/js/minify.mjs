// How a bundle is made smaller: names within functions and white space go; the names that stack traces show and the marks that let bundlers drop unused parts stay.

import { transform } from "esbuild";

/** Text, of which a template may hold one more; marks; white space with comments. */
const TOKENS = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|\$\{(?:[^`}]|`(?:\\[^]|[^`\\])*`)*\}|[^`\\])*`|(\/\* @(?:__PURE__|ts-self-types=.*) \*\/)\s*|(?:\s|\/\*(?! @)[^]*?\*\/|\/\/.*\n)+/g;

/** What makes a module of a script, and what only tells readers of one what it exports: set aside while names are shortened. */
const BEFORE = /^import [^;]*;$|^\/\* @ts-self-types=.*$/gm;
const AFTER = /^export \{[^}]*\};$|^0 && \(module\.exports = \{[^}]*\}\);$/gm;

/** The smaller text of an ESM or CJS bundle that esbuild wrote. */
export async function minify(bundle) {
  // esbuild renames nothing at the top of a script, so that class and function names stay. Without its imports and exports the
  // bundle is one.
  const before = bundle.match(BEFORE) ?? [];
  const after = bundle.match(AFTER) ?? [];
  const script = await transform(bundle.replaceAll(BEFORE, "").replaceAll(AFTER, ""), { minifyIdentifiers: true, target: "es2022", legalComments: "none" });
  const long = await shorten([...before, script.code, ...after].join("\n"));
  const short = `${long.replace(TOKENS, squeeze)}\n`;

  // esbuild drops the marks with the white space, so it is only the judge of whether white space was all that went.
  const [wanted, got] = await Promise.all([long, short].map((code) => transform(code, { minifyWhitespace: true, legalComments: "none" })));
  if (wanted.code !== got.code) throw new Error("more than white space was lost; does the bundle hold text that minify.mjs cannot tell from code?");
  const marks = (code) => code.split("@__PURE__").length;
  if (marks(short) !== marks(bundle)) throw new Error("marks were lost");
  return short;
}

function squeeze(token, mark, at, text) {
  if (mark !== undefined) return mark;
  if (/^["'`]/.test(token)) return token;
  const before = text[at - 1] ?? "";
  const after = text[at + token.length] ?? "";
  const isWord = (character) => /[\w$#\\]/.test(character);
  const wouldJoin = (isWord(before) && isWord(after)) || (before === after && "+-/".includes(before));
  return wouldJoin ? " " : "";
}

/** Gives what stands at the top short names too, but for the public classes, which stack traces show. */
async function shorten(code) {
  // A name that also stands in a text, which may be a template, or that may be a property's is left alone.
  const texts = (code.match(TOKENS) ?? []).join("\n");
  const elsewhere = (name) => new RegExp(`\\b${name}\\b`).test(texts) || new RegExp(`[.#]${name}\\b|\\b${name}\\s*:|[{,]\\s*${name}\\s*[,}]`).test(code);
  const names = [...code.matchAll(/^(?:function (\w{4,})\(|var (?!Webhook)(\w{4,}) = )/gm)].map(([, called, held]) => called ?? held).filter((name) => !elsewhere(name));
  let shorter = code;
  names.forEach((name, index) => {
    shorter = shorter.replaceAll(new RegExp(`\\b${name}\\b`, "g"), `$${index.toString(36)}`);
  });
  // Once every name is short, both must be one script.
  const [wanted, got] = await Promise.all([code, shorter].map((text) => transform(text, { minify: true, format: "esm", legalComments: "none" })));
  if (wanted.code.length !== got.code.length) throw new Error("more than names changed; does minify.mjs take for a name what is none?");
  return shorter;
}
