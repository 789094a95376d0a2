// What a receiver does beside the vectors: limits, leases, rotation, hooks, and what it says of its options.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhook } from "./dist.mjs";
import { entry, newId, outcomes, request, SECRET, signed, TestStore, webhook } from "./receiving.mjs";

const { receive, BodyTakenError } = await entry("fetch");
const { drain } = await entry("inbox");

const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const base = { scheme: "iexexchanger", secrets: SECRET };

test("an event runs once, and is given to the handler with all that is known of it", async () => {
  const store = new TestStore();
  const log = outcomes();
  const events = [];
  const receiver = receive({ ...base, store, onOutcome: log.onOutcome }, (event, context) => {
    events.push(event);
    assert.deepEqual({ ...context, signal: context.signal.aborted, key: context.key.length }, { endpoint: "iexexchanger", attempt: 1, key: 64, signal: false, transaction: undefined, host: [] });
  });
  const delivery = signed();
  for (let time = 0; time < 3; time++) assert.equal((await receiver(request(delivery))).status, 200);
  assert.equal(events.length, 1);
  const [event] = events;
  assert.deepEqual(event.json(), JSON.parse(delivery.body));
  assert.deepEqual({ id: event.id, type: event.type, keyIndex: event.keyIndex, idCovered: event.idCovered }, { id: delivery.id, type: "order.created", keyIndex: 0, idCovered: true });
  assert.ok(event.body instanceof Uint8Array && event.timestamp instanceof Date && event.headers instanceof Headers);
  assert.deepEqual(log.all.map(({ reason }) => reason), ["processed", "duplicate", "duplicate"]);
  const { seconds, ...first } = log.all[0];
  assert.ok(seconds > 0 && seconds < 5);
  assert.deepEqual(first, { endpoint: "iexexchanger", id: delivery.id, type: "order.created", reason: "processed", attempt: 1, error: undefined, status: 200 });
});

test("a Worker is asked to go on until the event is done, should its sender hang up", async () => {
  const store = new TestStore();
  const waited = [];
  let done = false;
  const receiver = receive({ ...base, store }, async () => {
    await wait(0.05);
    done = true;
  });
  const env = { SECRET: "not for waiting" };
  const answered = receiver(request(signed()), env, { waitUntil: (promise) => waited.push(promise) });
  assert.equal(waited.length, 1);
  await waited[0];
  assert.ok(done);
  assert.equal((await answered).status, 200);
});

test("fifty at once: one runs, the others are told to come again, and when", async () => {
  const store = new TestStore();
  let runs = 0;
  const receiver = receive({ ...base, store }, async () => {
    runs++;
    await wait(0.7);
  });
  const delivery = signed();
  const answers = await Promise.all(Array.from({ length: 50 }, () => receiver(request(delivery))));
  assert.equal(runs, 1);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(49).fill(503)]);
  assert.ok(answers.filter(({ status }) => status === 503).every(({ headers }) => headers.get("retry-after") === "60"));
});

test("a refused signature is answered by its code, without detail, and told with it", async () => {
  const log = outcomes();
  const receiver = receive({ ...base, store: new TestStore(), onOutcome: log.onOutcome }, () => assert.fail());
  const { headers, body } = signed();
  const forged = { ...headers, "X-Webhook-Signature": `sha256=${"0".repeat(64)}` };
  const name = Object.keys(headers).find((one) => /signature/i.test(one));
  const missing = { ...headers };
  delete missing[name];
  for (const [sent, status, code] of [[{ ...headers, [name]: forged["X-Webhook-Signature"] }, 401, "signature_mismatch"], [missing, 401, "missing_header"], [{ ...headers, [name]: "nonsense" }, 400, "malformed_signature"]]) {
    const response = await receiver(request({ headers: sent, body }));
    assert.equal(response.status, status);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.deepEqual(Object.keys(await response.json()), ["type", "title", "status"]);
    assert.equal(log.all.at(-1).code, code);
    assert.equal(log.all.at(-1).error.code, code);
    assert.equal(log.all.at(-1).id, undefined);
  }
});

test("a handler that hangs: its signal is aborted and the event given back, with what went wrong", async () => {
  const store = new TestStore();
  let aborted;
  const receiver = receive({ ...base, store, handlerSeconds: 0.05, onOutcome: () => {} }, (_, { signal }) => {
    aborted = signal;
    return new Promise(() => {});
  });
  const response = await receiver(request());
  assert.equal(response.status, 503);
  assert.ok(aborted.aborted);
  assert.equal(aborted.reason.name, "LimitError");
  const [record] = store.records.values();
  assert.equal(record.token, undefined);
  assert.match(record.error, /within 0\.05 s/);
});

test("a handler that throws: given back, run again, the text cut", async () => {
  const store = new TestStore();
  let runs = 0;
  const receiver = receive({ ...base, store, onOutcome: () => {} }, () => {
    if (++runs === 1) throw new Error(`\0${"x".repeat(1000)}`);
  });
  const delivery = signed();
  assert.equal((await receiver(request(delivery))).status, 500);
  const [record] = store.records.values();
  assert.equal(record.error, `Error: ${"x".repeat(493)}`);
  assert.equal((await receiver(request(delivery))).status, 200);
  assert.equal(record.attempt, 2);
  for (const thrown of [undefined, null, Symbol("x"), Object.create(null), { toString() { throw new Error("no"); } }]) {
    const failing = receive({ ...base, store, onOutcome: () => {} }, () => {
      throw thrown;
    });
    assert.equal((await failing(request())).status, 500);
  }
});

test("the lease is extended while the handler runs", async () => {
  const store = new TestStore();
  const receiver = receive({ ...base, store, leaseSeconds: 0.15, handlerSeconds: 2 }, () => wait(0.5));
  const delivery = signed();
  const first = receiver(request(delivery));
  await wait(0.3);
  assert.equal((await receiver(request(delivery))).status, 503);
  assert.equal((await first).status, 200);
  assert.ok(store.calls.filter((call) => call === "extend").length >= 5);
});

test("an event that was lost to another: the signal says so, and the answer is what the other came to", async () => {
  for (const [state, throws, status] of [["done", false, 200], ["pending", false, 503], ["done", true, 200]]) {
    const store = new TestStore();
    const receiver = receive({ ...base, store, leaseSeconds: 0.09, onOutcome: () => {} }, async (_, { signal, key }) => {
      Object.assign(store.records.get(key), { token: "another", state });
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      if (throws) throw signal.reason;
    });
    assert.equal((await receiver(request())).status, status, state);
    assert.ok(!store.calls.includes("release"));
  }
});

test("a store that cannot extend for a whole lease: the signal says so", async () => {
  const store = new TestStore();
  store.extend = async () => {
    throw new Error("down");
  };
  let reason;
  const receiver = receive({ ...base, store, leaseSeconds: 0.09 }, async (_, { signal }) => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    reason = signal.reason.message;
  });
  await receiver(request());
  assert.match(reason, /lease: it is over/);
});

test("a claim and a completion whose answers were lost are repeated with the same token", async () => {
  const store = new TestStore();
  const tokens = [];
  for (const call of ["claim", "complete"]) {
    const real = store[call];
    let lost = false;
    store[call] = async (...input) => {
      const result = await real.apply(store, input);
      tokens.push(input[0].token ?? input[1]);
      if (!lost) {
        lost = true;
        throw new Error("connection reset");
      }
      return call === "complete" ? true : result;
    };
  }
  let runs = 0;
  const receiver = receive({ ...base, store, onOutcome: () => {} }, () => {
    runs++;
  });
  assert.equal((await receiver(request())).status, 200);
  assert.equal(runs, 1);
  assert.equal(tokens.length, 4);
  assert.equal(new Set(tokens).size, 1);
});

test("a store that does not answer, throws at once, or is none: 503, never a rejection", async () => {
  const hangs = new TestStore();
  hangs.claim = () => new Promise(() => {});
  const throws = new TestStore();
  throws.claim = () => {
    throw new Error("now");
  };
  const nonsense = new TestStore();
  nonsense.claim = async () => undefined;
  for (const store of [hangs, throws, nonsense, () => undefined, () => { throw new Error("no binding"); }, async () => new TestStore()]) {
    const log = outcomes();
    const response = await receive({ ...base, store, storeSeconds: 0.03, onOutcome: log.onOutcome }, () => {})(request());
    assert.equal(response.status, 503);
    assert.equal(response.headers.get("retry-after"), "10");
    assert.equal(log.all[0].reason, "store_failed");
    assert.ok(log.all[0].error instanceof Error && log.all[0].id !== undefined);
  }
});

test("transactional: what the handler writes is there with the event, or not at all", async () => {
  const store = new TestStore();
  let fail = true;
  const receiver = receive({ ...base, store, mode: "transactional", onOutcome: () => {} }, (event, { transaction }) => {
    transaction.push(event.id);
    if (fail) throw new Error("no");
  });
  const delivery = signed();
  assert.equal((await receiver(request(delivery))).status, 500);
  assert.deepEqual([store.written, store.records.size], [[], 0]);
  fail = false;
  assert.equal((await receiver(request(delivery))).status, 200);
  assert.equal((await receiver(request(delivery))).status, 200);
  assert.deepEqual(store.written, [delivery.id]);
});

test("a handler has what the host gave: on Workers its bindings", async () => {
  const store = new TestStore();
  const env = { EVENTS: store, SECRET };
  let host;
  const receiver = receive({ scheme: "iexexchanger", secrets: ({ SECRET }) => SECRET, store: ({ EVENTS }) => EVENTS }, (_, context) => { host = context.host; });
  assert.equal((await receiver(request(), env, "ctx")).status, 200);
  assert.equal(host[0], env);
  assert.equal(host[1], "ctx");
});

test("transactional: a rollback that does not come is waited for once", async () => {
  const store = new TestStore();
  const { transaction } = store;
  store.transaction = async (...given) => {
    await transaction.apply(store, given).catch(() => {});
    await new Promise(() => {});
  };
  const receiver = receive({ ...base, store, mode: "transactional", storeSeconds: 0.2, onOutcome: () => {} }, () => { throw new Error("no"); });
  const begun = performance.now();
  assert.equal((await receiver(request())).status, 500);
  assert.ok(performance.now() - begun < 390);
});

test("transactional: a begin that comes too late is rolled back, and no transaction stays open", async () => {
  const store = new TestStore();
  let ended;
  store.transaction = async (_, work) => {
    await wait(0.1);
    ended = await work({ claim: async () => ({ is: "won", attempt: 1 }), complete: async () => true, client: {} });
  };
  const receiver = receive({ ...base, store, mode: "transactional", storeSeconds: 0.03, onOutcome: () => {} }, () => assert.fail());
  assert.equal((await receiver(request())).status, 503);
  await wait(0.15);
  assert.deepEqual(ended, { commit: false, result: undefined });
});

test("maxAttempts: what is given up is kept, with no header that may be secret, and answered 200", async () => {
  const store = new TestStore();
  const receiver = receive({ ...base, store, maxAttempts: 2, keepHeaders: ["X-Extra"], onOutcome: () => {} }, () => {
    throw new Error("always");
  });
  const delivery = signed();
  delivery.headers["x-extra"] = "1";
  delivery.headers["authorization"] = "Bearer not-a-real-token";
  const answers = [];
  for (let time = 0; time < 3; time++) answers.push((await receiver(request(delivery))).status);
  assert.deepEqual(answers, [500, 200, 200]);
  const [{ state, error, delivery: kept }] = store.records.values();
  assert.deepEqual([state, error], ["dead", "Error: always"]);
  assert.deepEqual(Buffer.from(kept.body), delivery.body);
  const head = JSON.parse(kept.head);
  assert.deepEqual(head.headers, [["content-type", "application/json"], ["x-extra", "1"]]);
  assert.deepEqual({ ...head, timestamp: typeof head.timestamp, headers: 0 }, {
    id: delivery.id, type: "order.created", timestamp: "number", nonce: `nonce-${delivery.id}`, covers: head.covers, keyIndex: 0, idCovered: true, headers: 0,
  });
});

test("secrets by a function: kept, asked again at a mismatch but not at every one, and a failure is 503", async () => {
  let given = SECRET;
  let asked = 0;
  const hosts = [];
  const log = outcomes();
  const receiver = receive({
    ...base, store: new TestStore(), onOutcome: log.onOutcome,
    secrets: async (...host) => {
      asked++;
      hosts.push(host);
      if (given === undefined) throw new Error("the vault is sealed");
      return given;
    },
  }, () => {});
  const env = {};
  for (let time = 0; time < 5; time++) assert.equal((await receiver(request(), env, "ctx")).status, 200);
  assert.equal(asked, 1);
  assert.equal(hosts[0][0], env);
  const next = "receiver-test-secret-not-real-0002";
  const signer = new Webhook("iexexchanger", next);
  given = [next, SECRET];
  // It was asked for a moment ago.
  assert.equal((await receiver(request(signed({ signer })))).status, 401);
  assert.equal(asked, 1);
  await wait(5.1);
  assert.deepEqual((await Promise.all([1, 2, 3].map(() => receiver(request(signed({ signer })))))).map(({ status }) => status), [200, 200, 200]);
  assert.equal((await receiver(request())).status, 200);
  assert.equal(asked, 2);

  for (const secrets of [() => { throw new Error("sealed"); }, async () => undefined, () => "", () => new Promise(() => {}), () => "short"]) {
    const failing = receive({ ...base, store: new TestStore(), secrets, storeSeconds: 0.05, onOutcome: log.onOutcome }, () => assert.fail());
    const response = await failing(request());
    assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "60"]);
    assert.equal(log.all.at(-1).reason, "no_secret");
    assert.ok(log.all.at(-1).error instanceof Error);
  }
});

test("secrets that cannot be fetched anew do not end those that still hold", async () => {
  let asked = 0;
  const receiver = receive({
    ...base, store: new TestStore(), secretsSeconds: 30, onOutcome: () => {},
    secrets: () => {
      if (++asked > 1) throw new Error("sealed");
      return SECRET;
    },
  }, () => {});
  assert.equal((await receiver(request())).status, 200);
  await wait(5.1);
  const signer = new Webhook("iexexchanger", "receiver-test-secret-not-real-0003");
  assert.equal((await receiver(request(signed({ signer })))).status, 503);
  assert.equal((await receiver(request())).status, 200);
  assert.equal((await receiver(request(signed({ signer })))).status, 401);
  assert.equal(asked, 2);
});

test("a function for secrets that hangs is not waited for again, and no delivery waits for another's", async () => {
  let asked = 0;
  const receiver = receive({
    ...base, store: new TestStore(), storeSeconds: 0.1, onOutcome: () => {},
    secrets: () => (++asked === 1 ? new Promise(() => {}) : SECRET),
  }, () => {});
  const together = await Promise.all([1, 2, 3].map(() => receiver(request())));
  assert.deepEqual(together.map(({ status }) => status), [503, 503, 503]);
  assert.equal(asked, 1);
  assert.equal((await receiver(request())).status, 200);
  assert.equal(asked, 2);
});

test("a webhook of any entry, or one that a function gives", async () => {
  for (const given of [webhook, () => webhook, async () => webhook]) {
    assert.equal((await receive({ webhook: given, endpoint: "iex", store: new TestStore() }, () => {})(request())).status, 200);
  }
});

test("the URL is the public one with the request's path and query, and nothing of the Host header", async () => {
  const signer = new Webhook("twilio", SECRET);
  const url = "https://hooks.example.com/base/webhooks/iex?a=b";
  const body = Buffer.from("A=1");
  const headers = { "content-type": "application/x-www-form-urlencoded", ...signer.sign({ url, body }) };
  const sent = () => new Request("http://127.0.0.1:1/webhooks/iex?a=b", { method: "POST", headers, body });
  const options = { scheme: "twilio", secrets: SECRET, store: new TestStore(), onOutcome: () => {} };
  assert.equal((await receive({ ...options, publicUrl: "https://hooks.example.com/base/" }, () => {})(sent())).status, 200);
  assert.notEqual((await receive(options, () => {})(sent())).status, 200);
});

test("hooks that throw or reject change nothing, and the default tells what failed here only", async (context) => {
  for (const onOutcome of [() => { throw new Error("hook"); }, async () => { throw new Error("hook"); }]) {
    assert.equal((await receive({ ...base, store: new TestStore(), onOutcome }, () => {})(request())).status, 200);
  }
  const printed = [];
  context.mock.method(console, "error", (...line) => printed.push(line));
  const receiver = receive({ ...base, store: new TestStore() }, (event) => {
    if (event.type === "bad") throw new Error("the handler's");
  });
  await receiver(request());
  await receiver(new Request("http://127.0.0.1/"));
  assert.deepEqual(printed, []);
  await receiver(request(signed({ type: "bad" })));
  assert.deepEqual(printed.map((line) => line.map(String)), [["countersign:", "iexexchanger", "handler_failed", "Error: the handler's"]]);
});

test("keepSeconds under seven days is a warning with the first outcome", async () => {
  const log = outcomes();
  const receiver = receive({ ...base, store: new TestStore(), keepSeconds: 3600, onOutcome: log.onOutcome }, () => {});
  await receiver(request());
  await receiver(request());
  assert.match(log.all[0].warning, /keepSeconds: expected at least 7 days \(604800\), got 3600/);
  assert.ok(!("warning" in log.all[1]));
});

test("a body that someone read: 500, and an error that says what to do", async () => {
  const log = outcomes();
  const receiver = receive({ ...base, store: new TestStore(), onOutcome: log.onOutcome }, () => {});
  for (const take of [(taken) => taken.text(), (taken) => taken.body.getReader()]) {
    const taken = request();
    await take(taken);
    assert.equal((await receiver(taken)).status, 500);
    const { reason, error } = log.all.at(-1);
    assert.equal(reason, "body_taken");
    assert.ok(error instanceof BodyTakenError);
    assert.match(error.message, /c\.req\.json\(\) in Hono/);
  }
});

test("a body that is too large is not read on", async () => {
  let pulled = 0;
  const stream = () => new ReadableStream({
    pull: (controller) => {
      pulled++;
      controller.enqueue(new Uint8Array(1024));
    },
  }, { highWaterMark: 0 });
  const receiver = receive({ ...base, store: new TestStore(), maxBodyBytes: 4096 }, () => {});
  const send = (headers) => receiver(new Request("http://127.0.0.1/", { method: "POST", headers, body: stream(), duplex: "half" }));
  assert.equal((await send({})).status, 413);
  assert.ok(pulled <= 6);
  pulled = 0;
  assert.equal((await send({ "content-length": "4097" })).status, 413);
  assert.equal(pulled, 0);
});

test("a host that has a limit of its own, as SvelteKit: 413 and not a body that was cut short", async () => {
  const log = outcomes();
  const receiver = receive({ ...base, store: new TestStore(), onOutcome: log.onOutcome }, () => {});
  const send = (error) => receiver(new Request("http://127.0.0.1/", { method: "POST", body: new ReadableStream({ pull: (controller) => controller.error(error) }), duplex: "half" }));
  assert.equal((await send(Object.assign(new Error("over BODY_SIZE_LIMIT"), { status: 413 }))).status, 413);
  assert.equal(log.all.at(-1).reason, "too_large");
  assert.match(log.all.at(-1).error.message, /BODY_SIZE_LIMIT/);
  assert.equal((await send(new Error("gone"))).status, 503);
  assert.equal(log.all.at(-1).reason, "cut_short");
});

test("drain: what an inbox stores is run with all that was kept of it, tried again, and given up", async () => {
  const store = new TestStore();
  const receiver = receive({ ...base, mode: "inbox", store });
  const deliveries = [signed(), signed({ type: "fails" }), signed({ type: "hangs" })];
  for (const delivery of deliveries) {
    assert.equal((await receiver(request(delivery))).status, 200);
    assert.equal((await receiver(request(delivery))).status, 200);
  }
  const log = outcomes();
  const seen = [];
  const options = { store, scheme: "iexexchanger", once: true, attempts: 2, handlerSeconds: 0.05, onOutcome: log.onOutcome };
  const handler = async (event, { attempt, endpoint, key }) => {
    seen.push(event);
    assert.equal(endpoint, "iexexchanger");
    assert.equal(key.length, 64);
    assert.ok(attempt >= 1);
    if (event.type === "fails") throw new Error("no");
    if (event.type === "hangs") await new Promise(() => {});
  };
  assert.deepEqual(await drain(options, handler), { done: 1, failed: 2, dead: 0 });
  const [first] = seen;
  assert.deepEqual(first.json(), JSON.parse(deliveries[0].body));
  assert.deepEqual({ ...first, json: 0, body: 0, timestamp: 0, covers: 0 }, {
    id: deliveries[0].id, type: "order.created", nonce: `nonce-${deliveries[0].id}`, keyIndex: 0, idCovered: true,
    headers: [["content-type", "application/json"]], json: 0, body: 0, timestamp: 0, covers: 0,
  });
  assert.ok(first.timestamp instanceof Date && first.covers.includes("body"));
  const [, ...failed] = store.records.values();
  for (const record of failed) {
    assert.ok(record.delay >= 8000 && record.delay <= 12000, `ten seconds, a fifth more or less: ${record.delay}`);
    record.until = 0;
  }
  assert.deepEqual(await drain(options, handler), { done: 0, failed: 0, dead: 2 });
  assert.deepEqual(log.all.map(({ reason }) => reason).sort(), ["dead", "dead", "handler_failed", "handler_timed_out", "processed"]);
  assert.deepEqual(failed.map(({ state }) => state), ["dead", "dead"]);
  assert.equal((await receiver(request(deliveries[1]))).status, 200);
});

test("stores are told whole milliseconds, as PostgreSQL and Redis take no others", async () => {
  const store = new TestStore();
  const told = [];
  for (const [method, at] of [["complete", 2], ["release", 2], ["extend", 2], ["take", 2]]) {
    const own = store[method].bind(store);
    store[method] = (...given) => (told.push([method, given[at]]), own(...given));
  }
  const claim = store.claim.bind(store);
  store.claim = (input) => (told.push(["claim", input.lease], ["claim", input.keep]), claim(input));
  // 16.1 * 1000 is 16100.000000000002.
  const odd = { ...base, store, leaseSeconds: 0.0161, keepSeconds: 864_000.0001, onOutcome() {} };
  assert.equal((await receive(odd, () => wait(0.02))(request())).status, 200);
  await receive({ ...odd, mode: "inbox" })(request());
  await drain({ store, scheme: "iexexchanger", once: true, leaseSeconds: 0.0161, onOutcome() {} }, () => { throw new Error("no"); });
  assert.deepEqual([...new Set(told.map(([method]) => method))].sort(), ["claim", "complete", "extend", "release", "take"]);
  for (const [method, milliseconds] of told) assert.ok(Number.isInteger(milliseconds) && milliseconds > 0, `${method}: ${milliseconds}`);
});

test("drain: a body that is not JSON is not quoted, neither in the log nor in the store", async () => {
  const store = new TestStore();
  await receive({ ...base, mode: "inbox", store })(request(signed({ body: "card=4111111111111111" })));
  const log = outcomes();
  await drain({ store, scheme: "iexexchanger", once: true, onOutcome: log.onOutcome }, (event) => event.json());
  assert.equal(log.all[0].error.message, "the body is not JSON");
  assert.equal(log.all[0].error.code, "malformed_body");
  assert.equal([...store.records.values()][0].error, "Error: the body is not JSON");
});

test("drain: what ends its process at every attempt is given up, and not run for ever", async () => {
  const store = new TestStore();
  await receive({ ...base, mode: "inbox", store })(request());
  for (let attempt = 1; attempt <= 2; attempt++) {
    assert.equal((await store.take("iexexchanger", `${attempt}`, 0)).attempt, attempt);
  }
  const log = outcomes();
  let runs = 0;
  assert.deepEqual(await drain({ store, scheme: "iexexchanger", once: true, attempts: 2, onOutcome: log.onOutcome }, () => { runs++; }), { done: 0, failed: 0, dead: 1 });
  assert.equal(runs, 0);
  assert.match(log.all[0].error.message, /^no attempt came to its end$/);
});

test("drain: as many at once as asked for, until the signal, and what runs comes to its end", async () => {
  const store = new TestStore();
  const receiver = receive({ ...base, mode: "inbox", store });
  for (let count = 0; count < 9; count++) await receiver(request());
  const control = new AbortController();
  let now = 0;
  let most = 0;
  let ran = 0;
  const counts = await drain({ store, scheme: "iexexchanger", concurrency: 3, pollSeconds: 0.01, signal: control.signal }, async () => {
    most = Math.max(most, ++now);
    await wait(0.02);
    now--;
    if (++ran === 6) control.abort();
  });
  assert.equal(most, 3);
  assert.equal(now, 0);
  assert.equal(counts.done, ran);
  assert.ok(ran >= 6 && ran <= 9);
});

test("drain: a store that fails is asked again, or rejects once", async () => {
  const store = new TestStore();
  const receiver = receive({ ...base, mode: "inbox", store });
  await receiver(request());
  const take = store.take;
  store.take = async () => {
    throw new Error("down");
  };
  const log = outcomes();
  const options = { store, scheme: "iexexchanger", pollSeconds: 0.01, onOutcome: log.onOutcome };
  await assert.rejects(drain({ ...options, once: true }, () => {}), /down/);
  const control = new AbortController();
  setTimeout(() => { store.take = take; }, 50);
  const counts = await drain({ ...options, signal: control.signal }, () => control.abort());
  assert.deepEqual(counts, { done: 1, failed: 0, dead: 0 });
  assert.ok(log.all.filter(({ reason }) => reason === "store_failed").length > 1);
});

test("options: what is wrong, and the fix", () => {
  const store = new TestStore();
  const only = (...names) => Object.fromEntries(names.map((name) => [name, () => {}]));
  const basic = only("claim", "complete", "release", "extend", "look");
  const cases = [
    [undefined, /^options: expected an object such as \{ scheme, secrets, store \}, got undefined$/],
    [{ store }, /^scheme: expected the name of a provider/],
    [{ ...base, store, secrets: undefined }, /^secrets: expected string.*is the environment variable set\?$/],
    [{ ...base, store, handlerSecond: 1 }, /^options\.handlerSecond: expected the name of an option, got another; is it misspelt\?$/],
    [{ ...base }, /^options\.store: expected a store of countersign\/stores, got undefined; which wraps a client$/],
    [{ ...base, store: only("getWithMetadata", "put", "get", "list", "delete") }, /^options\.store: expected atomic claims, got Workers KV, without set-if-absent: 20 of 50/],
    [{ ...base, store: only("getItem", "setItem", "hasItem") }, /got unstorage, /],
    [{ ...base, store: only("get", "set", "clear", "has") }, /got keyv, /],
    [{ ...base, store: only("query", "connect") }, /got object; which wraps a client$/],
    [{ ...base, mode: "outbox", store }, /^options\.mode: expected inline, inbox, transactional, got string$/],
    [{ ...base, mode: "inbox", store: { ...basic, name: "redis" } }, /^options\.store: expected one that keeps deliveries, for inbox, got redis; use one that is no cache$/],
    [{ ...base, mode: "transactional", store: { ...basic, name: "redis" } }, /^options\.store: expected one that lends transactions, for transactional, got redis; use sqlite or postgres$/],
    [{ ...base, maxAttempts: 3, store: { ...basic, name: "redis" } }, /^options\.store: expected one that keeps what is given up, for maxAttempts, got redis/],
    [{ ...base, maxAttempts: 3, mode: "transactional", store }, /^options\.maxAttempts: expected mode inline$/],
    [{ ...base, maxBodyBytes: 0, store }, /^options\.maxBodyBytes: expected more than 0 and at most 1073741824, got 0$/],
    [{ ...base, handlerSeconds: Number.NaN, store }, /^options\.handlerSeconds: expected more than 0 and at most 86400, got NaN$/],
    [{ ...base, leaseSeconds: "60", store }, /^options\.leaseSeconds: expected number, got string$/],
    [{ ...base, dedupe: "both", store }, /^options\.dedupe: expected auto, id, body, got string$/],
    [{ ...base, onOutcome: true, store }, /^options\.onOutcome: expected function, got boolean$/],
    [{ ...base, keepHeaders: "x", store }, /^options\.keepHeaders: expected an array of strings, got string$/],
    [{ ...base, publicUrl: "example.com", store }, /^options\.publicUrl: expected https:\/\/ or http:\/\/, a host and at most a path, got string$/],
    [{ ...base, toleranceSeconds: -1, store }, /^options\.toleranceSeconds: expected a whole number/],
    [{ ...base, secrets: () => SECRET, toleranceSeconds: -1, store }, /^options\.toleranceSeconds: expected a whole number/],
    [{ webhook, store }, /^options\.endpoint: expected string, got undefined; name it$/],
    [{ webhook, endpoint: "iex", scheme: "iexexchanger", store }, /^options\.scheme: expected none beside options\.webhook/],
    [{ webhook: {}, endpoint: "iex", store }, /^options\.webhook: expected a Webhook, got object$/],
  ];
  for (const [options, message] of cases) assert.throws(() => receive(options, () => {}), (error) => error instanceof TypeError && message.test(error.message) || assert.fail(error));
  assert.throws(() => receive({ ...base, secrets: "", store }, () => {}), { code: "missing_secret" });
  assert.throws(() => receive({ ...base, scheme: "iexexchange", store }, () => {}), { code: "unknown_scheme" });
  assert.throws(() => receive({ ...base, scheme: "iexexchange", secrets: () => SECRET, store }, () => {}), { code: "unknown_scheme" });
  assert.doesNotThrow(() => receive({ scheme: "pusher", secrets: () => "a:b", store }, () => {}));
  assert.throws(() => receive({ ...base, store }), /^TypeError: handler: expected function, got undefined$/);
  assert.throws(() => receive({ ...base, mode: "inbox", store }, () => {}), /^TypeError: handler: expected none, as drain runs it in mode inbox, got function$/);
});

test("drain's options: what is wrong, and the fix", async () => {
  const store = new TestStore();
  for (const [options, handler, message] of [
    [undefined, () => {}, /^options: expected an object such as/],
    [{ store }, () => {}, /^options\.endpoint: expected string, got undefined; pass the endpoint/],
    [{ store, scheme: "x", concurency: 1 }, () => {}, /^options\.concurency: /],
    [{ store, scheme: "x", concurrency: 0 }, () => {}, /^options\.concurrency: /],
    [{ store, scheme: "x", signal: {} }, () => {}, /^options\.signal: expected AbortSignal, got object$/],
    [{ store, scheme: "x" }, undefined, /^handler: expected function, got undefined$/],
    [{ store: {}, scheme: "x" }, () => {}, /^options\.store: /],
  ]) await assert.rejects(drain(options, handler), (error) => error instanceof TypeError && message.test(error.message) || assert.fail(error));
  assert.ok(newId());
});
