// Whether the PostgreSQL store does what every store does, with both clients, and what becomes of connections that break.
//
// Runs where COUNTERSIGN_POSTGRES_URL is the URL of a database that it may write to, and `pg` and `postgres` are installed for the tests.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { dist } from "./dist.mjs";
import * as suite from "./stores.mjs";

const url = process.env.COUNTERSIGN_POSTGRES_URL;
if (url === undefined) test("PostgreSQL", { skip: "COUNTERSIGN_POSTGRES_URL is not set" });
else await all();

async function all() {
  const require = createRequire(new URL("../../../tests/package.json", import.meta.url));
  const pg = require("pg");
  const postgres = require("postgres");
  const { postgresStore } = await import(pathToFileURL(`${dist}/stores/postgres.js`).href);

  const pool = new pg.Pool({ connectionString: url, max: 15 });
  pool.on("error", () => {});
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // A user's own way of naming columns must not matter.
  const sql = postgres(url, { max: 15, transform: postgres.camel, onnotice() {} });
  const names = ["pool", "client", "js", "race", "effects"].map((name) => `countersign_test_${name}`);
  const drop = () => pool.query(`DROP TABLE IF EXISTS ${names.flatMap((name) => [name, `${name}_versions`]).join(", ")}`);
  await drop();
  await pool.query("CREATE TABLE countersign_test_effects (n INTEGER)");
  after(async () => {
    await drop();
    await Promise.all([pool.end(), client.end(), sql.end()]);
  });
  const effect = "INSERT INTO countersign_test_effects VALUES (1)";
  const effects = async () => Number((await pool.query("SELECT count(*) AS n FROM countersign_test_effects")).rows[0].n);
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

  const clients = {
    pool: { by: pool, ask: async (lent, text) => (await lent.query(text)).rows[0] },
    client: { by: client, ask: async (lent, text) => (await lent.query(text)).rows[0], isOne: true },
    js: { by: sql, ask: async (lent, text) => (await lent.unsafe(text))[0] },
  };

  test("the table is made by many at once", async () => {
    await Promise.all(Array.from({ length: 16 }, (_, n) => postgresStore(n % 2 === 0 ? pool : sql, { table: "countersign_test_race" }).migrate()));
  });

  test("client: nothing is taken for stored within a transaction of the program's own, which may be rolled back", async () => {
    const store = postgresStore(client, { table: "countersign_test_race" });
    const event = { key: "0".repeat(64), endpoint: "own", id: "1", type: undefined, digest: "0".repeat(64), delivery: { head: "{}", body: new Uint8Array([1]) } };
    // Not awaited: the store's statement goes right behind it.
    const begun = client.query("BEGIN");
    await assert.rejects(store.keep(event), /^Error: postgres: the program has a transaction open on the store's client; give the store a Pool, or a client of its own$/);
    await begun;
    await client.query("ROLLBACK");
    assert.equal(await store.look(event.key), undefined);
    assert.equal(await store.keep(event), "new");
  });

  for (const [name, { by, ask, isOne = false }] of Object.entries(clients)) {
    const table = `countersign_test_${name}`;
    const store = postgresStore(by, { table });
    const unprepared = postgresStore(pool, { table, prepare: false });
    const write = (lent) => ask(lent, effect);

    test(`${name}: every vector, a second for each tick`, async () => {
      await assert.rejects(store.look("k"), /^Error: table countersign_test_\w+ is missing; call await store\.migrate\(\) once at start$/);
      await store.migrate();
      await store.migrate();
      const started = Date.now();
      await suite.runVectors(store, 1000, (at) => sleep(started + at * 1000 - Date.now()));
    });

    test(`${name}: storms, takers, inbox, cleaning`, async () => {
      await suite.storm([store, unprepared], 200);
      await suite.takersDoNotMeet([store, unprepared]);
      await suite.inboxKeepsWhatItIsGiven(store, 2_000_000);
      await suite.cleans(store);
    });

    test(`${name}: effect and completion together`, async () => {
      await suite.commitsTogether(store, write, effects);
      await suite.oneEffect([store], write, effects, 10);
      if (isOne) return;
      await suite.losesPatience(store);
      await suite.cleaningPassesOverWhatIsClaimed(store);
    });

    test(`${name}: a handler waits for locks as it always does, and an error that it swallows commits nothing`, async () => {
      const claim = suite.claimOf();
      const wait = await store.transaction(1234, async (within) => {
        await within.claim(claim);
        return { commit: false, result: await ask(within.client, "SHOW lock_timeout") };
      });
      assert.deepEqual(Object.values(wait), ["0"]);
      await assert.rejects(store.transaction(1234, async (within) => {
        await within.claim(claim);
        await ask(within.client, "SELECT 1 / 0").catch(() => {});
        return { commit: true, result: undefined };
      }), /division by zero|a statement in it had failed/);
      assert.equal(await store.look(claim.key), undefined);
    });

    for (const moment of isOne ? [] : ["between statements", "during one", "and the handler goes on"]) {
      test(`${name}: its connection is closed ${moment}`, async () => {
        const before = await effects();
        for (let round = 0; round < 3; round++) {
          const claim = suite.claimOf();
          await assert.rejects(store.transaction(1000, async (within) => {
            await within.claim(claim);
            await write(within.client);
            const { pid } = await ask(within.client, "SELECT pg_backend_pid() AS pid");
            const kill = () => client.query("SELECT pg_terminate_backend($1)", [pid]);
            if (moment === "during one") {
              setTimeout(kill, 30);
              await ask(within.client, "SELECT pg_sleep(1)");
            }
            await kill();
            await sleep(50);
            if (moment === "and the handler goes on") await Promise.resolve().then(() => write(within.client)).catch(() => {});
            return { commit: moment === "and the handler goes on" || await within.complete(claim.key, claim.token, 1000), result: undefined };
          }));
          // postgres.js tells the next of what became of the last.
          await store.look(claim.key).catch(() => {});
          assert.equal(await store.look(claim.key), undefined);
        }
        assert.equal(await effects(), before);
      });
    }
  }
}
