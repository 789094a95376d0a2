// Next's app router: built by Next, then served by it on a port of ours.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { listening, told } from "./serve.mjs";

const dir = fileURLToPath(new URL("next", import.meta.url));
execFileSync(process.execPath, [createRequire(import.meta.url).resolve("next/dist/bin/next"), "build"], { cwd: dir, stdio: ["ignore", "inherit", "inherit"] });
process.env.NODE_ENV = "production";
const { default: next } = await import("next");
const app = next({ dev: false, dir });
await app.prepare();
const port = await listening(createServer(app.getRequestHandler()));
told({ ports: { alone: port }, witness: `http://127.0.0.1:${port}/witness` });
