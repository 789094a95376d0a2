// Decides the genuine requests that the hostile cases spoil one piece at a time, and the values they spoil them with.

export const secret = "clearly-fake-secret-of-the-tests";
export const text = '{"zen":"fake"}';
export const now = new Date(1782190000000);

/** What a caller's own getter throws; that it comes out again is the caller's doing. */
export class CallersOwn extends Error {}

/** A webhook of the scheme and a genuine request for it. */
export function genuine(lib, scheme = "github") {
  const webhook = new lib.Webhook(scheme, secret);
  const body = new TextEncoder().encode(text);
  const line = scheme === "iexexchanger-api" ? { method: "POST", url: "/api/v3/private/quotes?b=2&a=1" } : {};
  const facts = scheme.startsWith("iexexchanger") ? { nonce: "nonce-of-the-tests", timestamp: now } : {};
  const named = scheme === "iexexchanger" ? { id: "evt_fake", type: "order.created" } : {};
  const headers = webhook.sign({ body, ...line, ...facts, ...named });
  return { webhook, delivery: { body, ...line, ...facts, ...named }, request: { headers, body, now, ...line } };
}

/** One value of every type that JavaScript has, by name. */
export function values(...without) {
  const all = {
    undefined, null: null, true: true, number: 42, NaN: Number.NaN, bigint: 42n, string: "text", symbol: Symbol("text"),
    function: () => "text", array: [], object: {}, date: new Date(0), boxed: Object("text"), promise: Promise.resolve("text"),
    revoked: revoked(), throwing: throwing(),
  };
  return Object.entries(all).filter(([name]) => !without.includes(name));
}

/** An object that throws something of its own whatever is asked of it. */
export function throwing() {
  const refuse = () => {
    throw new CallersOwn();
  };
  return new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse, getOwnPropertyDescriptor: refuse });
}

export function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** A buffer whose bytes were moved away after it was made, and a view on such a buffer. */
export function detached() {
  const view = new TextEncoder().encode(text).slice();
  const { buffer } = view;
  structuredClone(buffer, { transfer: [buffer] });
  return { view, buffer };
}
