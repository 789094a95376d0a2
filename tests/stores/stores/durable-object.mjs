// Durable Objects with SQL storage, in workerd.
export const about = { entry: "stores/durable-object", client: "miniflare", slow: 2, on: ["workerd"], is: ["inbox", "cleanable"], clock: "its own", processes: false };

/** What the Worker is bound to, and what its main module exports: the class, which here can be filled too. */
export const worker = (folder) => ({
  bindings: { durableObjects: { EVENTS: { className: "Filled", useSQLite: true } }, durableObjectsPersist: folder },
  exports: `import { CountersignEvents } from "countersign/stores/durable-object";
import { fill } from "./sql.mjs";
export class Filled extends CountersignEvents {
  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
  }
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/") return super.fetch(request);
    await fill("sqlite", "countersign_events", Number(pathname.slice(1)), (sql) => this.sql.exec(sql));
    return new Response();
  }
}`,
});

export async function open(_, { EVENTS }) {
  const { durableObjectStore } = await import("countersign/stores/durable-object");
  const fill = async (count) => {
    const response = await EVENTS.get(EVENTS.idFromName("countersign-0")).fetch(`http://filled.invalid/${count}`);
    if (!response.ok) throw new Error(await response.text());
  };
  return { store: durableObjectStore(EVENTS), fill };
}
