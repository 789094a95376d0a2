// Whether the stores that need no server do what the vectors say, and what the vectors do not say.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { dist } from "./dist.mjs";
import * as suite from "./stores.mjs";

const store = (name) => import(pathToFileURL(join(dist, "stores", `${name}.js`)).href);
const { memoryStore } = await store("memory");
const { sqliteStore } = await store("sqlite");
const { postgresStore } = await store("postgres");
const { d1Store } = await store("d1");
const { CountersignEvents, durableObjectStore } = await store("durable-object");

/** The drivers that are here, each with how it opens a file. */
export const drivers = {
  "better-sqlite3": () => {
    const Database = createRequire(new URL("../../../tests/package.json", import.meta.url))("better-sqlite3");
    return (file) => new Database(file);
  },
  "node:sqlite": () => {
    const { DatabaseSync } = process.getBuiltinModule?.("node:sqlite") ?? assert.fail("this Node has no node:sqlite");
    return (file) => new DatabaseSync(file);
  },
};

const folder = mkdtempSync(join(tmpdir(), "countersign-stores-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A clock of ticks under which vectors go on side by side: a tick comes once all wait for it. */
function modelClock(tick) {
  let now = 0;
  return { now: () => now, at: (at) => void (now = at * tick) };
}

test("memory: every vector, by a model clock", async () => {
  for (const vector of suite.vectors) {
    const clock = modelClock(1000);
    const memory = memoryStore({ now: clock.now });
    for (const step of vector.steps) {
      clock.at(step.at);
      assert.equal(await suite.perform(memory, step, 1000, vector.name), step.is, `${vector.name}: ${JSON.stringify(step)}`);
    }
  }
});

test("memory: storms, inbox, cleaning", async () => {
  await suite.storm([memoryStore()], 200);
  await suite.inboxKeepsWhatItIsGiven(memoryStore());
  await suite.takersDoNotMeet([memoryStore()]);
  await suite.cleans(memoryStore());
});

test("memory: bytes that the caller writes over later stay as they were kept", async () => {
  const memory = memoryStore();
  const body = Uint8Array.of(1, 2);
  await memory.keep({ ...suite.claimOf(), delivery: { head: "{}", body } });
  body.fill(0);
  assert.deepEqual((await memory.take("e", suite.newToken(), 1)).body, Uint8Array.of(1, 2));
});

test("arguments of the wrong type are told with what is expected", () => {
  const db = { exec() {}, prepare() {} };
  for (const [make, message] of [
    [() => memoryStore({ now: 1 }), /^memoryStore: now: expected function, got number$/],
    [() => memoryStore(null), /^memoryStore: expected an object such as \{ now \}, got null$/],
    [() => sqliteStore("file.db"), /^sqliteStore: db: expected a Database of .*, got string$/],
    [() => sqliteStore({ ...db, all() {} }), /sqlite3.*cannot be used$/],
    [() => sqliteStore({ ...db, batch() {} }), /stores\/d1$/],
    [() => sqliteStore(db, { table: 1 }), /^table: expected string, got number$/],
    [() => sqliteStore(db, { table: "a; drop table b" }), /^table: expected ASCII letters, digits and _.*got 15 characters/],
    [() => sqliteStore(db, { table: "1a" }), /^table: /],
    [() => sqliteStore(db, { table: "" }), /^table: /],
    [() => sqliteStore(db, { table: "a".repeat(41) }), /^table: /],
    [() => sqliteStore(db, { table: "é" }), /^table: /],
    [() => postgresStore("postgres://"), /^postgresStore: client: expected a Pool or Client of pg, or what postgres\(\) gave, got string$/],
    [() => postgresStore({ query() {}, connect() {} }, { prepare: "no" }), /^postgresStore: prepare: expected boolean, got string$/],
    [() => durableObjectStore({}), /^durableObjectStore: namespace: expected a binding of a Durable Object class, got object/],
    [() => durableObjectStore({ idFromName() {}, get() {} }, { shards: 0 }), /^durableObjectStore: shards: expected a whole number from 1 to 256, got 0$/],
    [() => durableObjectStore({ idFromName() {}, get() {} }, { name: 1 }), /^durableObjectStore: name: expected string, got number$/],
    [() => d1Store(undefined), /^d1Store: db: expected a D1 binding, got undefined; is it bound/],
  ]) assert.throws(make, { name: "TypeError", message });
  sqliteStore(db, { table: `_${"a".repeat(39)}` });
});

for (const [name, driver] of Object.entries(drivers)) {
  let open;
  try {
    open = driver();
    // A driver that was built for another Node fails no earlier.
    open(":memory:");
  } catch (error) {
    test(name, { skip: error.message.split("\n")[0] });
    continue;
  }
  const file = (of) => join(folder, `${name.replace(":", "-")}-${of}.db`);
  const opened = async (of) => {
    const db = open(file(of));
    db.exec("PRAGMA journal_mode = WAL");
    const made = sqliteStore(db);
    await made.migrate();
    return { db, made };
  };

  test(`${name}: every vector, a second for each tick`, async () => {
    const { made } = await opened("vectors");
    const started = Date.now();
    await suite.runVectors(made, 1000, (at) => new Promise((resolve) => setTimeout(resolve, Math.max(0, started + at * 1000 - Date.now()))));
  });

  test(`${name}: storms, by one connection and by four`, async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => opened("storm")));
    await suite.storm([stores[0].made], 200);
    await suite.storm(stores.map(({ made }) => made), 200);
    await suite.takersDoNotMeet(stores.map(({ made }) => made));
  });

  test(`${name}: inbox, cleaning`, async () => {
    const { made } = await opened("inbox");
    await suite.inboxKeepsWhatItIsGiven(made);
    await suite.cleans(made);
  });

  test(`${name}: nothing is stored within a transaction of the program's own, which may be rolled back`, async () => {
    const { db, made } = await opened("own");
    const event = { key: "a".repeat(64), endpoint: "iex", id: "1", type: undefined, digest: "b".repeat(64), delivery: { head: "{}", body: new Uint8Array([1]) } };
    db.exec("BEGIN");
    const kept = made.keep(event);
    await new Promise((resolve) => setTimeout(resolve, 50));
    db.exec("ROLLBACK");
    assert.equal(await kept, "new");
    assert.equal(await made.look(event.key), "pending");
    db.exec("BEGIN");
    await assert.rejects(made.complete(event.key, "c".repeat(32), 1000), /^Error: sqlite: the program has a transaction open on the store's connection; give the store a connection of its own$/);
    db.exec("ROLLBACK");
  });

  test(`${name}: a table that is missing, one with another name, and made by many at once`, async () => {
    const db = open(file("tables"));
    await assert.rejects(sqliteStore(db).look("k"), /^Error: table countersign_events is missing; call await store\.migrate\(\) once at start$/);
    await Promise.all(Array.from({ length: 8 }, () => sqliteStore(open(file("tables")), { table: "Mine_2" }).migrate()));
    const mine = sqliteStore(db, { table: "Mine_2" });
    assert.equal((await mine.claim(suite.claimOf())).is, "won");
    await mine.migrate();
  });

  test(`${name}: effect and completion together`, async () => {
    const { db, made } = await opened("together");
    db.exec("CREATE TABLE effects (n INTEGER)");
    const write = (client) => client.exec("INSERT INTO effects VALUES (1)");
    const effects = async () => Number(db.prepare("SELECT count(*) AS n FROM effects").all()[0].n);
    await suite.commitsTogether(made, write, effects);
    await suite.losesPatience(made);
    await suite.cleaningPassesOverWhatIsClaimed(made);
    await suite.oneEffect([made], write, effects);
    const others = await Promise.all(Array.from({ length: 3 }, () => opened("together")));
    await suite.oneEffect([made, ...others.map(({ made }) => made)], write, effects, 5);
    // SQLite ends a transaction by itself after some errors.
    const claim = suite.claimOf();
    await assert.rejects(made.transaction(1000, async ({ claim: take, complete, client }) => {
      await take(claim);
      client.exec("ROLLBACK");
      return { commit: await complete(claim.key, claim.token, 1000), result: 1 };
    }), /transaction is over already/);
    assert.equal(await made.look(claim.key), undefined);
  });

  test(`${name}: what else the store is asked while a transaction has the connection waits, and is not part of it`, async () => {
    const { made } = await opened("turns");
    const other = suite.claimOf();
    let asked;
    await assert.rejects(made.transaction(1000, async (within) => {
      await within.claim(suite.claimOf());
      asked = made.claim(other);
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error("rolled back");
    }), /rolled back/);
    assert.equal((await asked).is, "won");
    assert.equal(await made.look(other.key), "pending");
  });

  test(`${name}: a process that writes does not stop this one's event loop`, async () => {
    const { made } = await opened("busy");
    const other = open(file("busy"));
    other.exec("BEGIN IMMEDIATE");
    let turns = 0;
    const timer = setInterval(() => turns++, 10);
    setTimeout(() => other.exec("COMMIT"), 500);
    assert.equal((await made.claim(suite.claimOf())).is, "won");
    clearInterval(timer);
    assert.ok(turns >= 5, `${turns} turns in half a second`);
  });

  test(`${name}, made to look like D1 and Durable Objects`, async () => {
    const bound = (value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value);
    /** Rows as Cloudflare gives them, bytes as `as` makes of them. */
    const rows = (db, sql, params, as) => {
      const statement = db.prepare(sql);
      if (statement.reader === false) return statement.run(...params.map(bound)), [];
      return statement.all(...params.map(bound)).map((row) => Object.values(row).map((value) => (ArrayBuffer.isView(value) ? as(value) : value)));
    };
    const d1 = open(":memory:");
    const inD1 = d1Store({
      prepare: (sql) => ({ bind: (...params) => ({ raw: async () => rows(d1, sql, params, (bytes) => [...bytes]) }), raw: async () => rows(d1, sql, [], Array.from) }),
    });
    await inD1.migrate();

    const objects = new Map();
    const alarms = new Map();
    const namespace = {
      idFromName: (of) => of,
      get: (of) => ({
        async fetch(_, { body }) {
          if (!objects.has(of)) {
            const db = open(":memory:");
            objects.set(of, new CountersignEvents({
              storage: {
                sql: { exec: (sql, ...params) => ({ raw: () => rows(db, sql, params, (bytes) => Uint8Array.from(bytes).buffer) }) },
                getAlarm: async () => alarms.get(of) ?? null,
                setAlarm: async (time) => void alarms.set(of, time),
              },
            }));
          }
          return objects.get(of).fetch({ arrayBuffer: async () => Uint8Array.from(body).buffer });
        },
      }),
    };
    for (const made of [inD1, durableObjectStore(namespace), durableObjectStore(namespace, { name: "many", shards: 16 })]) {
      await suite.storm([made], 50);
      await suite.inboxKeepsWhatItIsGiven(made);
      await suite.takersDoNotMeet([made]);
      await suite.cleans(made);
    }
    assert.equal(objects.size, 17);
    assert.equal(alarms.size, 17);

    const made = durableObjectStore(namespace);
    const claim = suite.claimOf({ lease: 1, keep: 1 });
    await made.claim(claim);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const before = alarms.get("countersign-0");
    await objects.get("countersign-0").alarm();
    assert.ok(alarms.get("countersign-0") >= before);
    assert.equal(await made.clean(10), 0, "the alarm removed it");
  });

  for (const moment of ["claimed", "effect", "transaction"]) {
    test(`${name}: killed at: ${moment}`, async () => {
      const { db, made } = await opened(`kill-${moment}`);
      db.exec("CREATE TABLE IF NOT EXISTS effects (n INTEGER)");
      const claim = suite.claimOf({ lease: 700 });
      const child = fork(fileURLToPath(new URL("stores.killed.mjs", import.meta.url)), [name, file(`kill-${moment}`), moment, JSON.stringify(claim)]);
      await new Promise((resolve) => child.once("message", resolve));
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("exit", resolve));
      const effects = db.prepare("SELECT count(*) AS n FROM effects").all()[0].n;
      const again = { ...claim, token: suite.newToken() };
      if (moment === "transaction") {
        assert.deepEqual([effects, await made.look(claim.key)], [0, undefined]);
        assert.deepEqual(await made.claim(again), { is: "won", attempt: 1 });
        return;
      }
      assert.equal(effects, moment === "effect" ? 1 : 0);
      assert.equal((await made.claim(again)).is, "busy");
      await new Promise((resolve) => setTimeout(resolve, 800));
      assert.deepEqual(await made.claim(again), { is: "won", attempt: 2 });
      assert.equal(await made.complete(claim.key, claim.token, 1000), false, "an old token");
      assert.equal(await made.complete(claim.key, again.token, 1000), true);
    });
  }
}
