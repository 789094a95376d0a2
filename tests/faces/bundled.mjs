// Decides how the suite and the package become one script for faces without a file system.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { entry } from "./installed.mjs";

/** Bundles `source`, in which "countersign" is an entry of the package installed in the folder; files by extension: `{ ".js": …, ".wasm": … }`. */
export async function bundle(folder, name, source, options) {
  const path = entry(folder, name);
  // The suite lies outside the folder, so its "countersign" goes to the entry file there, and from there to the installed package.
  const installed = { name: "installed", setup: ({ onResolve }) => onResolve({ filter: /^countersign$/ }, ({ importer }) => (importer === path ? undefined : { path })) };
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL(".", import.meta.url)), sourcefile: "<stdin>" },
    bundle: true, write: false, outdir: "out", format: "esm", target: "es2022", logLevel: "warning", plugins: [installed],
    loader: { ".wasm": "copy" }, assetNames: "[name]", ...options,
  });
  return outputFiles.map(({ path, contents }) => ({ name: path.split(/[\\/]/).pop(), contents }));
}
