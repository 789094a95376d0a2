// Which build the tests run: the folder in COUNTERSIGN_DIST, else the one that `cargo xtask npm` leaves.

import { fileURLToPath, pathToFileURL } from "node:url";

export const dist = process.env.COUNTERSIGN_DIST ?? fileURLToPath(new URL("../../../target/npm/package/dist", import.meta.url));

const entry = (name) => import(pathToFileURL(`${dist}/${name}.js`).href);

export const { Webhook, WebhookError, bodyFromText } = await entry("index");
export const asymmetric = await entry("asymmetric");
export const { providers } = await entry("providers");
