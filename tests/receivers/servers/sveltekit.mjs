// SvelteKit: built by Vite with adapter-node, then served by its handler on a port of ours.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { listening, told } from "./serve.mjs";

const root = fileURLToPath(new URL("sveltekit", import.meta.url));
process.chdir(root);
await build({ root, logLevel: "warn" });
// The adapter's own limit is 512 kB.
process.env.BODY_SIZE_LIMIT = "Infinity";
const { handler } = await import("./sveltekit/build/handler.js");
const port = await listening(createServer(handler));
told({ ports: { alone: port }, witness: `http://127.0.0.1:${port}/witness` });
