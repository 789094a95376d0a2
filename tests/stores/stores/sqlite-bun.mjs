// A SQLite file by bun:sqlite.
import { openSqlite } from "../sql.mjs";

export const about = { entry: "stores/sqlite", on: ["bun"], is: ["inbox", "cleanable", "transactional"], clock: "its own", processes: true };

export async function open({ folder }) {
  const { Database } = await import("bun:sqlite");
  const db = new Database(`${folder}/events.sqlite`);
  db.exec("PRAGMA busy_timeout = 5000");
  return openSqlite(db);
}
