// PostgreSQL by pg.
import { EFFECTS, fill } from "../sql.mjs";

export const about = { entry: "stores/postgres", client: "pg", on: ["node20"], server: "postgres", is: ["inbox", "cleanable", "transactional"], clock: "its own", processes: true };

export async function open({ url, name }) {
  const { default: pg } = await import("pg");
  const { postgresStore } = await import("countersign/stores/postgres");
  const pool = new pg.Pool({ connectionString: url, max: 5, connectionTimeoutMillis: 5000 });
  // Without a listener a server that goes away ends the process.
  pool.on("error", () => {});
  const store = postgresStore(pool, { table: name });
  await store.migrate();
  const effects = EFFECTS.replace("effects", `effects_${name}`);
  await pool.query(effects).catch(() => pool.query(effects));
  return {
    store,
    close: () => pool.end(),
    fill: (count) => fill("postgres", name, count, (sql) => pool.query(sql)),
    effect: (client, key) => client.query(`INSERT INTO effects_${name} VALUES ($1)`, [key]),
    effects: async (key) => Number((await pool.query(`SELECT COUNT(*) FROM effects_${name} WHERE key = $1`, [key])).rows[0].count),
  };
}
