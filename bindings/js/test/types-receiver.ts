// What the types of receivers promise, checked by the compiler: `tsc -p bindings/js/test/receiver.tsconfig.json`.

import type { IncomingHttpHeaders } from "node:http";
import type { IexExchangerEvent, MiexEvent, Webhook } from "#countersign";
import { receive as fastify } from "../src/adapters/fastify.js";
import { receive as fetching, type Outcome, type Reason, type Store, type TransactionalStore } from "../src/adapters/fetch.js";
import { receive as lambda } from "../src/adapters/lambda.js";
import { koa, receive as node } from "../src/adapters/node.js";
import { drain, type InboxStore } from "../src/receiver/inbox.js";

declare function same<T>(): <U>(value: U) => [T, U] extends [U, T] ? void : never;
declare const store: Store;
declare const inbox: InboxStore;
declare const sql: TransactionalStore<{ query(text: string): Promise<void> }>;
declare const webhook: Webhook<"miex">;
interface Env {
  readonly SECRET: string;
  readonly STORE: Store;
}

export function eventsOfProvider(): void {
  fetching({ scheme: "iexexchanger", secrets: "x", store }, (event, context) => {
    same<IexExchangerEvent>()(event.json()) satisfies void;
    same<Headers>()(event.headers) satisfies void;
    same<undefined>()(context.transaction) satisfies void;
    same<AbortSignal>()(context.signal) satisfies void;
  });
  node({ scheme: "miex", secrets: ["x", new Uint8Array()], store, onOutcome: (outcome) => void (outcome satisfies Outcome) }, async (event) => {
    same<MiexEvent>()(event.json()) satisfies void;
    same<IncomingHttpHeaders>()(event.headers) satisfies void;
    same<{ a: 1 }>()(event.json<{ a: 1 }>()) satisfies void;
  });
  koa({ scheme: "github", secrets: "x", store }, (event) => same<unknown>()(event.json()) satisfies void);
  fastify({ scheme: "iexexchanger", secrets: "x", store }, (event) => same<IexExchangerEvent>()(event.json()) satisfies void);
  lambda({ scheme: "iexexchanger", secrets: "x", store }, (event) => same<IexExchangerEvent>()(event.json()) satisfies void);
  fetching({ scheme: { name: "own", signature: { header: "X-Signature" }, message: ["body"] } as never, secrets: "x", store }, () => {});
  fetching({ webhook, endpoint: "miex", store }, (event) => same<MiexEvent>()(event.json()) satisfies void);
  fetching({ webhook: async () => webhook, endpoint: "miex", store }, (event) => same<MiexEvent>()(event.json()) satisfies void);
  void drain({ store: inbox, scheme: "iexexchanger" }, (event) => same<IexExchangerEvent>()(event.json()) satisfies void);
  void drain({ store: inbox, endpoint: "iex" }, (event, { attempt }) => void (attempt satisfies number, event.headers satisfies readonly unknown[]));
}

export function theTransactionIsThatOfTheStore(): void {
  node({ scheme: "miex", secrets: "x", store: sql, mode: "transactional" }, async (event, { transaction }) => {
    same<MiexEvent>()(event.json()) satisfies void;
    await transaction.query("SELECT 1");
  });
  node({ scheme: "miex", secrets: "x", store: sql }, (_, { transaction }) => same<undefined>()(transaction) satisfies void);
}

export async function whatTheHostGives(request: Request, env: Env): Promise<void> {
  const receiver = fetching({ scheme: "miex", secrets: (given: Env) => given.SECRET, store: (given: Env) => given.STORE }, (_, { host: [given] }) => same<Env>()(given) satisfies void);
  (await receiver(request, env)) satisfies Response;
  // @ts-expect-error the store comes of it
  await receiver(request);
  (await fetching({ scheme: "miex", secrets: "x", store }, () => {})(request)) satisfies Response;
  (await fetching({ scheme: "miex", secrets: "x", store: inbox, mode: "inbox" })(request)) satisfies Response;
}

export function whatIsWrong(reason: Reason): string {
  // @ts-expect-error no handler runs in mode inbox
  fetching({ scheme: "miex", secrets: "x", store: inbox, mode: "inbox" }, () => {});
  // @ts-expect-error but one has to in the others
  fetching({ scheme: "miex", secrets: "x", store });
  // @ts-expect-error a webhook alone has no name
  fetching({ webhook, store }, () => {});
  // @ts-expect-error misspelt
  fetching({ scheme: "miex", secrets: "x", store, handlerSecond: 1 }, () => {});
  // @ts-expect-error no such scheme
  fetching({ scheme: "mieks", secrets: "x", store }, () => {});
  // @ts-expect-error a client is no store
  fetching({ scheme: "miex", secrets: "x", store: { query: () => {} } }, () => {});
  switch (reason) {
    case "processed":
      return "";
    // @ts-expect-error the set is closed
    case "proccessed":
      return "";
    default:
      return reason;
  }
}
