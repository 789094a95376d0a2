// Decides what is said of one delivery to one row: its answer, what the receiver told of it, and what the handler saw.
import { setTimeout as wait } from "node:timers/promises";
import { sha256 } from "./deliveries.mjs";
import { exchange } from "./wire.mjs";

/** What an answer to a sender says of a failure: nothing but its status. */
const TITLES = { 400: "Bad Request", 401: "Unauthorized", 405: "Method Not Allowed", 413: "Content Too Large", 500: "Internal Server Error", 503: "Service Unavailable" };

/** A row of a server: how it is sent something, and what is known of that afterwards. */
export class Row {
  /** `invoke` stands for AWS, where that is between the wire and the server. */
  constructor(server, port, invoke) {
    this.server = server;
    this.port = port;
    this.invoke = invoke;
  }

  /** Whether what goes over the wire, and how fast, is ours to say. */
  get wired() {
    return this.invoke === undefined;
  }

  /** Sends it, and gives `{ answer, outcomes, seen }`. */
  async tell(request) {
    const { answers: [answer], ...rest } = await this.tellAll([request]);
    return { answer, ...rest };
  }

  /** Sends them all at once, and gives `{ answers, outcomes, seen }`; waits until the receiver told of as many outcomes. */
  async tellAll(requests) {
    await this.server.report();
    const send = this.wired ? exchange : this.invoke;
    const all = { answers: await Promise.all(requests.map((request) => send(this.port, request))), outcomes: [], seen: [] };
    for (const until = Date.now() + 10_000; ; await wait(20)) {
      const more = await this.server.report();
      all.outcomes.push(...more.outcomes);
      all.seen.push(...more.seen);
      if (all.outcomes.length >= requests.length || Date.now() > until) return all;
    }
  }

  /** The same as a text: status, reason and whatever is not as it must be. */
  async say(request) {
    const all = await this.tell(request);
    return { ...all, said: describe(all) };
  }
}

export function describe({ answer, outcomes }) {
  const told = outcomes.map(({ why, warning }) => (warning ? `${why} (${warning})` : why)).join(" and ") || "nothing told";
  if (answer.error) return `${answer.error}, ${told}`;
  const faults = [];
  const allow = answer.headers.allow === undefined ? "" : `, Allow: ${answer.headers.allow}`;
  if (answer.status < 300) {
    if (answer.text !== "") faults.push(`a body: ${answer.text.slice(0, 200)}`);
  } else {
    const { status } = answer;
    const problem = JSON.stringify({ type: "about:blank", title: TITLES[status], status });
    if (answer.text !== problem) faults.push(`no problem: ${answer.text.slice(0, 200)}`);
    if (!/^application\/problem\+json\b/.test(answer.headers["content-type"])) faults.push(`of type ${answer.headers["content-type"]}`);
  }
  if (outcomes.length === 1 && outcomes[0].status !== answer.status) faults.push(`told as ${outcomes[0].status}`);
  return [`${answer.status} ${told}${allow}`, ...faults].join("; ");
}

/** Whether the handler ran once, on exactly these bytes. */
export function sawExactly(seen, { id, body }) {
  return seen.length === 1 && seen[0].id === id && seen[0].length === body.length && seen[0].sha256 === sha256(body);
}
