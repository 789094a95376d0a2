// What the types promise, checked by the compiler: `tsc -p bindings/js/test`.

import type { BitexEvent, HubExEvent, IexExchangerEvent, MiexEvent, Scheme, Secret, Verified } from "../src/index.js";
import { Webhook } from "../src/index.js";

declare function same<T>(): <U>(value: U) => [T, U] extends [U, T] ? void : never;
declare const request: { headers: Record<string, string | string[] | undefined>; body: Uint8Array };

export function eventsOfProvider(): void {
  const event = new Webhook("iexexchanger", "secret").verify(request).json();
  same<IexExchangerEvent>()(event) satisfies void;
  same<MiexEvent>()(new Webhook("miex", "secret").verify(request).json()) satisfies void;
  same<HubExEvent>()(new Webhook("hubex", "secret").begin(request).finish().json()) satisfies void;
  same<BitexEvent>()(new Webhook("bitex", "secret").verify(request).json()) satisfies void;
  same<unknown>()(new Webhook("github", "secret").verify(request).json()) satisfies void;
  same<unknown>()(new Webhook("miex" as "miex" | "github", "secret").verify(request).json()) satisfies void;
  same<{ a: 1 }>()(new Webhook("github", "secret").verify(request).json<{ a: 1 }>()) satisfies void;
}

export function narrowsKnownTypes(event: IexExchangerEvent): string | undefined {
  switch (event.type) {
    case "order.status_changed": {
      same<"order.status_changed">()(event.type) satisfies void;
      // @ts-expect-error a delivery may come without data
      void event.data.order;
      const status = event.data?.order?.status;
      if (typeof status === "string") return status;
      same<unknown>()(status?.id) satisfies void;
      return status?.key ?? undefined;
    }
    case "file.uploaded":
      same<unknown>()(event.data?.["name"]) satisfies void;
      return undefined;
    default:
      // The other known types and every unknown one: a text all the same.
      return event.type;
  }
}

export function narrowsMiexAndHubEx(miex: MiexEvent, hubex: HubExEvent): string | number | undefined {
  if (miex.event === "order.created") {
    same<unknown>()(miex.data?.["hashedId"]) satisfies void;
    return miex.data?.status === "ORDERINIT" ? "new" : (miex.data?.status ?? undefined);
  }
  if (miex.event === "offer.updated") same<unknown>()(miex.data) satisfies void;
  // @ts-expect-error a type that nobody has heard of is not compared by mistake
  if (miex.event === "order.craeted") return undefined;
  if (hubex.EventID === 40) same<40>()(hubex.EventID) satisfies void;
  return hubex.EventID;
}

export function safeVerifyIsToldApart(webhook: Webhook): string {
  const result = webhook.safeVerify(request);
  if (!result.ok) return result.code satisfies string;
  same<unknown>()(result.json()) satisfies void;
  return (result satisfies Verified).covers.join();
}

export function acceptsFormsOfHeaders(webhook: Webhook, node: { headers: NodeJS; raw: string[] }, fetched: Fetched): void {
  const body = new ArrayBuffer(0);
  for (const headers of [node.headers, node.raw, fetched, [["a", "b"]] as [string, string][]]) webhook.safeVerify({ headers, body });
  webhook.safeVerify({ headers: { a: "b" }, body, url: undefined, now: undefined });
  // @ts-expect-error text is not bytes
  webhook.safeVerify({ headers: {}, body: "" });
}

interface NodeJS {
  [name: string]: string[] | string | undefined;
  host?: string | undefined;
}

interface Fetched {
  append(name: string, value: string): void;
  get(name: string): string | null;
  getSetCookie(): string[];
}

export function constructs(secrets: readonly Secret[]): void {
  const acme = {
    name: "acme",
    algorithm: "hmac-sha256",
    message: ["timestamp", { text: "." }, "body"],
    signature: { header: "X-Acme-Signature", list: { kind: "key-value", separator: ",", key: "v1", timestampKey: "t" }, encoding: "hex" },
    timestamp: { unit: "s", toleranceSeconds: 300 },
  } as const satisfies Scheme;
  using webhook = new Webhook(acme, secrets, { toleranceSeconds: 60 });
  new Webhook({ name: "inline", algorithm: "token", signature: { urlToken: "token" } }, secrets);
  same<Record<string, string>>()(webhook.sign({ body: new Uint8Array() })) satisfies void;
  // @ts-expect-error no such provider
  new Webhook("iexexchange", secrets);
  // @ts-expect-error an unset environment variable
  new Webhook("miex", undefined as string | undefined);
}
