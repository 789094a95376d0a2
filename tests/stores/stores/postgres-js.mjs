// PostgreSQL by postgres.js.
import { EFFECTS, fill } from "../sql.mjs";

export const about = { entry: "stores/postgres", client: "postgres", on: ["node"], server: "postgres", is: ["inbox", "cleanable", "transactional"], clock: "its own", processes: true };

export async function open({ url, name }) {
  const { default: postgres } = await import("postgres");
  const { postgresStore } = await import("countersign/stores/postgres");
  const sql = postgres(url, { max: 5, connect_timeout: 5, onnotice: () => {} });
  const store = postgresStore(sql, { table: name });
  await store.migrate();
  const effects = EFFECTS.replace("effects", `effects_${name}`);
  await sql.unsafe(effects).catch(() => sql.unsafe(effects));
  return {
    store,
    close: () => sql.end({ timeout: 1 }),
    fill: (count) => fill("postgres", name, count, (text) => sql.unsafe(text)),
    effect: (client, key) => client.unsafe(`INSERT INTO effects_${name} VALUES ($1)`, [key]),
    effects: async (key) => Number((await sql.unsafe(`SELECT COUNT(*) AS count FROM effects_${name} WHERE key = $1`, [key]))[0].count),
  };
}
