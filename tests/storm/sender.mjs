// Decides how a sender delivers: a process of its own, 64 connections that are kept, and retries until success is answered.
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { signed, text } from "../../examples/check/deliveries.mjs";

const CONNECTIONS = 64;
/** Milliseconds a sender waits for an answer. */
const PATIENCE = 15_000;
/** Milliseconds before the first retry, and at most; each waits twice as long as the one before. In a real sender, seconds to hours. */
const BACKOFF = 50;
const BACKOFF_MOST = 1_000;
/** Milliseconds for which a process that refuses connections is left alone. */
const DOWN = 100;
/** The parent is told of progress each time so many deliveries are settled. */
const NEWS = 50;

class Sender {
  /** Where to send in turn, and from when: a process may be down. */
  #places;
  #agent;
  /** What waits to be sent: at first all, later what is sent again, which goes before. */
  #fresh;
  #again = [];
  #active = 0;
  #open;
  #turn = 0;
  /** How many attempts are on their way, by event. */
  #onTheWay = new Map();
  #times = [];
  #end;
  #over = false;
  result = { attempts: 0, statuses: {}, refused: 0, cut: 0, overlapping: 0, genuine: 0, forged: 0, wrong: [] };
  /** How many attempts at an event were cut short: whether it ran then is unknown to the sender. */
  #unknown = new Map();

  constructor({ urls, deliveries }) {
    this.#places = urls.map((url) => ({ url, from: 0 }));
    this.#fresh = deliveries.map((delivery) => ({ ...delivery, tries: 0 })).reverse();
    this.#open = deliveries.length;
    this.#agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS / urls.length, maxTotalSockets: CONNECTIONS });
  }

  /** Sends until everything is settled, or `seconds` are over. */
  async run(seconds) {
    const began = performance.now();
    const late = setTimeout(() => this.#end(), seconds * 1000);
    await new Promise((resolve) => {
      this.#end = resolve;
      this.#pump();
    });
    this.#over = true;
    clearTimeout(late);
    this.#agent.destroy();
    const times = this.#times.sort((a, b) => a - b);
    const at = (part) => times[Math.floor(times.length * part)] ?? 0;
    const milliseconds = performance.now() - began;
    return { ...this.result, open: this.#open, unknown: [...this.#unknown], milliseconds, median: at(0.5), p99: at(0.99) };
  }

  #pump() {
    while (!this.#over && this.#active < CONNECTIONS) {
      const place = this.#place();
      if (place === undefined) return void setTimeout(() => this.#pump(), DOWN);
      const delivery = this.#again.shift() ?? this.#fresh.pop();
      if (delivery === undefined) return;
      this.#active++;
      this.#attempt(delivery, place).finally(() => {
        this.#active--;
        this.#pump();
      });
    }
  }

  /** The next process, as a balancer would choose it; undefined if all are down. */
  #place() {
    const now = performance.now();
    const up = this.#places.filter(({ from }) => from <= now);
    return up[this.#turn++ % up.length];
  }

  async #attempt(delivery, place) {
    const { event, kind } = delivery;
    const together = this.#onTheWay.get(event) ?? 0;
    if (kind === "flight" && delivery.tries === 0 && together > 0) this.result.overlapping++;
    this.#onTheWay.set(event, together + 1);
    this.result.attempts++;
    delivery.tries++;
    const began = performance.now();
    const status = await post(this.#agent, place.url, made(delivery)).catch((error) => error.code ?? error.message);
    this.#onTheWay.set(event, this.#onTheWay.get(event) - 1);
    if (this.#over) return;
    if (status === "ECONNREFUSED") {
      this.result.refused++;
      place.from = performance.now() + DOWN;
    } else if (typeof status !== "number") {
      this.result.cut++;
      this.#unknown.set(event, (this.#unknown.get(event) ?? 0) + 1);
    } else {
      this.#times.push(performance.now() - began);
      this.result.statuses[status] = (this.result.statuses[status] ?? 0) + 1;
    }
    if (this.#settled(delivery, status)) {
      this.result[kind === "forged" ? "forged" : "genuine"]++;
      if (--this.#open === 0) this.#end();
      else if (this.#open % NEWS === 0) process.send({ open: this.#open });
    } else {
      this.#retry(delivery);
    }
  }

  /** Whether nothing more is sent of it. What must not be answered so is noted: a genuine one refused, a forged one not. */
  #settled({ event, kind }, status) {
    if (typeof status !== "number") return false;
    const right = kind === "forged" ? status === 401 : (status >= 200 && status < 300) || status >= 500;
    if (!right && this.result.wrong.length < 20) this.result.wrong.push(`${event}: ${kind}, answered ${status}`);
    return kind === "forged" || status < 500;
  }

  /** A delivery that waits holds no connection. */
  async #retry(delivery) {
    const most = Math.min(BACKOFF * 2 ** (delivery.tries - 1), BACKOFF_MOST);
    await wait(most * (0.5 + Math.random() / 2));
    this.#again.push(delivery);
    this.#pump();
  }
}

/** Signed anew for each attempt, with node:crypto. What is forged was changed after it was signed. */
function made({ event, kind }) {
  const delivery = signed(event, Buffer.from(text(event)));
  return kind === "forged" ? { ...delivery, body: Buffer.from(text(event).replace("Zoë", "Eve")) } : delivery;
}

/** The status of the answer; rejects if the connection breaks or no answer comes. */
function post(agent, url, { headers, body }) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: "POST", agent, timeout: PATIENCE, headers: { ...headers, "Content-Length": body.length } });
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer")));
    outgoing.on("error", reject);
    outgoing.on("response", (answer) => {
      answer.on("error", reject);
      answer.on("end", () => resolve(answer.statusCode));
      answer.resume();
    });
    outgoing.end(body);
  });
}

process.once("message", async (order) => {
  const sender = new Sender(order);
  process.send({ result: await sender.run(order.seconds) }, () => process.disconnect());
});
