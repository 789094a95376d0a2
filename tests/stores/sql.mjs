// What the stores over SQL have in common in these tests: how their tables are filled, and what the effect of an event is.

/** A row that need not be remembered, so many times. */
const columns = "(key, endpoint, digest, state, token, attempt, lease_until, keep_until, received_at)";
const row = (key) => `${key}, 'filled', '', 'done', '', 1, 1, 1 + i % 1000, 1`;
const filled = {
  sqlite: (table, from, to) => `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to}) INSERT INTO ${table} ${columns} SELECT ${row("printf('%064x', i)")} FROM n`,
  postgres: (table, from, to) => `INSERT INTO ${table} ${columns} SELECT ${row("lpad(to_hex(i), 64, '0')")} FROM generate_series(${from}, ${to}) AS n(i)`,
};

/** Fills a table in batches, each by `run`. */
export async function fill(dialect, table, count, run) {
  const batch = 10_000;
  // The worst there is for a planner: it was told of a small table, and does not know yet what came.
  if (dialect === "postgres") await run(`ANALYZE ${table}`);
  for (let from = 1; from <= count; from += batch) await run(filled[dialect](table, from, Math.min(count, from + batch - 1)));
}

/** Nothing in it keeps an effect from being there twice. */
export const EFFECTS = "CREATE TABLE IF NOT EXISTS effects (key TEXT NOT NULL)";

/** What the three drivers of SQLite have in common. */
export async function openSqlite(db) {
  const { sqliteStore } = await import("countersign/stores/sqlite");
  db.exec("PRAGMA journal_mode = WAL");
  db.exec("PRAGMA synchronous = FULL");
  db.exec(EFFECTS);
  const store = sqliteStore(db);
  await store.migrate();
  return {
    store,
    close: () => db.close(),
    fill: (count) => fill("sqlite", "countersign_events", count, (sql) => db.exec(sql)),
    effect: (client, key) => void client.prepare("INSERT INTO effects VALUES (?)").run(key),
    effects: (key) => db.prepare("SELECT COUNT(*) AS count FROM effects WHERE key = ?").get(key).count,
  };
}
