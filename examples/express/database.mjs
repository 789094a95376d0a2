// Decides where events are remembered and what they do is written: a file of SQLite, or PostgreSQL where DATABASE_URL names one.
import Database from "better-sqlite3";
import { postgresStore } from "countersign/stores/postgres";
import { sqliteStore } from "countersign/stores/sqlite";
import pg from "pg";

/** `{ store, record }`: `record(transaction, sender, event)` writes what an event does, in mode `transactional` by its transaction. */
export async function open({ DATABASE_URL, DATABASE_FILE = "receiver.db" } = process.env) {
  const opened = DATABASE_URL ? await openPostgres(DATABASE_URL) : openSqlite(DATABASE_FILE);
  await opened.store.migrate();
  return opened;
}

const EFFECTS = "CREATE TABLE IF NOT EXISTS effects (sender TEXT NOT NULL, event_id TEXT, event_type TEXT)";

function openSqlite(file) {
  const database = connect(file);
  database.exec(EFFECTS);
  return {
    store: sqliteStore(connect(file)), // a connection of its own: a transaction is open on it while a handler runs
    record: async (transaction, sender, { id, type }) => {
      const insert = (transaction ?? database).prepare("INSERT INTO effects (sender, event_id, event_type) VALUES (?, ?, ?)");
      insert.run(sender, id, type);
    },
  };
}

/** What is answered with success is on the disk. */
function connect(file) {
  const database = new Database(file);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  return database;
}

async function openPostgres(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 16 });
  pool.on("error", (error) => console.error(error.message)); // the server went away; without this the program would end
  // Processes that start at once may both find no table: one waits for the other here.
  await pool.query(`BEGIN; SELECT pg_advisory_xact_lock(20260623); ${EFFECTS}; COMMIT`);
  return {
    store: postgresStore(pool),
    record: async (transaction, sender, { id, type }) => {
      await (transaction ?? pool).query("INSERT INTO effects (sender, event_id, event_type) VALUES ($1, $2, $3)", [sender, id, type]);
    },
  };
}
