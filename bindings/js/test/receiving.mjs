// What the tests of receivers share: signed requests, a store of this process, and a store that does as it is told.

import { pathToFileURL } from "node:url";
import { Webhook, dist } from "./dist.mjs";

export const entry = (name) => import(pathToFileURL(`${dist}/${name}.js`).href);

export const SECRET = "receiver-test-secret-not-real-0001";
export const webhook = new Webhook("iexexchanger", SECRET);

let count = 0;
export const newId = () => `evt_${process.pid}_${++count}`;

/** The headers and body of a genuine delivery. */
export function signed({ id = newId(), type = "order.created", body = JSON.stringify({ id, type }), signer = webhook, ...others } = {}) {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return { id, body: bytes, headers: { "content-type": "application/json", ...signer.sign({ id, type, nonce: `nonce-${id}`, body: bytes, ...others }) } };
}

/** The same as a request of the Fetch standard. */
export function request(delivery = signed(), init = {}) {
  const { body, headers } = delivery;
  return new Request("http://127.0.0.1/webhooks/iex", { method: "POST", headers, body, ...init });
}

/** A store by the rules of `record.rs`, as far as these tests go. */
export class TestStore {
  name = "test";
  records = new Map();
  calls = [];

  async claim({ key, token, digest, lease, endpoint }) {
    this.calls.push("claim");
    const record = this.records.get(key);
    if (record === undefined) {
      this.records.set(key, { state: "pending", token, attempt: 1, until: Date.now() + lease, digest, endpoint });
      return { is: "won", attempt: 1 };
    }
    if (record.state !== "pending") return { is: record.digest === digest ? record.state : "conflict" };
    if (record.token !== token && record.until > Date.now()) return { is: "busy", retryAfter: record.until - Date.now() };
    if (record.token !== token) record.attempt++;
    Object.assign(record, { token, until: Date.now() + lease, digest });
    return { is: "won", attempt: record.attempt };
  }
  async complete(key, token) {
    this.calls.push("complete");
    return this.#change(key, token, (record) => { record.state = "done"; });
  }
  async release(key, token, delay, error) {
    this.calls.push("release");
    return this.#change(key, token, (record) => Object.assign(record, { token: undefined, until: Date.now() + delay, delay, error }));
  }
  async extend(key, token, lease) {
    this.calls.push("extend");
    return this.#change(key, token, (record) => { record.until = Date.now() + lease; });
  }
  async look(key) {
    return this.records.get(key)?.state;
  }
  async keep({ key, digest, endpoint, delivery }) {
    const record = this.records.get(key);
    if (record !== undefined) return record.digest === digest ? record.state : "conflict";
    this.records.set(key, { state: "pending", attempt: 0, until: 0, digest, endpoint, delivery, receivedAt: new Date() });
    return "new";
  }
  async take(endpoint, token, lease) {
    for (const [key, record] of this.records) {
      if (record.endpoint !== endpoint || record.state !== "pending" || record.until > Date.now() || !record.delivery) continue;
      record.attempt++;
      Object.assign(record, { token, until: Date.now() + lease });
      return { key, attempt: record.attempt, receivedAt: record.receivedAt, ...record.delivery };
    }
    return undefined;
  }
  async bury(key, token, error, delivery) {
    return this.#change(key, token, (record) => Object.assign(record, { state: "dead", error }, delivery && { delivery }));
  }
  async dead() {
    return [];
  }
  async revive() {
    return false;
  }
  /** One at a time; what is written by `client.push` stays only if it commits. */
  written = [];
  async transaction(_patience, work) {
    const before = structuredClone(this.records);
    const client = [];
    const { commit, result } = await work({ claim: (claim) => this.claim(claim), complete: (...input) => this.complete(...input), client }).catch((error) => {
      this.records = before;
      throw error;
    });
    if (commit) this.written.push(...client);
    else this.records = before;
    return result;
  }
  #change(key, token, change) {
    const record = this.records.get(key);
    if (record?.state !== "pending" || record.token !== token) return false;
    change(record);
    return true;
  }
}

/** Collects outcomes. */
export function outcomes() {
  const all = [];
  return { all, onOutcome: (outcome) => all.push(outcome) };
}
