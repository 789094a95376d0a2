// Decides what every framework must answer: written by hand, a row for each way in which the receiver is mounted.

const JSON_BODIES = ["json", "CRLF", "BOM", "not UTF-8", "150 kB", "2 MB", "gzip", "gzip, chunked", "chunked"];

/** What each body must come to: the handler saw its very bytes, unless it is said otherwise. */
const all = { "2 MB, usual limit": "413" };

/** Where some bodies were taken before: the framework that the error names, and the fix. */
const taken = (bodies, framework, fix) => ({ ...all, ...Object.fromEntries(bodies.map((name) => [name, "taken"])), by: { framework, fix } });

const EXPRESS = ["express", /before app\.use\(express\.json\(\)\)/];
const CONNECT = ["connect", /before app\.use\(bodyParser\.json\(\)\)/];
// Where a parser keeps the bytes, it keeps them inflated.
const INFLATED = ["gzip", "gzip, chunked"];

const express = {
  alone: all,
  "after express.json()": taken(JSON_BODIES, ...EXPRESS),
  "after express.json({ verify }) kept rawBody": taken(INFLATED, ...EXPRESS),
  "after express.raw() of JSON": taken(INFLATED, ...EXPRESS),
  "after express.raw() of all": taken(INFLATED, ...EXPRESS),
  "after express.text() of all": taken([...JSON_BODIES, "form", "no type"], ...EXPRESS),
  "after express.urlencoded()": taken(["form"], ...EXPRESS),
};

/** Lambda behind each of what can invoke it: `shape` is the event in lambda.mjs. */
const lambda = ["v1", "v2", "alb", "albMulti", "url"].map((shape) => ({
  name: `lambda ${shape}`, file: "lambda.mjs", shape,
  // A text has lost what is not UTF-8.
  rows: { "in Base64": all, "as text": taken(["not UTF-8", ...INFLATED], "lambda", /binaryMediaTypes/) },
}));

/** Each server: its script, what runs it, and its rows; bad input goes to the first. */
export const frameworks = [
  { name: "next", file: "next.mjs", rows: { alone: all } },
  { name: "sveltekit", file: "sveltekit.mjs", on: "node", rows: { alone: all } },
  { name: "node http", file: "node-http.mjs", rows: { alone: all } },
  { name: "node http, newest", file: "node-http.mjs", on: "node", rows: { alone: all } },
  { name: "express 4", file: "express.mjs", args: ["express4"], rows: express },
  { name: "express 5", file: "express.mjs", args: ["express5"], rows: express },
  {
    name: "nest", file: "nest.mjs",
    rows: {
      "mounted before its body parser": all,
      "rawBody: true": taken(INFLATED, ...EXPRESS),
      "without rawBody": taken([...JSON_BODIES, "form"], ...EXPRESS),
    },
  },
  { name: "koa", file: "koa.mjs", rows: { alone: all, "after koa-bodyparser": taken([...JSON_BODIES, "form"], "koa", /before app\.use\(bodyParser\(\)\)/) } },
  { name: "connect", file: "connect.mjs", rows: { alone: all, "after body-parser": taken([...JSON_BODIES, "form"], ...CONNECT) } },
  { name: "fastify", file: "fastify.mjs", beside: true, rows: { "with a JSON route beside it": all, "after @fastify/formbody, fastify-raw-body, a parser of all": all } },
  { name: "hono", file: "hono.mjs", rows: { alone: all, "after c.req.json()": taken([...JSON_BODIES, "form", "no type"], undefined, /before anything that reads it, such as c\.req\.json\(\)/) } },
  { name: "h3", file: "h3.mjs", rows: { alone: all } },
  { name: "workers", file: "workers.mjs", on: "node", tools: ["miniflare", "esbuild"], rows: { alone: all } },
  { name: "deno", file: "deno.mjs", on: "deno", before: ["run", "--quiet", "--no-config", "--node-modules-dir=manual", "--no-lock", "--no-remote", "--no-prompt", "--allow-net=127.0.0.1", "--allow-read"], rows: { alone: all } },
  { name: "bun", file: "bun.mjs", on: "bun", before: ["--no-install"], rows: { alone: all } },
  ...lambda,
];

/** What every framework must say of bad input: status, what the receiver told of it, and what else counts. */
export const bad = {
  GET: "405 not_post, Allow: POST",
  "no signature": "401 missing_header",
  forged: "401 signature_mismatch",
  "malformed signature": "400 malformed_signature",
  "malformed timestamp": "400 malformed_timestamp",
  "two signatures": "401 duplicate_header",
  "too large, by its length": "413 too_large",
  "too large, as it comes": "413 too_large",
  "handler throws, then a retry": "500 handler_failed; 200 processed; 2 runs",
  "handler hangs, then a retry": "503 handler_timed_out; 200 processed; 2 runs",
  "sender hangs up": "cut_short; no run",
  "body trickles": "503 too_slow",
  "id of every visible character": "200 processed; same id",
  "id of 4096": "200 processed; same id",
  "id of 4097": "400 malformed_header",
  "id with a tab": "400 malformed_header",
  "id past ASCII": "400 malformed_header",
  "id with a comma and a space": "401 duplicate_header",
  "id that is empty": "400 malformed_header",
  "unknown type": "200 processed; same id",
  "a repeat": "200 processed; 200 duplicate; 1 run",
  "five at once": "1 processed, 4 duplicate or busy; 1 run",
  "expects 100 first": "200 processed; 1 run",
};

/** Where a host leaves no choice, and why. */
const JOINED = { "two signatures": ["400 malformed_signature", "API Gateway and function URLs join repeated headers with a comma into one value"] };
export const unlike = {
  "lambda v2": JOINED,
  "lambda url": JOINED,
  "lambda alb": { "two signatures": ["200 processed; 1 run", "a load balancer hands over the last of repeated headers, unless lists of values are switched on"] },
};
