// Whether the stores of claims say what is wrong with what they are given, and heed what their clients answer.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { dist } from "./dist.mjs";

const store = (name) => import(pathToFileURL(join(dist, "stores", `${name}.js`)).href);
const { redisStore } = await store("redis");
const { denoKvStore } = await store("deno-kv");
const { dynamoDbStore } = await store("dynamodb");

const refuses = (action, message) => assert.throws(action, { name: "TypeError", message });
const claim = { key: "0".repeat(64), endpoint: "e", id: "i", type: undefined, digest: "1".repeat(64), token: "2".repeat(32), lease: 1000, keep: 1000 };

test("what is no client is refused with what is", () => {
  for (const wrong of [undefined, null, 1, {}, [], { evalsha() {} }]) refuses(() => redisStore(wrong), /^client: expected a client of `ioredis` or `redis`, got /);
  refuses(() => redisStore("redis://127.0.0.1"), /got string; make one with new Redis\(url\)$/);
  refuses(() => redisStore({ eval() {}, evalsha() {} }, { prefix: 1 }), /^prefix: expected string, got number$/);
  for (const timeoutSeconds of [0, -1, 61, Number.NaN]) refuses(() => redisStore({ eval() {}, evalsha() {} }, { timeoutSeconds }), /^timeoutSeconds: expected a number over 0 and at most 60, got /);
  for (const wrong of [undefined, null, 1, {}]) refuses(() => denoKvStore(wrong), /^kv: expected a Deno KV, got .*--unstable-kv$/);
  refuses(() => denoKvStore(Promise.resolve()), /got Promise; await Deno\.openKv\(\) first$/);
  for (const skewSeconds of [-1, 3601, Number.NaN]) refuses(() => denoKvStore({ get() {}, atomic() {} }, { skewSeconds }), /^skewSeconds: expected 0 to 3600, got /);
  for (const wrong of [undefined, null, 1, {}]) refuses(() => dynamoDbStore(wrong, { table: "t" }), /^client: expected DynamoDB or DynamoDBClient of @aws-sdk\/client-dynamodb, got /);
  refuses(() => dynamoDbStore({ send() {} }, { table: "t" }), /^commands: expected the module @aws-sdk\/client-dynamodb.*or pass new DynamoDB\(\)$/);
  refuses(() => dynamoDbStore({ send() {} }, { table: "t", commands: { UpdateItemCommand: class {} } }), /^commands\.GetItemCommand: expected that class/);
  refuses(() => dynamoDbStore({ updateItem() {}, getItem() {} }, {}), /^table: expected the table's name, got undefined$/);
  refuses(() => dynamoDbStore({ updateItem() {}, getItem() {} }), /^options: expected an object such as/);
});

test("a Redis that does not know the script is sent it whole, and one that fails is not asked again", async () => {
  const asked = [];
  const evalsha = async () => {
    asked.push("sha");
    throw new Error("NOSCRIPT No matching script. Please use EVAL.");
  };
  const evaluate = async (script, keys, key, ...parameters) => {
    asked.push("source", keys, key, ...parameters);
    return ["won", "3"];
  };
  assert.deepEqual(await redisStore({ eval: evaluate, evalsha }, { prefix: "p:" }).claim(claim), { is: "won", attempt: 3 });
  assert.deepEqual(asked, ["sha", "source", 1, `p:${claim.key}`, claim.token, claim.digest, "1000", "1000"]);
  const failing = redisStore({ eval: () => assert.fail(), evalsha: async () => Promise.reject(new Error("READONLY You can't write against a read only replica.")) });
  await assert.rejects(failing.claim(claim), /READONLY/);
});

test("a Redis that does not answer is not waited for", async () => {
  const silent = () => new Promise(() => {});
  const begun = performance.now();
  await assert.rejects(redisStore({ eval: silent, evalSha: silent }, { timeoutSeconds: 0.1 }).look(claim.key), /^Error: redis: no answer within 0\.1 s/);
  assert.ok(performance.now() - begun < 5000);
});

test("an answer that no script gives is an error, and not a claim", async () => {
  for (const answer of [null, "OK", [], ["lost", 1], { won: 1 }]) {
    await assert.rejects(redisStore({ eval: async () => answer, evalsha: async () => answer }).claim(claim), /expected the answer of the claim script/);
  }
});

test("DynamoDB is asked by whatever the client has, and the same", async () => {
  const asked = [];
  const answer = async (input) => {
    asked.push(input);
    return {};
  };
  class Command {
    constructor(input) {
      this.input = input;
    }
  }
  const commands = { UpdateItemCommand: Command, GetItemCommand: Command };
  const now = Date.now;
  try {
    Date.now = () => 1_700_000_000_000;
    await dynamoDbStore({ updateItem: answer, getItem: answer }, { table: "t" }).claim(claim);
    await dynamoDbStore({ send: ({ input }) => answer(input) }, { table: "t", commands }).claim(claim);
  } finally {
    Date.now = now;
  }
  assert.deepEqual(asked[0], asked[1]);
  const { TableName, ConditionExpression, ExpressionAttributeValues: values } = asked[0];
  assert.deepEqual([TableName, ConditionExpression], ["t", "attribute_not_exists(#key) OR #keep_until <= :now"]);
  // Another's is over only a minute after its end.
  assert.deepEqual([values[":now"], values[":lease_until"]], [{ N: "1699999940000" }, { N: "1700000001000" }]);
  assert.ok(Number(values[":ttl"].N) >= 1_700_000_002 + 60);
});

test("an event that others change all the time is given up on", async () => {
  const kv = { get: async (key) => ({ key, value: null, versionstamp: null }), atomic: () => ({ check() { return this; }, set() { return this; }, commit: async () => ({ ok: false }) }) };
  await assert.rejects(denoKvStore(kv).claim(claim), /changed by others 20 times in a row/);
});
