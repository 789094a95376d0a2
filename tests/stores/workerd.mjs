// How a store is opened in workerd, through miniflare, and told what to do.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import workerd from "workerd";

/** Starts a Worker with the store `store` in it; gives what does with it what is asked. */
export async function start(worker, { store, folder, ...config }) {
  const { bindings, exports } = worker(folder);
  const main = `import { actions } from "./actions.mjs";
import { open } from "./stores/${store}.mjs";
${exports}
let opened;
export default {
  async fetch(request, env) {
    try {
      const { action, ...asked } = await request.json();
      const context = await (opened ??= open(${JSON.stringify(config)}, env));
      return Response.json({ value: await actions[action]({ ...context, stores: [context.store] }, asked) });
    } catch (error) {
      return Response.json({ error: error.stack ?? String(error) });
    }
  },
};`;
  const resolveDir = fileURLToPath(new URL(".", import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: main, resolveDir }, bundle: true, write: false, format: "esm", target: "es2022", conditions: ["workerd", "worker"], logLevel: "warning", external: ["node:*"],
  });
  const modules = [{ type: "ESModule", path: "main.js", contents: outputFiles[0].text }];
  const server = new Miniflare({ modules, cf: false, compatibilityDate: workerd.compatibilityDate, ...bindings });
  await server.ready;
  return async ({ action, ...asked }) => {
    if (action === "end") return server.dispose();
    const response = await server.dispatchFetch("http://store.invalid/", { method: "POST", body: JSON.stringify({ action, ...asked }) });
    const { value, error } = await response.json();
    if (error !== undefined) throw new Error(error);
    return value;
  };
}
