// Which build the tests run: the folder in COUNTERSIGN_DIST, else the one that `cargo xtask npm` leaves.

import { fileURLToPath, pathToFileURL } from "node:url";

export const dist = process.env.COUNTERSIGN_DIST ?? fileURLToPath(new URL("../../../target/npm/package/dist", import.meta.url));

export const { Webhook, WebhookError, bodyFromText, providers } = await import(pathToFileURL(`${dist}/index.js`).href);
