// Measures on Deno.
import { Buffer } from "node:buffer";
import * as crypto from "node:crypto";
import { report } from "./inside.mjs";

const [folder, output, runtime] = Deno.args;
await report(folder, output, { runtime, version: Deno.version.deno, host: { Buffer, crypto } });
