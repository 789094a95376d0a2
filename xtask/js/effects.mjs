// Says how often each event took effect in a SQLite database of examples/express, as one JSON object: id to count.
//
//   node xtask/js/effects.mjs examples/express receiver.db
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, file] = process.argv.slice(2);
const Database = createRequire(join(resolve(folder), "package.json"))("better-sqlite3");
const rows = new Database(resolve(file), { readonly: true }).prepare("SELECT event_id, COUNT(*) FROM effects GROUP BY event_id").raw().all();
console.log(JSON.stringify(Object.fromEntries(rows)));
