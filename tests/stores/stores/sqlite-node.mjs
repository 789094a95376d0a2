// A SQLite file by node:sqlite.
import { openSqlite } from "../sql.mjs";

export const about = { entry: "stores/sqlite", on: ["node"], is: ["inbox", "cleanable", "transactional"], clock: "its own", processes: true };

export async function open({ folder }) {
  const { DatabaseSync } = await import("node:sqlite");
  return openSqlite(new DatabaseSync(`${folder}/events.sqlite`, { timeout: 5000 }));
}
