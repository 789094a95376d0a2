// What a store of claims asks of DynamoDB: one conditional update a change, by the program's own client of the AWS SDK.

import { named, wrong } from "../arguments.js";
import * as records from "../receiver/record.js";
import type { EventRecord } from "../receiver/record.js";
import { skew } from "../receiver/skew.js";
import type { State, Store } from "../receiver/store.js";
import { ERROR_LENGTH, LABEL_LENGTH, readable } from "./readable.js";

/**
 * `DynamoDB` of `@aws-sdk/client-dynamodb`, which has a method for each command; or any client of it that sends commands,
 * `DynamoDBClient` and `DynamoDBDocumentClient` too.
 */
export type DynamoDbClient =
  // The SDK declares each method with several overloads, which only `any` takes.
  | { updateItem(input: any): any; getItem(input: any): any }
  | { send(command: any): any };

/** The commands of `@aws-sdk/client-dynamodb`: that module as a whole has them. */
export interface DynamoDbCommands {
  readonly UpdateItemCommand: new (input: any) => unknown;
  readonly GetItemCommand: new (input: any) => unknown;
}

export interface DynamoDbStoreOptions {
  /** The table. Its partition key is the string `key`, and it has no sort key; its TTL attribute, if it is to forget, is `ttl`. */
  readonly table: string;
  /** For a client that sends commands: those of `@aws-sdk/client-dynamodb`, also if the client is a document client. */
  readonly commands?: DynamoDbCommands;
  /** By how many seconds the clocks of the machines may differ; 60 unless another number is asked for. */
  readonly skewSeconds?: number;
}

/** So often a claim is tried that others come before. */
const TRIES = 20;

/**
 * A store of claims in DynamoDB.
 *
 * It has no clock of its own, so that of each machine is asked, and another's claim is taken over only `skewSeconds` after its end. DynamoDB
 * deletes by the TTL attribute days late; what it has not deleted yet is taken for what it is, over. It has no inbox: an item is at most
 * 400 KB.
 *
 * @throws TypeError if `client` is no client, or sends commands and there are none.
 */
export function dynamoDbStore(client: DynamoDbClient, options: DynamoDbStoreOptions): Store {
  const { table, commands, skewSeconds } = named(options, "options", '{ table: "countersign-events" }');
  if (typeof table !== "string" || table === "") throw wrong("table", "the table's name", table);
  const { update, get } = requests(client, commands);
  const allowed = skew(skewSeconds);

  const read = async (key: string): Promise<EventRecord | undefined> =>
    recordOf((await get({ TableName: table, Key: { key: { S: key } }, ConsistentRead: true })).Item);
  /** Makes a change on a condition; if that did not hold, gives what is there instead. */
  const change = async (key: string, expression: string, condition: string, values: Values): Promise<true | EventRecord | undefined> => {
    try {
      await update({ TableName: table, Key: { key: { S: key } }, ...expressions(expression, condition, values), ReturnValuesOnConditionCheckFailure: "ALL_OLD" });
      return true;
    } catch (error) {
      const { name, Item } = error as { name?: unknown; Item?: Item };
      if (name !== "ConditionalCheckFailedException") throw error;
      return recordOf(Item) ?? read(key);
    }
  };
  const changeHeld = async (key: string, expression: string, values: Values): Promise<boolean> =>
    (await change(key, expression, HELD, { ...values, pending: "pending" })) === true;
  return {
    name: "dynamodb",
    async claim({ key, endpoint, id, type, digest, token, lease, keep }) {
      // By a clock that is late by the allowance, what another holds is over that much later, and what is claimed ends when it should.
      const late = () => Date.now() - allowed;
      const wanted = { digest, token, lease: lease + allowed, keep };
      const fresh = (record: EventRecord): Values => ({ ...written(record, keep, allowed), endpoint, id: readable(id, LABEL_LENGTH) ?? undefined, type: readable(type, LABEL_LENGTH) ?? undefined });
      for (let tries = 0; tries < TRIES; tries++) {
        const now = late();
        const { record, claimed } = records.claim(undefined, wanted, now);
        const values = fresh(record);
        const found = await change(key, `${setting(values)} REMOVE #error`, "attribute_not_exists(#key) OR #keep_until <= :now", { ...values, now });
        if (found === true) return claimed;
        const next = records.claim(found, wanted, late());
        if (next.claimed.is !== "won") return next.claimed;
        // It went away in between.
        if (found === undefined) continue;
        const changed = written(next.record, keep, allowed);
        const { state, token: holder, attempt, leaseUntil } = found;
        const was = { was_state: state, was_token: holder ?? "", was_attempt: attempt, was_lease: leaseUntil };
        if ((await change(key, setting(changed), UNCHANGED, { ...changed, ...was })) === true) return next.claimed;
      }
      throw new Error(`dynamodb: an event was changed by others ${TRIES} times in a row`);
    },
    async complete(key, token, keep) {
      const until = Date.now() + keep;
      const values = { token, pending: "pending", done: "done", keep_until: until, ttl: seconds(until + allowed) };
      const found = await change(key, "SET #state = :done, #keep_until = :keep_until, #ttl = :ttl REMOVE #error", HELD, values);
      return found === true || (found?.state === "done" && found.token === token);
    },
    release(key, token, delay, error) {
      const failed = readable(error, ERROR_LENGTH) ?? undefined;
      const said = failed === undefined ? " REMOVE #error" : ", #error = :error";
      return changeHeld(key, `SET #token = :none, ${HOLD}${said}`, { ...held(Date.now() + delay), token, none: "", error: failed });
    },
    extend: (key, token, lease) => changeHeld(key, `SET ${HOLD}`, { ...held(Date.now() + lease), token }),
    async look(key) {
      return records.remembered(await read(key), Date.now() - allowed)?.state;
    },
  };
}

const HELD = "#token = :token AND #state = :pending";
const UNCHANGED = "#state = :was_state AND #token = :was_token AND #attempt = :was_attempt AND #lease_until = :was_lease";

type Values = Readonly<Record<string, string | number | undefined>>;
type Item = Readonly<Record<string, { readonly S?: string; readonly N?: string } | undefined>>;

/** The attributes of a record that is claimed, and is remembered for `keep` milliseconds after its lease. */
function written({ state, token, attempt, leaseUntil, digest }: EventRecord, keep: number, allowed: number): Values {
  const expiry = { keep, keep_seconds: seconds(keep + allowed), keep_until: leaseUntil + keep, ttl: seconds(leaseUntil) + seconds(keep + allowed) };
  return { state, token: token ?? "", attempt, lease_until: leaseUntil, digest, ...expiry };
}

/** What holds an event until then, and has it remembered for as long after that as it was to be before. */
const HOLD = "#lease_until = :until, #keep_until = #keep + :until, #ttl = #keep_seconds + :until_seconds";

function held(until: number): Values {
  return { until, until_seconds: seconds(until) };
}

function recordOf(item: Item | undefined): EventRecord | undefined {
  if (item?.["state"]?.S === undefined) return undefined;
  const text = (name: string) => item[name]?.S ?? "";
  const number = (name: string) => Number(item[name]?.N ?? 0);
  return {
    state: text("state") as State, token: text("token") || null, attempt: number("attempt"), leaseUntil: number("lease_until"),
    digest: text("digest"), keepUntil: number("keep_until"),
  };
}

/** An expression that sets all attributes that are there, and removes those that are not. */
function setting(values: Values): string {
  const set = Object.keys(values).filter((name) => values[name] !== undefined).map((name) => `#${name} = :${name}`);
  return `SET ${set.join(", ")}`;
}

/** The expressions with the names and values that stand in them, and no others: those are refused. */
function expressions(UpdateExpression: string, ConditionExpression: string, values: Values): object {
  const both = `${UpdateExpression} ${ConditionExpression}`;
  const names = [...new Set([...both.matchAll(/#(\w+)/g)].map(([, name]) => name as string))];
  const used = [...new Set([...both.matchAll(/:(\w+)/g)].map(([, name]) => name as string))];
  return {
    UpdateExpression,
    ConditionExpression,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(used.map((name) => [`:${name}`, typeof values[name] === "number" ? { N: String(values[name]) } : { S: values[name] }])),
  };
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}

/** How requests are sent by this client. */
function requests(client: DynamoDbClient, commands: DynamoDbCommands | undefined) {
  const has = (name: string) => typeof (client as Record<string, any> | null | undefined)?.[name] === "function";
  const any = client as any;
  if (commands !== undefined && has("send")) {
    for (const name of ["UpdateItemCommand", "GetItemCommand"] as const) {
      if (typeof commands?.[name] !== "function") throw wrong(`commands.${name}`, "that class of @aws-sdk/client-dynamodb", commands?.[name]);
    }
    return {
      update: async (input: object): Promise<unknown> => any.send(new commands.UpdateItemCommand(input)),
      get: async (input: object): Promise<{ Item?: Item }> => any.send(new commands.GetItemCommand(input)),
    };
  }
  if (has("updateItem") && has("getItem")) {
    return {
      update: async (input: object): Promise<unknown> => any.updateItem(input),
      get: async (input: object): Promise<{ Item?: Item }> => any.getItem(input),
    };
  }
  if (has("send")) throw wrong("commands", "the module @aws-sdk/client-dynamodb, or its UpdateItemCommand and GetItemCommand", commands, "this client sends commands; or pass new DynamoDB()");
  throw wrong("client", "DynamoDB or DynamoDBClient of @aws-sdk/client-dynamodb", client);
}
