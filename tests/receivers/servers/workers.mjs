// A Cloudflare Worker in workerd, by miniflare: both tools stand where the other tests have them, and their paths are given.
import { fileURLToPath, pathToFileURL } from "node:url";
import { told } from "./serve.mjs";

const [{ Miniflare }, { build }] = await Promise.all(process.argv.slice(2).map((path) => import(pathToFileURL(path))));
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("worker.mjs", import.meta.url))],
  bundle: true, write: false, outdir: "out", format: "esm", target: "es2022", logLevel: "warning",
  conditions: ["workerd", "worker"], loader: { ".wasm": "copy" }, assetNames: "[name]",
});
const files = outputFiles.map(({ path, contents }) => ({ path: path.split(/[\\/]/).pop(), contents }));
const isWasm = (path) => path.endsWith(".wasm");
files.sort((one, other) => Number(isWasm(one.path)) - Number(isWasm(other.path)));
const modules = files.map(({ path, contents }) => ({ type: isWasm(path) ? "CompiledWasm" : "ESModule", path, contents }));
const server = new Miniflare({ modules, host: "127.0.0.1", port: 0, cf: false, compatibilityDate: "2026-07-01" });
const url = await server.ready;
told({ ports: { alone: Number(url.port) }, witness: new URL("/witness", url).href });
