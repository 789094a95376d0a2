// SvelteKit: built by Vite with adapter-node, then served by its handler on a port of ours.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listening, told } from "./serve.mjs";

const root = fileURLToPath(new URL("sveltekit", import.meta.url));
const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin", "vite.js");
execFileSync(process.execPath, [vite, "build", "--logLevel", "warn"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
// The adapter's own limit is 512 kB.
process.env.BODY_SIZE_LIMIT = "Infinity";
const { handler } = await import("./sveltekit/build/handler.js");
const port = await listening(createServer(handler));
told({ ports: { alone: port }, witness: `http://127.0.0.1:${port}/witness` });
