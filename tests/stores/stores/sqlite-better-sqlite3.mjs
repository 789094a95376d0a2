// A SQLite file by better-sqlite3, whose release for Node 20 starts on no other, and the newest not on that.
import { openSqlite } from "../sql.mjs";

export const about = { entry: "stores/sqlite", client: { node20: "better-sqlite3", node: "better-sqlite3-newest" }, on: ["node20", "node"], is: ["inbox", "cleanable", "transactional"], clock: "its own", processes: true };

export async function open({ folder, runtime }) {
  const { default: Database } = await import(about.client[runtime]);
  return openSqlite(new Database(`${folder}/events.sqlite`));
}
