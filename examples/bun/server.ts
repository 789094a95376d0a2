// Decides what a Bun server does with the webhooks of iEXExchanger.
import { Database } from "bun:sqlite";
import { receive } from "countersign/fetch";
import { sqliteStore } from "countersign/stores/sqlite";

// Where it is remembered which events are done. What is answered with success is on the disk.
const database = new Database(Bun.env.DATABASE_FILE ?? "receiver.db");
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
const store = sqliteStore(database);
await store.migrate();
// Events are remembered for 30 days; what is older is removed, a thousand a minute at most.
setInterval(() => store.clean(1000).catch(console.error), 60_000).unref();

// During a rotation the new secret stands in WEBHOOK_SECRET and the one before it in WEBHOOK_SECRET_PREVIOUS.
const current = Bun.env.WEBHOOK_SECRET ?? "";
const previous = Bun.env.WEBHOOK_SECRET_PREVIOUS;

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Bun.env.PORT ?? 3000,
  maxRequestBodySize: 2_000_000, // bytes, which Bun takes in before anyone can refuse them
  fetch: receive({
    scheme: "iexexchanger",
    secrets: previous ? [current, previous] : [current],
    store,
    mode: "transactional",
    // Why a delivery was answered as it was. The sender is told no more than the status.
    onOutcome: ({ status, reason, code, error }) => console.log(status, reason ?? code, error ?? ""),
  }, async (event, { transaction }) => {
    // What is written by `transaction` here is written once, with the mark that the event is done, or not at all.
    console.log("run", event.id, event.type);
  }),
});
console.log(`listening on ${server.url}`);
