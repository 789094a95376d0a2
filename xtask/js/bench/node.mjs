// Measures on Node.
import { Buffer } from "node:buffer";
import * as crypto from "node:crypto";
import { report } from "./inside.mjs";

const [folder, output, runtime] = process.argv.slice(2);
await report(folder, output, { runtime, version: process.versions.node, host: { Buffer, crypto } });
