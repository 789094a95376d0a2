// Decides the wrong arguments of every exported function and method, one piece wrong at a time.
import { CallersOwn, detached, genuine, revoked, secret, text, throwing, values } from "./hostile-kit.mjs";

export function argumentCases(lib) {
  return [...construction(lib), ...requests(lib), ...deliveries(lib), ...texts(lib)];
}

function construction(lib) {
  const open = (...args) => () => new lib.Webhook(...args);
  const secrets = {
    "no secrets": [], "a list of undefined": [undefined], "a list of null": [null], "a list of numbers": [42], "a list of lists": [[secret]], "a hole": [, secret],
    "an empty string": "", "empty bytes": new Uint8Array(0), "one good, one undefined": [secret, undefined], "words": new Uint16Array(32), "a buffer": new ArrayBuffer(32),
    "a list of objects": [{ secret }], "a throwing list": new Proxy([secret], { get: () => throwing().x }), "fake bytes": Object.create(Uint8Array.prototype),
    "moved bytes": (() => detached().view)(), "a lone surrogate": `${secret}\ud800`, "text": "text", "symbols": [Symbol(secret)],
  };
  const tolerances = { null: null, string: "300", NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY, negative: -1, fraction: 1.5, large: 1e9, huge: 1e300, bigint: 300n, object: {}, boxed: Object(300), symbol: Symbol("300") };
  return [
    ...values().map(([name, value]) => [`scheme is ${name}`, open(value, secret)]),
    ...values("array", "string").map(([name, value]) => [`secrets is ${name}`, open("github", value)]),
    ...Object.entries(secrets).map(([name, value]) => [`secrets: ${name}`, open("github", value)]),
    ...values("undefined", "object", "array", "date", "function", "promise", "boxed").map(([name, value]) => [`options is ${name}`, open("github", secret, value)]),
    ...Object.entries(tolerances).map(([name, value]) => [`tolerance is ${name}`, open("iexexchanger", secret, { toleranceSeconds: value })]),
    ["tolerance of a scheme without a timestamp", open("github", secret, { toleranceSeconds: 300 })],
    ...values("undefined", "true").map(([name, value]) => [`allowWeakSecrets is ${name}`, open("github", "weak", { allowWeakSecrets: value })]),
    ["no arguments at all", open()],
    ["a prototype's name for a scheme", open("__proto__", secret)],
    ["an inherited name for a scheme", open("constructor", secret)],
  ];
}

function requests(lib) {
  const { webhook, request } = genuine(lib);
  const api = genuine(lib, "iexexchanger-api");
  const ways = { verify: (value) => webhook.verify(value), safeVerify: (value) => webhook.safeVerify(value), begin: (value) => webhook.begin(value).finish() };
  return Object.entries(ways).flatMap(([way, ask]) => {
    const spoil = (piece, value) => () => ask({ ...request, [piece]: value });
    const line = (piece, value) => () => (way === "begin" ? api.webhook.begin({ ...api.request, [piece]: value }) : api.webhook[way]({ ...api.request, [piece]: value }));
    const cases = [
      ...values().map(([name, value]) => [`request is ${name}`, () => ask(value)]),
      ...values().map(([name, value]) => [`headers is ${name}`, spoil("headers", value)]),
      ...Object.entries(oddHeaders()).map(([name, value]) => [`headers: ${name}`, spoil("headers", value)]),
      ...values("undefined", "date").map(([name, value]) => [`now is ${name}`, spoil("now", value)]),
      ["now is an invalid date", spoil("now", new Date(Number.NaN))],
      ["now is a fake date", spoil("now", Object.create(Date.prototype))],
      ...values().map(([name, value]) => [`method is ${name}`, line("method", value)]),
      ...values().map(([name, value]) => [`url is ${name}`, line("url", value)]),
    ];
    if (way !== "begin") cases.push(...Object.entries(oddBodies()).map(([name, value]) => [`body is ${name}`, spoil("body", value)]));
    return cases.map(([name, action]) => [`${way}: ${name}`, action]);
  });
}

function oddHeaders() {
  const name = "X-Hub-Signature-256";
  const getter = {
    get [name]() {
      throw new CallersOwn();
    },
  };
  return {
    "an odd flat list": ["a"], "an odd flat list with the header": [name, "sha256=00", name], "a pair of one": [[name]], "a triple": [[name, "a", "b"]],
    "a number for a value": [[name, 1]], "a number for a name": [[1, "a"]], "numbers in a flat list": [name, 1], "a list of null": [null], "a list of objects": [{ [name]: "a" }],
    "pairs and text mixed": [[name, "a"], "b", "c"], "text and pairs mixed": ["b", "c", [name, "a"]], "a hole": [, "a"], "a record with a number": { [name]: 5 }, "a record with null": { [name]: null },
    "a record with a list of numbers": { [name]: [1] }, "a record with nested lists": { [name]: [["a"]] }, "a record with a symbol": { [name]: Symbol("a") }, "a record with an object": { [name]: {} },
    "a record with an empty list": { [name]: [] }, "a record with undefined": { [name]: undefined }, "a throwing getter": getter, "a throwing list": [throwing()], "a revoked pair": [revoked()],
    "an iterator that throws": { [Symbol.iterator]: () => throwing().x }, "a get that lies": { get: () => 5, has: () => true, forEach: () => {} }, "bytes": new Uint8Array(4), "a map": new Map([[name, "a"]]),
    "a name like a prototype": [["__proto__", "a"]], "a record like a prototype": JSON.parse('{"__proto__": "a", "constructor": "b"}'),
  };
}

function oddBodies() {
  const { view, buffer } = detached();
  const words = { "words": new Uint16Array(4), "a data view": new DataView(new ArrayBuffer(4)), "floats": new Float64Array(2) };
  const fakes = { "fake bytes": Object.create(Uint8Array.prototype), "bytes behind a proxy": new Proxy(new Uint8Array(4), {}), "a node buffer in JSON": { type: "Buffer", data: [1, 2] } };
  return { ...Object.fromEntries(values()), ...words, ...fakes, "moved bytes": view, "a moved buffer": buffer };
}

function deliveries(lib) {
  const { webhook, delivery } = genuine(lib, "iexexchanger");
  const api = genuine(lib, "iexexchanger-api");
  const spoil = (piece, value) => () => webhook.sign({ ...delivery, [piece]: value });
  const line = (piece, value) => () => api.webhook.sign({ ...api.delivery, [piece]: value });
  const late = { "an invalid date": new Date(Number.NaN), "before 1970": new Date(-1000), "a fake date": Object.create(Date.prototype) };
  const words = { "empty": "", "a line break": "a\nb", "not ASCII": "\u0130", "a lone surrogate": "\ud800", "too long": "a".repeat(5000), "spaces around": " a " };
  return [
    ...values().map(([name, value]) => [`sign: delivery is ${name}`, () => webhook.sign(value)]),
    ...Object.entries(oddBodies()).filter(([name]) => !name.startsWith("moved ")).map(([name, value]) => [`sign: body is ${name}`, spoil("body", value)]),
    ["sign: body is moved bytes", () => webhook.sign({ ...delivery, body: detached().buffer })],
    ...["id", "type", "nonce"].flatMap((piece) => [
      ...values("string").map(([name, value]) => [`sign: ${piece} is ${name}`, spoil(piece, value)]),
      ...Object.entries(words).map(([name, value]) => [`sign: ${piece} is ${name}`, spoil(piece, value)]),
    ]),
    ...values("undefined", "date").map(([name, value]) => [`sign: timestamp is ${name}`, spoil("timestamp", value)]),
    ...Object.entries(late).map(([name, value]) => [`sign: timestamp is ${name}`, spoil("timestamp", value)]),
    ...values().map(([name, value]) => [`sign: method is ${name}`, line("method", value)]),
    ...values().map(([name, value]) => [`sign: url is ${name}`, line("url", value)]),
    ...values("undefined", "object", "array", "date", "function", "promise", "boxed").map(([name, value]) => [`sign: headers is ${name}`, spoil("headers", value)]),
  ];
}

function texts(lib) {
  const cases = values("string").map(([name, value]) => [`bodyFromText: ${name}`, () => lib.bodyFromText(value)]);
  return [...cases, ["bodyFromText: a lone surrogate", () => lib.bodyFromText(`${text}\udc00`)], ["bodyFromText: bytes", () => lib.bodyFromText(new Uint8Array(1))], ["bodyFromText: nothing", () => lib.bodyFromText()]];
}
