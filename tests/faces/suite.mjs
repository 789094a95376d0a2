// Decides what each vector means for the library under test: one outcome string a vector, the same words on every face.
import { bodyOf, headersOf, secretsOf } from "./vector.mjs";
import { bodyForms, chunkings, headerForms } from "./forms.mjs";

/**
 * Runs every vector of the parsed files against the namespace object `lib`; touches nothing of the host but TextEncoder and atob.
 * With `brief`, headers and bodies come in one form. With `hashing`, that is who hashes.
 */
export function run(lib, files, brief = false, hashing = undefined) {
  return files.flatMap((file) => file.vectors.map((vector) => ({ name: vector.name, outcome: outcome(lib, vector, brief, hashing) })));
}

function outcome(lib, vector, brief, hashing) {
  let webhook;
  const opened = attempt(lib, () => {
    webhook = new lib.Webhook(vector.scheme, secretsOf(vector), hashing === undefined ? vector.options : { ...vector.options, hashing });
    return "open";
  });
  if (webhook === undefined) return opened;
  try {
    return vector.sign ? sign(lib, webhook, vector) : verify(lib, webhook, vector, brief);
  } finally {
    webhook[Symbol.dispose ?? Symbol.for("Symbol.dispose")]?.();
  }
}

function verify(lib, webhook, { request, now }, brief) {
  const pairs = headersOf(request.headers);
  const body = bodyOf(request.body);
  const rest = { method: request.method, url: request.url, now: new Date(now * 1000) };
  const answers = { verify: attempt(lib, () => ok(webhook.verify({ headers: pairs, body, ...rest }))) };

  answers.safeVerify = attempt(lib, () => settled(webhook.safeVerify({ headers: pairs, body, ...rest })));
  for (const [form, headers] of brief ? [] : headerForms(pairs)) {
    answers[form] = attempt(lib, () => ok(webhook.verify({ headers, body, ...rest })));
  }
  for (const [form, bytes] of brief ? [] : bodyForms(body)) {
    answers[form] = attempt(lib, () => ok(webhook.verify({ headers: pairs, body: bytes, ...rest })));
  }
  if (request.body.utf8 !== undefined) {
    answers.bodyFromText = attempt(lib, () => ok(webhook.verify({ headers: pairs, body: lib.bodyFromText(request.body.utf8), ...rest })));
  }
  const whole = agreed(answers, answers.verify);
  if (whole !== answers.verify) return whole;

  const streamed = {};
  for (const [form, chunks] of chunkings(body).slice(0, brief ? 2 : undefined)) {
    streamed[form] = attempt(lib, () => {
      const stream = webhook.begin({ headers: pairs, ...rest });
      for (const chunk of chunks()) stream.update(chunk);
      return ok(stream.finish());
    });
  }
  // A stream does not keep the body, so it cannot report what a scheme reads from there; what stands in a token it can.
  const expected = Object.values(streamed).includes(whole) ? whole : inHeaders(whole, pairs);
  const pieces = agreed({ verify: expected, ...streamed }, expected);
  return pieces === expected ? whole : pieces;
}

function sign(lib, webhook, { sign: delivery, now, expect }) {
  const { timestamp = now, headers, ...rest } = delivery;
  const body = bodyOf(delivery.body);
  const given = headers && headersOf(headers);
  let produced;
  const signed = attempt(lib, () => {
    produced = Object.entries(webhook.sign({ ...rest, body, headers: given, timestamp: new Date(timestamp * 1000) }));
    return JSON.stringify({ headers: produced.sort(([a], [b]) => order(a.toLowerCase(), b.toLowerCase())) });
  });
  if (produced === undefined) return signed;
  const made = new Set(produced.map(([name]) => name.toLowerCase()));
  const others = (given ?? []).filter(([name]) => !made.has(name.toLowerCase()));
  // A signature may stand in the body.
  const signedBody = expect.body ? bodyOf(expect.body) : body;
  const request = { headers: [...produced, ...others], body: signedBody, method: delivery.method, url: delivery.url, now: new Date(now * 1000) };
  const checked = attempt(lib, () => ok(webhook.verify(request)));
  return checked.startsWith('{"ok":') ? signed : JSON.stringify({ disagree: { sign: JSON.parse(signed), verify: JSON.parse(checked) } });
}

/** The outcome of `action`, or the code it threw; anything that is no WebhookError is a failure of its own. */
function attempt(lib, action) {
  try {
    return action();
  } catch (error) {
    if (error instanceof lib.WebhookError) return JSON.stringify({ code: error.code });
    return JSON.stringify({ threw: `${error?.name ?? typeof error}: ${error?.message ?? String(error)}` });
  }
}

/** Keys in the contract's order; those that are undefined are left out by JSON. */
function ok({ keyIndex, id, type, timestamp, nonce, covers }) {
  return JSON.stringify({ ok: { keyIndex, id, type, timestamp: timestamp === undefined ? undefined : timestamp.getTime() / 1000, nonce, covers } });
}

function settled(result) {
  if (result.ok === true) return ok(result);
  if (result.ok === false && typeof result.message === "string" && result.message !== "") return JSON.stringify({ code: result.code });
  return JSON.stringify({ threw: `safeVerify answered ok: ${String(result.ok)}, message: ${String(result.message)}` });
}

function agreed(answers, expected) {
  const differing = Object.entries(answers).filter(([, answer]) => answer !== expected);
  if (differing.length === 0) return expected;
  const shown = [["verify", expected], ...differing.slice(0, 4)].map(([form, answer]) => [form, JSON.parse(answer)]);
  return JSON.stringify({ disagree: Object.fromEntries(shown) });
}

/** The answer with those of its facts that stand in a header, or in a token there: the corpus has no id or type in a body that some header has too. */
function inHeaders(answer, pairs) {
  const { ok: found, ...rest } = JSON.parse(answer);
  if (!found) return answer;
  // A header that is read is never empty, so an empty fact stood in the body.
  const inHead = (fact) => fact !== "" && pairs.some(([, value]) => value === fact || inToken(value, fact));
  const elsewhere = ["id", "type"].filter((fact) => !inHead(found[fact]));
  return elsewhere.length > 0 ? JSON.stringify({ ok: { ...found, ...Object.fromEntries(elsewhere.map((fact) => [fact, undefined])) }, ...rest }) : answer;
}

/** Whether the JSON in one of the parts of a token holds a text. */
function inToken(value, text) {
  return value.split(/[ .]/).some((part) => {
    try {
      return atob(part.replaceAll("-", "+").replaceAll("_", "/")).includes(JSON.stringify(text));
    } catch {
      return false;
    }
  });
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
