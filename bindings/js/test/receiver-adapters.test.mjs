// What the hosts' adapters make of requests and answers: real connections to Node's http, and events of Lambda in all their forms.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect as connectSecond, createServer as createSecondServer } from "node:http2";
import { connect } from "node:net";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Webhook } from "./dist.mjs";
import { entry, outcomes, SECRET, signed, TestStore } from "./receiving.mjs";

const node = await entry("node");
const lambda = await entry("lambda");
const fetching = await entry("fetch");

const base = { scheme: "iexexchanger", secrets: SECRET };

/** Bodies of which every byte has to arrive. */
const BODIES = {
  json: '{"a":1}',
  crlf: '{\r\n  "a": 1\r\n}\r\n',
  bom: '\ufeff{"a":1}',
  invalid: Buffer.from([0x7b, 0xff, 0xfe, 0x80, 0x7d]),
  empty: "",
  form: "a=1&b=%20+c",
  long: "x".repeat(150_000),
  longer: "y".repeat(2_000_000),
  gzip: gzipSync('{"a":1}'),
};

/** A server of `listener`, for as long as `use` takes. */
async function serving(listener, use, onServer = () => {}) {
  const server = createServer(listener);
  onServer(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    return await use(server.address().port, server);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Writes pieces to a connection, and gives all that comes back until it is closed by the other side or for `patience` milliseconds nothing came. */
async function exchange(port, pieces, { destroyAfter = false, patience = 3000 } = {}) {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (piece) => { text += piece; });
  socket.on("error", () => {});
  for (const piece of pieces) {
    if (typeof piece === "function") await piece(() => text);
    else socket.write(piece);
  }
  if (destroyAfter) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    return text;
  }
  socket.setTimeout(patience, () => socket.destroy());
  await once(socket, "close");
  return text;
}

const head = (headers, line = "POST /webhooks/iex HTTP/1.1") =>
  `${line}\r\nHost: x\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;

const send = (port, { headers, body }, method = "POST") => fetch(`http://127.0.0.1:${port}/webhooks/iex`, { method, headers, body: method === "GET" ? undefined : body });

test("every body arrives as it was sent, in node and fetch", async () => {
  const got = [];
  const options = { ...base, store: new TestStore(), maxBodyBytes: 3_000_000 };
  const take = (event) => {
    got.push(Buffer.from(event.body));
  };
  await serving(node.receive(options, take), async (port) => {
    for (const [name, body] of Object.entries(BODIES)) {
      for (const type of ["application/json", "application/x-www-form-urlencoded", undefined]) {
        const delivery = signed({ body });
        delete delivery.headers["content-type"];
        if (type !== undefined) delivery.headers["content-type"] = type;
        if (name === "gzip") delivery.headers["content-encoding"] = "gzip";
        assert.equal((await send(port, delivery)).status, 200, name);
        assert.ok(got.pop().equals(delivery.body), name);
        const request = new Request("http://127.0.0.1/", { method: "POST", headers: signed({ body }).headers, body: delivery.body });
        assert.equal((await fetching.receive(options, take)(request)).status, 200, name);
        assert.ok(got.pop().equals(delivery.body), name);
      }
    }
  });
});

test("node: a missing signature, at which the vendor's published handler crashes, is 401", async () => {
  await serving(node.receive({ ...base, store: new TestStore() }, () => assert.fail()), async (port) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"id":"evt_1","type":"order.created"}' });
    assert.equal(response.status, 401);
    assert.deepEqual(await response.json(), { type: "about:blank", title: "Unauthorized", status: 401 });
    assert.equal((await send(port, signed(), "GET")).status, 405);
    assert.equal((await send(port, signed(), "DELETE")).headers.get("allow"), "POST");
  });
});

test("node: rawBody, then body, if they are bytes; else the stream; never what was parsed", async () => {
  const log = outcomes();
  const receiver = node.receive({ ...base, store: new TestStore(), onOutcome: log.onOutcome }, () => {});
  const drained = async (request) => {
    for await (const _ of request);
  };
  const cases = [
    [async (request, body) => { await drained(request); request.rawBody = body; request.body = {}; }, 200],
    [async (request, body) => { await drained(request); request.body = body; }, 200],
    // As Express 4 leaves it where no parser took the type: the stream is unread.
    [async (request) => { request.body = {}; }, 200],
    [async (request, body) => { await drained(request); request.body = JSON.parse(body); }, 500],
    [async (request, body) => { await drained(request); request.rawBody = body.toString(); }, 500],
    [async (request) => { await drained(request); }, 500],
  ];
  for (const [prepare, status] of cases) {
    const delivery = signed();
    await serving(async (request, response) => {
      await prepare(request, delivery.body);
      await receiver(request, response);
    }, async (port) => assert.equal((await send(port, delivery)).status, status));
    if (status === 500) assert.equal(log.all.at(-1).reason, "body_taken");
  }
});

test("node: the error for a body that was taken names the framework and the fix", async () => {
  const log = outcomes();
  const options = { ...base, store: new TestStore(), onOutcome: log.onOutcome };
  const cases = [
    [node.receive(options, () => {}), { app: () => {}, originalUrl: "/" }, {}, "express", /before app\.use\(express\.json\(\)\); in Nest/],
    [node.receive(options, () => {}), { originalUrl: "/" }, {}, "connect", /before app\.use\(bodyParser\.json\(\)\)/],
    [node.receive(options, () => {}), {}, { revalidate: () => {} }, "next", /bodyParser: false/],
    [node.receive(options, () => {}), {}, {}, undefined, /before anything that reads the request/],
  ];
  const koa = node.koa(options, () => {});
  cases.push([(req, res) => koa({ req, res, request: { body: {}, rawBody: "{}" } }), {}, {}, "koa", /mount koa\(\) before app\.use\(bodyParser\(\)\)/]);
  for (const [listener, onRequest, onResponse, framework, message] of cases) {
    await serving(async (request, response) => {
      for await (const _ of request);
      await listener(Object.assign(request, onRequest), Object.assign(response, onResponse));
    }, async (port) => assert.equal((await send(port, signed())).status, 500));
    const { error } = log.all.at(-1);
    assert.ok(error instanceof node.BodyTakenError);
    assert.equal(error.framework, framework);
    assert.match(error.message, message);
  }
});

test("node: too large by its announced or its real length: the sender sees the answer though it still sends", async () => {
  await serving(node.receive({ ...base, store: new TestStore(), maxBodyBytes: 10_000 }, () => {}), async (port) => {
    const announced = await exchange(port, [head({ "Content-Length": 50_000_000 }), "x".repeat(1_000_000), "x".repeat(1_000_000)]);
    assert.match(announced, /^HTTP\/1\.1 413 .*\r\n/);
    assert.match(announced, /connection: close/i);
    assert.match(announced, /"status":413\}/);
    const chunk = `${(5000).toString(16)}\r\n${"x".repeat(5000)}\r\n`;
    assert.match(await exchange(port, [head({ "Transfer-Encoding": "chunked" }), chunk.repeat(200)]), /^HTTP\/1\.1 413 /);
    const response = await send(port, { headers: {}, body: "x".repeat(5_000_000) });
    assert.equal(response.status, 413);
  });
});

test("node: a body that comes too slowly is 503, one that ends too early is no crash, and the next one is taken", async () => {
  const log = outcomes();
  const receiver = node.receive({ ...base, store: new TestStore(), readSeconds: 0.1, onOutcome: log.onOutcome }, () => {});
  await serving(receiver, async (port) => {
    assert.match(await exchange(port, [head({ "Content-Length": 10 }), "abc"]), /^HTTP\/1\.1 503 /);
    await exchange(port, [head({ "Content-Length": 10 }), "abc"], { destroyAfter: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(log.all.map(({ reason }) => reason), ["too_slow", "cut_short"]);
    assert.equal((await send(port, signed())).status, 200);
  });
});

test("node: Expect: 100-continue, left to Node or to a listener for checkContinue", async () => {
  const receiver = node.receive({ ...base, store: new TestStore() }, () => {});
  for (const onServer of [() => {}, (server) => server.on("checkContinue", receiver)]) {
    await serving(receiver, async (port) => {
      const { headers, body } = signed();
      const continued = async (text) => {
        while (!/^HTTP\/1\.1 100 /.test(text())) await new Promise((resolve) => setTimeout(resolve, 5));
      };
      const text = await exchange(port, [head({ ...headers, "Content-Length": body.length, Expect: "100-continue", Connection: "close" }), continued, body]);
      assert.match(text, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    }, onServer);
  }
});

test("node: a connection is kept for the next delivery, also after a refusal", async () => {
  await serving(node.receive({ ...base, store: new TestStore() }, () => {}), async (port) => {
    const one = (delivery, others = {}) => [head({ ...delivery.headers, "Content-Length": delivery.body.length, ...others }), delivery.body];
    const forged = signed();
    forged.body = Buffer.from("{}");
    const text = await exchange(port, [...one(forged), ...one(signed()), ...one(signed(), { Connection: "close" })]);
    assert.deepEqual(text.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 401", "HTTP/1.1 200", "HTTP/1.1 200"]);
  });
});

test("node: repeated headers are seen, which request.headers has dropped", async () => {
  const log = outcomes();
  await serving(node.receive({ ...base, store: new TestStore(), onOutcome: log.onOutcome }, () => {}), async (port) => {
    const { headers, body } = signed();
    const name = Object.keys(headers).find((one) => /signature/i.test(one));
    const lines = head({ ...headers, "Content-Length": body.length, Connection: "close" }).replace(`${name}:`, `${name}: sha256=00\r\n${name}:`);
    assert.match(await exchange(port, [lines, body]), /^HTTP\/1\.1 4/);
    assert.equal(log.all[0].code, "duplicate_header");
  });
});

test("node: originalUrl is what the sender asked for, where a framework cut the path", async () => {
  const signer = new Webhook("twilio", SECRET);
  const body = Buffer.from("A=1");
  const headers = { "content-type": "application/x-www-form-urlencoded", ...signer.sign({ url: "https://example.com/webhooks/iex", body }) };
  const receiver = node.receive({ scheme: "twilio", secrets: SECRET, store: new TestStore(), publicUrl: "https://example.com" }, () => {});
  await serving((request, response) => {
    request.originalUrl = request.url;
    request.url = "/";
    return receiver(request, response);
  }, async (port) => assert.equal((await send(port, { headers, body })).status, 200));
});

test("node: HTTP/2, where what is not read on is reset once it is answered", async () => {
  const server = createSecondServer(node.receive({ ...base, store: new TestStore(), maxBodyBytes: 1000, readSeconds: 0.2 }, () => {}));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const client = connectSecond(`http://127.0.0.1:${server.address().port}`);
  const status = async ({ headers, body }, ends = true) => {
    const stream = client.request({ ":method": "POST", ":path": "/", ...headers });
    let answered;
    stream.on("response", (head) => { answered = head[":status"]; }).on("error", () => {}).resume().write(body);
    if (ends) stream.end();
    await once(stream, "close");
    return answered;
  };
  assert.equal(await status(signed()), 200);
  assert.equal(await status({ headers: {}, body: "{}" }), 401);
  assert.equal(await status({ headers: {}, body: "x".repeat(5_000_000) }), 413);
  assert.equal(await status({ headers: {}, body: "x" }, false), 503);
  client.destroy();
  server.close();
});

test("node: Koa's context and what it keeps there", async () => {
  const receiver = node.koa({ ...base, store: new TestStore() }, (event) => assert.equal(event.headers["content-type"], "application/json"));
  for (const parse of [false, true]) {
    await serving(async (req, res) => {
      const context = { req, res, request: {}, originalUrl: req.url };
      if (parse) {
        const pieces = [];
        for await (const piece of req) pieces.push(piece);
        context.request.body = Buffer.concat(pieces);
      }
      await receiver(context, () => assert.fail());
      assert.equal(context.respond, false);
    }, async (port) => assert.equal((await send(port, signed())).status, 200));
  }
  await assert.rejects(node.receive({ ...base, store: new TestStore() }, () => {})({ req: {}, res: {} }, () => {}), /koa\(\) is for Koa, and countersign\/fetch for Request/);
});

test("node: a response that was answered before, or is gone, is no crash", async () => {
  const receiver = node.receive({ ...base, store: new TestStore(), onOutcome: () => {} }, () => {});
  await serving(async (request, response) => {
    response.writeHead(204).end();
    await receiver(request, response);
  }, async (port) => assert.equal((await send(port, signed())).status, 204));
  await serving(async (request, response) => {
    request.socket.destroy();
    await receiver(request, response);
  }, async (port) => assert.rejects(send(port, signed())));
});

const text = (bytes) => Buffer.from(bytes).toString();

/** The events in which each service of AWS hands over one delivery. */
const EVENTS = {
  "API Gateway, version 2": ({ headers, body }) => ({
    version: "2.0", rawPath: "/webhooks/iex", rawQueryString: "a=b%20c&d", headers, body: text(body), isBase64Encoded: false,
    requestContext: { http: { method: "POST", path: "/webhooks/iex" } },
  }),
  "function URL": ({ headers, body }) => ({
    version: "2.0", rawPath: "/webhooks/iex", rawQueryString: "a=b%20c&d", headers, body: Buffer.from(body).toString("base64"), isBase64Encoded: true,
    requestContext: { http: { method: "POST", path: "/webhooks/iex" } },
  }),
  "API Gateway, version 1": ({ headers, body }) => ({
    httpMethod: "POST", path: "/iex", requestContext: { path: "/webhooks/iex" }, headers, multiValueHeaders: many(headers),
    queryStringParameters: { a: "b c" }, multiValueQueryStringParameters: { a: ["b c"] }, body: text(body), isBase64Encoded: false,
  }),
  "load balancer": ({ headers, body }) => ({
    httpMethod: "POST", path: "/webhooks/iex", requestContext: { elb: { targetGroupArn: "x" } }, headers, queryStringParameters: { a: "b%20c" },
    body: Buffer.from(body).toString("base64"), isBase64Encoded: true,
  }),
  "load balancer, headers of several values": ({ headers, body }) => ({
    httpMethod: "POST", path: "/webhooks/iex", requestContext: { elb: { targetGroupArn: "x" } }, multiValueHeaders: many(headers),
    multiValueQueryStringParameters: { a: ["b%20c"] }, body: Buffer.from(body).toString("base64"), isBase64Encoded: true,
  }),
};
const many = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));

for (const [name, event] of Object.entries(EVENTS)) {
  test(`lambda: ${name}`, async () => {
    const log = outcomes();
    const got = [];
    const options = { ...base, store: new TestStore(), onOutcome: log.onOutcome };
    const receiver = lambda.receive(options, (given) => {
      got.push(given);
    });
    const delivery = signed();
    const answer = await receiver(event(delivery), {});
    const balancer = name.startsWith("load balancer");
    const several = name.endsWith("several values");
    assert.deepEqual(answer, {
      statusCode: 200, body: "", isBase64Encoded: false, ...(balancer && { statusDescription: "200 OK" }), ...(several ? { multiValueHeaders: {} } : { headers: {} }),
    });
    assert.ok(Buffer.from(got[0].body).equals(delivery.body));
    assert.deepEqual(got[0].headers.find(([name]) => name === "content-type"), ["content-type", "application/json"]);

    const refused = await receiver({ ...event(delivery), headers: {}, multiValueHeaders: several ? {} : undefined });
    assert.equal(refused.statusCode, 401);
    const type = (several ? refused.multiValueHeaders : refused.headers)["content-type"];
    assert.deepEqual(type, several ? ["application/problem+json"] : "application/problem+json");
    if (balancer) assert.equal(refused.statusDescription, "401 Unauthorized");

    for (const body of [BODIES.invalid, BODIES.bom, BODIES.crlf, BODIES.empty, BODIES.gzip]) {
      if (!event(delivery).isBase64Encoded && !Buffer.from(text(body)).equals(Buffer.from(body))) continue;
      assert.equal((await receiver(event(signed({ body })))).statusCode, 200);
    }
    assert.equal((await receiver({ ...event(signed({ body: "" })), body: null })).statusCode, 200);

    assert.equal((await receiver({ ...event(delivery), body: { parsed: true } })).statusCode, 500);
    assert.ok(log.all.at(-1).error instanceof lambda.BodyTakenError);
    assert.equal((await receiver({ ...event(delivery), body: "\ud800", isBase64Encoded: false })).statusCode, 500);
    assert.match(log.all.at(-1).error.message, /binaryMediaTypes/);
    const get = event(delivery);
    if (get.httpMethod) get.httpMethod = "GET";
    else get.requestContext.http.method = "GET";
    assert.equal((await receiver(get)).statusCode, 405);

    const signer = new Webhook("twilio", SECRET);
    const query = name === "function URL" || name.endsWith("version 2") ? "a=b%20c&d" : "a=b%20c";
    const form = { body: Buffer.from("A=1"), headers: { "content-type": "application/x-www-form-urlencoded", ...signer.sign({ url: `https://example.com/webhooks/iex?${query}`, body: Buffer.from("A=1") }) } };
    const twilio = lambda.receive({ ...options, scheme: "twilio", publicUrl: "https://example.com" }, () => {});
    assert.equal((await twilio(event(form))).statusCode, 200);
  });
}

test("lambda: what is no HTTP request is the program's fault", async () => {
  const receiver = lambda.receive({ ...base, store: new TestStore() }, () => {});
  for (const event of [undefined, {}, { Records: [] }]) await assert.rejects(receiver(event), /^TypeError: event: expected that of a HTTP request/);
});
