// Cloudflare D1, in workerd.
import { fill } from "../sql.mjs";

export const about = { entry: "stores/d1", client: "miniflare", slow: 2, on: ["workerd"], is: ["inbox", "cleanable"], clock: "its own", processes: false };

/** What the Worker is bound to, and what its main module exports. */
export const worker = (folder) => ({ bindings: { d1Databases: { DB: "events" }, d1Persist: folder }, exports: "" });

export async function open(_, { DB }) {
  const { d1Store } = await import("countersign/stores/d1");
  const store = d1Store(DB);
  await store.migrate();
  return { store, fill: (count) => fill("sqlite", "countersign_events", count, (sql) => DB.prepare(sql).run()) };
}
