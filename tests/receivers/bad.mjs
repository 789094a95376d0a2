// Decides which bad input every framework is sent, and how what comes of it is put in words.
import { randomUUID } from "node:crypto";
import { json, post, signed } from "./deliveries.mjs";
import { describe } from "./row.mjs";
import { chunk } from "./wire.mjs";

const LIMIT = 1_048_576;

/** What one delivery is answered. */
const answered = (make) => async (row) => {
  const { said, seen } = await row.say(make());
  return seen.length > 0 ? `${said}; ${seen.length} run` : said;
};

/** What one delivery whose id may be anything is answered; if it is taken, the handler has to get the very id. */
const withId = (given) => async (row) => {
  const id = typeof given === "string" ? `${randomUUID()}${given}` : given;
  const { said, seen } = await row.say(post("/raised", signed(json, { id })));
  if (seen.length === 0) return said;
  return seen.length === 1 && seen[0].id === id ? `${said}; same id` : `${said}; saw ${JSON.stringify(seen)}`;
};

/** What a delivery and its repeat are answered, and how often the handler ran. */
const again = (type, path = "/usual") => async (row) => {
  const delivery = signed(json, { type });
  const [first, second] = [await row.say(post(path, delivery)), await row.say(post(path, delivery))];
  const runs = first.seen.length + second.seen.length;
  const late = first.answer.after > 3_000 ? " late" : "";
  return `${first.said}${late}; ${second.said}; ${runs} run${runs === 1 ? "" : "s"}`;
};

const changed = (header) => answered(() => post("/raised", signed(json, { header })));
const signature = "X-Webhook-Signature";

const visible = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join("");

/** By the names of `bad` in expected.mjs. Those `onWire` are about how bytes come, which Lambda hides. */
export const cases = {
  GET: { run: answered(() => ({ method: "GET", path: "/raised", headers: [] })) },
  "no signature": { run: changed({ [signature]: undefined }) },
  forged: { run: answered(() => forged()) },
  "malformed signature": { run: changed({ [signature]: "sha256=it is what it is" }) },
  "malformed timestamp": { run: changed({ "X-Webhook-Timestamp": "12ab" }) },
  "two signatures": { run: answered(() => twiceSigned()) },
  "too large, by its length": {
    run: answered(() => {
      const request = post("/usual", signed(Buffer.alloc(LIMIT + 1, "a")));
      return { ...request, pieces: [] };
    }),
    onWire: true,
  },
  "too large, as it comes": {
    run: answered(() => {
      const delivery = signed(Buffer.alloc(2 * LIMIT, "a"));
      const pieces = Array.from({ length: 17 }, () => chunk(Buffer.alloc(LIMIT / 16, "a")));
      return { ...post("/usual", delivery, { inChunks: true }), pieces };
    }),
    onWire: true,
  },
  "handler throws, then a retry": { run: again("test.throws") },
  "handler hangs, then a retry": { run: again("test.hangs", "/tight") },
  "sender hangs up": {
    run: async (row) => {
      const request = post("/raised", signed(json));
      const { outcomes, seen } = await row.tell({ ...request, pieces: [json.subarray(0, 50), 100], hangUp: true });
      return `${outcomes.map(({ why }) => why).join(" and ") || "nothing told"}; ${seen.length === 0 ? "no run" : "it ran"}`;
    },
    onWire: true,
  },
  "body trickles": {
    run: async (row) => {
      const pieces = Array.from(json, (byte) => [Buffer.from([byte]), 100]).flat();
      const all = await row.tell({ ...post("/tight", signed(json)), pieces });
      return `${describe(all)}${all.answer.after > 5_000 ? " late" : ""}${all.seen.length > 0 ? "; it ran" : ""}`;
    },
    onWire: true,
  },
  "id of every visible character": { run: withId(visible) },
  "id of 4096": { run: (row) => withId("i".repeat(4_096 - 36))(row) },
  "id of 4097": { run: (row) => withId("i".repeat(4_097 - 36))(row) },
  "id with a tab": { run: withId("a\tb") },
  "id past ASCII": { run: withId(Buffer.from("evt_Zoë_\u{1f98a}")) },
  "id with a comma and a space": { run: withId("a, b") },
  "id that is empty": { run: withId(Buffer.alloc(0)) },
  "unknown type": { run: (row) => unknown(row) },
  "a repeat": { run: again("order.created") },
  "five at once": { run: (row) => atOnce(row, 5) },
  "expects 100 first": {
    run: answered(() => {
      const request = post("/usual", signed(json));
      return { ...request, headers: [...request.headers, ["Expect", "100-continue"]] };
    }),
    onWire: true,
  },
};

/** Sends all of it to a row, and gives `[case, got, wanted]` for each; what does not apply is left out. */
export async function badInput(row, expected) {
  const cells = [];
  for (const [name, { run, onWire = false }] of Object.entries(cases)) {
    if (onWire && !row.wired) continue;
    cells.push([name, await run(row), expected[name]]);
  }
  return cells;
}

function forged() {
  const delivery = signed(json);
  return post("/raised", { ...delivery, body: Buffer.concat([delivery.body, Buffer.from("\n")]) });
}

function twiceSigned() {
  const delivery = signed(json);
  const [name, value] = delivery.headers.find(([name]) => name === signature);
  return post("/raised", { ...delivery, headers: [...delivery.headers, [name, value]] });
}

/** What a sender gets who sends one event several times at once: one run, and the others are done or may try again. */
async function atOnce(row, times) {
  const delivery = signed(json);
  const { answers, outcomes, seen } = await row.tellAll(Array.from({ length: times }, () => post("/usual", delivery)));
  const allowed = { processed: 200, duplicate: 200, busy: 503 };
  const statuses = answers.map(({ status, error }) => status ?? error).sort();
  const told = outcomes.map(({ status }) => status).sort();
  if (outcomes.some(({ why, status }) => allowed[why] !== status) || String(statuses) !== String(told)) return `${statuses}, ${outcomes.map(({ why }) => why)}`;
  const processed = outcomes.filter(({ why }) => why === "processed").length;
  return `${processed} processed, ${outcomes.length - processed} duplicate or busy; ${seen.length} run`;
}

async function unknown(row) {
  const delivery = signed(json, { type: "never.heard_of" });
  const { said, seen } = await row.say(post("/raised", delivery));
  return seen.length === 1 && seen[0].id === delivery.id && seen[0].type === "never.heard_of" ? `${said}; same id` : `${said}; saw ${JSON.stringify(seen)}`;
}
