// A process that claims an event, says so, and is killed.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { dist } from "./dist.mjs";

const [name, file, moment, claim] = process.argv.slice(2);
const { sqliteStore } = await import(pathToFileURL(`${dist}/stores/sqlite.js`).href);
const Database = name === "better-sqlite3"
  ? createRequire(new URL("../../../tests/package.json", import.meta.url))(name)
  : process.getBuiltinModule(name).DatabaseSync;
const db = new Database(file);
const store = sqliteStore(db);
const hang = () => {
  process.send(moment);
  setInterval(() => {}, 1000);
  return new Promise(() => {});
};
if (moment === "transaction") {
  await store.transaction(1000, async (within) => {
    const input = JSON.parse(claim);
    await within.claim(input);
    within.client.exec("INSERT INTO effects VALUES (1)");
    await within.complete(input.key, input.token, 1000);
    return hang();
  });
} else {
  await store.claim(JSON.parse(claim));
  if (moment === "effect") db.exec("INSERT INTO effects VALUES (1)");
  await hang();
}
