// Decides where events are remembered and what they do is written: a file of SQLite, or PostgreSQL where DATABASE_URL names one.
import { postgresStore } from "countersign/stores/postgres";
import { sqliteStore } from "countersign/stores/sqlite";

/** `{ store, record }`; `record(client, sender, event)` writes an effect, by `client` if it is to be part of a transaction. */
export const open = () => (process.env.DATABASE_URL ? openPostgres(process.env.DATABASE_URL) : openSqlite(process.env.DATABASE_FILE ?? "receiver.db"));

async function openSqlite(file) {
  const { default: Database } = await import("better-sqlite3");
  const database = new Database(file);
  database.pragma("journal_mode = WAL");
  database.exec("CREATE TABLE IF NOT EXISTS effects (sender TEXT NOT NULL, event_id TEXT, event_type TEXT)");
  const insert = database.prepare("INSERT INTO effects (sender, event_id, event_type) VALUES (?, ?, ?)");
  return {
    store: sqliteStore(database),
    // There is one connection, and so what is written while a transaction is open is part of it.
    record: async (client, sender, { id, type }) => void insert.run(sender, id, type),
  };
}

async function openPostgres(connectionString) {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString, max: 16 });
  pool.on("error", (error) => console.error(error.message)); // a connection that broke while nobody used it
  // Several processes may start at once, and PostgreSQL does not create a table twice even when told to look first.
  await pool.query(`BEGIN; SELECT pg_advisory_xact_lock(20260623);
    CREATE TABLE IF NOT EXISTS effects (sender TEXT NOT NULL, event_id TEXT, event_type TEXT); COMMIT`);
  return {
    store: postgresStore(pool),
    record: async (client = pool, sender, { id, type }) => {
      await client.query("INSERT INTO effects (sender, event_id, event_type) VALUES ($1, $2, $3)", [sender, id, type]);
    },
  };
}
