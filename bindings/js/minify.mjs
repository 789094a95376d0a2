// How a bundle is made smaller: names and white space go; the names of public classes, which stack traces show, and the marks that let
// bundlers drop unused parts stay.

import { transform } from "esbuild";

/** Text, of which a template may hold one more; marks; white space with comments. */
const TOKENS = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|\$\{(?:[^`}]|`(?:\\[^]|[^`\\])*`)*\}|[^`\\])*`|(\/\* @__PURE__ \*\/)\s*|(?:\s|\/\*(?! @)[^]*?\*\/|\/\/.*\n)+/g;

/** What esbuild writes at the end of a module. */
const EXPORTS = /^export \{([^}]*)\};$/m;

/** The smaller text of an ES module that esbuild wrote. */
export async function minify(bundle) {
  const { code } = await transform(bundle, { minifyIdentifiers: true, format: "esm", target: "es2022", legalComments: "none" });
  const long = named(code);
  const short = `${long.replace(TOKENS, squeeze)}\n`;

  // esbuild drops the marks with the white space, so it is only the judge of whether white space was all that went.
  const [wanted, got] = await Promise.all([long, short].map((code) => transform(code, { minifyWhitespace: true, legalComments: "none" })));
  if (wanted.code !== got.code) throw new Error("more than white space was lost; does the bundle hold text that minify.mjs cannot tell from code?");
  const marks = (code) => code.split("@__PURE__").length;
  if (marks(short) !== marks(bundle)) throw new Error("marks were lost");
  return short;
}

/** The same module for `require`: a script whose exports Node's reader of such scripts can tell. */
export function common(module) {
  const exports = /export\{([^}]*)\};\s*$/;
  const statements = exports.exec(module)[1].split(",").map((pair) => {
    const [own, name = own] = pair.split(" as ");
    return `exports.${name}=${own};`;
  });
  return `Object.defineProperty(exports,"__esModule",{value:true});${module.replace(exports, "")}${statements.join("")}\n`;
}

/** Gives exported classes the names that they are exported by. */
function named(code) {
  return EXPORTS.exec(code)[1].split(",").reduce((named, pair) => {
    const [own, name = own] = pair.trim().split(" as ");
    return named.replace(new RegExp(`(?<=^|[\\s,])${own.replaceAll("$", "\\$")} = class(?= extends | \\{)`, "m"), `${own} = class ${name}`);
  }, code);
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
