// Fields of the request that are signed one by one: parameters, headers and members with words around them, URLs as vendors spell them, listed headers.

import { NOW, drop, hmac, set, twice } from "./kit.mjs";
import { SECRET, file, inHeader, over } from "./sender.mjs";

const { list, of } = file();

// Values with words around them, which are left out together.
{
  const optional = { optional: true };
  const parts = [
    { query: "data.id", ...optional, lowerCase: true, before: "id:", after: ";" }, { header: "X-Request-Id", ...optional, before: "request-id:", after: ";" },
    { json: "/user", ...optional, before: "user:", after: ";" }, { text: "end" },
  ];
  const { verify } = of(inHeader("worded", parts));
  const url = (query) => `https://hooks.example/in${query}`;
  const request = (text, query, id, body = '{"user":"u1"}') => over(text, body, { url: url(query), headers: id === undefined ? [] : [["X-Request-Id", id]] });
  for (const [name, text, query, id, body, expect] of [
    ["all", "id:abc;request-id:r1;user:u1;end", "?data.id=ABC", "r1", undefined, {}],
    ["lower case in the URL", "id:abc;request-id:r1;user:u1;end", "?data.id=abc", "r1", undefined, {}],
    ["decoded", "id:a b/c;request-id:r1;user:u1;end", "?data.id=A+b%2FC", "r1", undefined, {}],
    ["letters beyond ASCII keep their case", "id:\u00c9;request-id:r1;user:u1;end", "?data.id=%C3%89", "r1", undefined, {}],
    ["other parameters", "id:abc;request-id:r1;user:u1;end", "?x=1&data.id=ABC&type=t", "r1", undefined, {}],
    ["no parameter", "request-id:r1;user:u1;end", "", "r1", undefined, {}],
    ["no header", "id:abc;user:u1;end", "?data.id=ABC", undefined, undefined, {}],
    ["no member", "id:abc;request-id:r1;end", "?data.id=ABC", "r1", "{}", {}],
    ["a member that is null", "id:abc;request-id:r1;end", "?data.id=ABC", "r1", '{"user":null}', {}],
    ["none of them", "end", "", undefined, "{}", {}],
    ["the parameter taken out", "id:abc;request-id:r1;user:u1;end", "", "r1", undefined, "signature_mismatch"],
    ["the header taken out", "id:abc;request-id:r1;user:u1;end", "?data.id=ABC", undefined, undefined, "signature_mismatch"],
    ["the member taken out", "id:abc;request-id:r1;user:u1;end", "?data.id=ABC", "r1", "{}", "signature_mismatch"],
    ["the parameter put in", "request-id:r1;user:u1;end", "?data.id=ABC", "r1", undefined, "signature_mismatch"],
    ["an empty parameter, which is there", "id:;request-id:r1;user:u1;end", "?data.id=", "r1", undefined, {}],
    ["an empty member, which is there", "id:abc;request-id:r1;user:;end", "?data.id=ABC", "r1", '{"user":""}', {}],
    ["an empty header", "id:abc;request-id:;user:u1;end", "?data.id=ABC", "", undefined, "malformed_header"],
    ["the parameter twice", "id:abc;request-id:r1;user:u1;end", "?data.id=ABC&data.id=ABC", "r1", undefined, "malformed_url"],
    ["the parameter twice, once encoded", "id:abc;request-id:r1;user:u1;end", "?data.id=ABC&data%2Eid=DEF", "r1", undefined, "malformed_url"],
    ["a broken escape in the parameter", "id:abc;request-id:r1;user:u1;end", "?data.id=%zz", "r1", undefined, "malformed_url"],
    ["an object for the member", "id:abc;request-id:r1;end", "?data.id=ABC", "r1", '{"user":{"id":1}}', "malformed_body"],
    ["no JSON", "id:abc;request-id:r1;end", "?data.id=ABC", "r1", "user=u1", "malformed_body"],
    ["a semicolon in the first field, which an optional one follows", "id:a;b;request-id:r1;user:u1;end", "?data.id=a;b", "r1", undefined, "malformed_url"],
    ["a first field that swallowed the next", "id:abc;request-id:r1;user:u1;end", "?data.id=abc;request-id:r1", undefined, undefined, "malformed_url"],
    ["a semicolon in a later header", "id:abc;request-id:r;1;user:u1;end", "?data.id=ABC", "r;1", undefined, "malformed_header"],
    ["a semicolon in a later member", "id:abc;request-id:r1;user:u;1;end", "?data.id=ABC", "r1", '{"user":"u;1"}', "malformed_body"],
    ["a field that swallowed the next", "id:abc;request-id:r1;user:u1;end", "?data.id=ABC", "r1;user:u1", "{}", "malformed_header"],
  ]) verify(name, request(text, query, id, body), expect);
  verify("no URL", { headers: request("end", "").headers, body: { utf8: "{}" } }, "missing_url");
}
{
  const { verify } = of(inHeader("query-later", [{ header: "X-A" }, { text: "." }, { query: "q", after: ";" }]));
  const request = (text, query) => over(text, "", { url: `/in?q=${query}`, headers: [["X-A", "a"]] });
  verify("genuine", request("a.b;", "b"), {});
  verify("the character after it in a later parameter", request("a.b;c;", "b;c"), "malformed_url");
  verify("the parameter missing", { ...request("a.;", ""), url: "/in" }, "malformed_url");
}

// URLs as vendors spell them.
for (const [part, cases] of [
  ["url", [
    ["as given", "https://Hooks.Example:443/a%2fb?b=1&a=%20", "https://Hooks.Example:443/a%2fb?b=1&a=%20"], ["without a path", "https://hooks.example", "https://hooks.example"],
    ["a query without a path", "https://hooks.example?b", "https://hooks.example?b"], ["an empty query", "https://hooks.example/?", "https://hooks.example/?"],
  ]],
  ["path-and-query", [
    ["of a whole URL", "https://hooks.example/a%2fb?b=1&a=%20", "/a%2fb?b=1&a=%20"], ["of a path", "/a?b", "/a?b"], ["without a query", "/a", "/a"], ["an empty query", "/a?", "/a?"],
    ["two question marks", "/a?b?c", "/a?b?c"], ["no path", "https://hooks.example", "/"], ["no path and a query", "https://hooks.example?b=1", "/?b=1"],
    ["no path and an empty query", "https://hooks.example?", "/?"],
  ]],
  ["path", [["of a whole URL", "https://hooks.example/a%2fb?b=1", "/a%2fb"], ["of none", "https://hooks.example", "/"], ["of a query alone", "https://hooks.example?a=1", "/"]]],
  ["url-hubspot", [
    ["all that is decoded", "https://h.example/%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B", "https://h.example/:/?@!$'()*,;"],
    ["in lower case", "https://h.example/%3a%2f%3f%2a%2c%3b", "https://h.example/:/?*,;"],
    ["all else", "https://h.example/%20%22%23%25%26%2B%3D%41%5B%7E?%C3%A9", "https://h.example/%20%22%23%25%26%2B%3D%41%5B%7E?%C3%A9"],
    ["decoded once", "https://h.example/%253A", "https://h.example/%253A"], ["a broken escape", "https://h.example/%3?%zz%", "https://h.example/%3?%zz%"],
  ]],
  ["path-and-query-contentful", [
    ["a query", "/in?a=1&b=2", "/in?a%253D1%2526b%253D2"], ["escapes in the path", "/x%20y", "/x%2520y"], ["escapes in the query", "/in?a=%20", "/in?a%253D%252520"],
    ["no query", "https://h.example/in", "/in"], ["an empty query", "/in?", "/in"], ["what is left alone in a path", "/a;b,c:d@e&f=g+h$-_.!~*'()", "/a;b,c:d@e&f=g+h$-_.!~*'()"],
    ["what is left alone in a query", "/in?-_.!~*'()", "/in?-_.!~*'()"], ["what follows a second question mark", "/in?a?b", "/in?a"], ["brackets", "/[a]?[b]", "/%5Ba%5D?%255Bb%255D"],
    ["no path and a query", "https://h.example?a=1", "/?a%253D1"], ["no path", "https://h.example", "/"],
  ]],
]) {
  const { verify } = of(inHeader(part, [part]));
  for (const [name, url, text] of cases) verify(name, over(text, "", { url }), {});
  for (const [name, url] of [
    ["a fragment", "https://h.example/a#b"], ["a space", "https://h.example/a b"], ["a letter beyond ASCII", "https://h.example/\u00e9"], ["a backslash", "https://h.example\\a"],
    ["no host", "https:///a"], ["another protocol", "ftp://h.example/a"], ["no slash", "a"], ["nothing", ""], ["8193 characters", `https://h.example/${"a".repeat(8175)}`],
  ]) verify(name, over(url, "", { url }), "malformed_url");
  if (part.startsWith("url")) verify("a path alone", over("/a", "", { url: "/a" }), "malformed_url");
  verify("none", over("", ""), "missing_url");
}

// Headers that the request itself lists.
{
  const NAMES = ["Content-Type", "X-Extra", "X-Signed-Headers", "X-Time"];
  const scheme = {
    ...inHeader("listed", [{ signedHeaders: "X-Signed-Headers", of: NAMES }, { text: "\n" }, "body"]),
    timestamp: { header: "X-Time", unit: "s", toleranceSeconds: 300 },
  };
  const { verify, sign } = of(scheme);
  const ALL = "content-type,x-extra,x-signed-headers,x-time";
  const has = { "content-type": "application/json; charset=utf-8", "x-extra": "e", "x-time": String(NOW) };
  const request = (names = ALL, change = {}) => {
    const values = Object.fromEntries(Object.entries({ ...has, "x-signed-headers": names, ...change }).filter(([, value]) => value !== undefined));
    const text = names.split(",").filter((name) => values[name.toLowerCase()] !== undefined).map((name) => `${name}:${values[name.toLowerCase()]}`).join(";");
    return { headers: [["X-Signature", hmac("sha256", SECRET, `${text}\n{}`)], ...Object.entries(values)], body: { utf8: "{}" } };
  };
  for (const [name, arrived, expect] of [
    ["all listed", request(), {}],
    ["as few as may be", request("x-signed-headers,x-time"), {}],
    ["one that is not listed may be anything", { ...request("x-signed-headers,x-time"), headers: set(request("x-signed-headers,x-time").headers, "x-extra", "other") }, {}],
    ["one that is listed and absent is left out", request(ALL, { "x-extra": undefined }), {}],
    ["one that is listed taken out", { ...request(), headers: drop(request().headers, "x-extra") }, "signature_mismatch"],
    ["one that is listed put in", { ...request(ALL, { "x-extra": undefined }), headers: [...request(ALL, { "x-extra": undefined }).headers, ["x-extra", "e"]] }, "signature_mismatch"],
    ["one that is listed changed", { ...request(), headers: set(request().headers, "x-extra", "f") }, "signature_mismatch"],
    ["the time changed", { ...request(), headers: set(request().headers, "x-time", String(NOW + 1)) }, "signature_mismatch"],
    ["a name less in the list", { ...request(), headers: set(request().headers, "x-signed-headers", "content-type,x-signed-headers,x-time") }, "signature_mismatch"],
    ["no time in the list", request("content-type,x-extra,x-signed-headers"), "malformed_header"],
    ["the list not in the list", request("content-type,x-extra,x-time"), "malformed_header"],
    ["in another order", request("x-extra,content-type,x-signed-headers,x-time"), "malformed_header"],
    ["a name twice", request("content-type,content-type,x-signed-headers,x-time"), "malformed_header"],
    ["a name in upper case", request("Content-Type,x-extra,x-signed-headers,x-time"), "malformed_header"],
    ["an unknown name", request("content-type,x-other,x-signed-headers,x-time"), "malformed_header"],
    ["the signature's own name", request("x-signature,x-signed-headers,x-time"), "malformed_header"],
    // One message, two readings: the second header taken out, and its text put at the end of the first.
    ["a header that holds the next", request(ALL, { "content-type": "text/plain;x-extra:e", "x-extra": undefined }), "malformed_header"],
    ["a header that holds the next in upper case", request(ALL, { "content-type": "text/plain;X-Extra:e", "x-extra": undefined }), "malformed_header"],
    ["a header that holds a name which no list may have", request(ALL, { "content-type": "text/plain;x-other:e" }), {}],
    ["an empty name", request("content-type,,x-signed-headers,x-time"), "malformed_header"],
    ["a comma at the end", request(`${ALL},`), "malformed_header"],
    ["a space after a comma", request("content-type, x-signed-headers,x-time"), "duplicate_header"],
    ["semicolons", request(ALL.replaceAll(",", ";")), "malformed_header"],
    ["an empty list", request(""), "malformed_header"],
    ["no list", { ...request(), headers: drop(request().headers, "x-signed-headers") }, "missing_header"],
    ["no time", { ...request(), headers: drop(request().headers, "x-time") }, "missing_header"],
    ["the list twice", { ...request(), headers: twice(request().headers, "x-signed-headers") }, "duplicate_header"],
    ["one that is listed twice", { ...request(), headers: twice(request().headers, "x-extra") }, "duplicate_header"],
    ["one that is listed empty", { ...request(), headers: set(request().headers, "x-extra", "") }, "malformed_header"],
    ["a stale time", request(ALL, { "x-time": String(NOW - 301) }), "timestamp_too_old"],
  ]) verify(name, arrived, expect);
  const given = [["X-Signed-Headers", ALL], ["Content-Type", has["content-type"]], ["X-Extra", "e"]];
  sign("sign", { body: { utf8: "{}" }, headers: given }, [request().headers[0], ["X-Time", String(NOW)], ...given]);
  sign("sign without the list", { body: { utf8: "{}" }, headers: given.slice(1) }, "missing_header");
  sign("sign with a list without the time", { body: { utf8: "{}" }, headers: [["X-Signed-Headers", "x-signed-headers"]] }, "malformed_header");
}

// Of a first field that no optional one follows, all that comes after it says where it ends.
{
  const { verify } = of(inHeader("first-field", [{ query: "q", before: "q:", after: ";" }, { header: "X-A", before: "a:", after: ";" }]));
  const request = (q, a) => over(`q:${q};a:${a};`, "", { url: `/in?q=${q}`, headers: [["X-A", a]] });
  verify("genuine", request("b", "c"), {});
  verify("a semicolon in the first field", request("b;a:x", "c"), {});
  verify("a semicolon in the next", request("b", "x;a:c"), "malformed_header");
  verify("its end moved into the next", { ...request("b;a:x", "c"), url: "/in?q=b", headers: [request("b;a:x", "c").headers[0], ["X-A", "x;a:c"]] }, "malformed_header");
}

// As many headers and as many parts as there may be.
{
  const names = Array.from({ length: 13 }, (_, n) => `x-part-${String(n).padStart(2, "0")}`);
  const { verify } = of({
    ...inHeader("sixteen-headers", [{ signedHeaders: "X-List", of: ["X-List", "X-Time", ...names] }, { text: "\n" }, "body"]), timestamp: { header: "X-Time", unit: "s", toleranceSeconds: 300 },
  });
  const text = ["x-list", ...names, "x-time"].join(",");
  const values = [["x-list", text], ...names.map((name) => [name, "v"]), ["x-time", String(NOW)]];
  verify("all of them", over(`${values.map((pair) => pair.join(":")).join(";")}\n`, "", { headers: values }), {});
}

// The longest head that is looked at: each field is as long as it may be, to the last byte.
{
  const names = Array.from({ length: 15 }, (_, n) => `X-Part-${String(n).padStart(2, "0")}`);
  const scheme = inHeader("longest-head", ["method", "url", ...names.flatMap((name) => [{ text: "|" }, { header: name }])]);
  const { verify } = of(scheme);
  const [method, url] = ["M".repeat(32), `https://hooks.example/${"p".repeat(8170)}`];
  const headers = names.map((name) => [name, { repeat: "v", times: 4096 }]);
  const text = [method + url, ...names.map(() => "v".repeat(4096))].join("|");
  const genuine = { ...over(text, "", { headers, url }), method };
  const last = (value) => ({ ...genuine, headers: set(genuine.headers, "X-Part-14", value) });
  verify("all of it", genuine, {});
  verify("the last header a byte shorter", last({ repeat: "v", times: 4095 }), "signature_mismatch");
  verify("the last header a byte too long", last({ repeat: "v", times: 4097 }), "malformed_header");
  verify("the last header missing", { ...genuine, headers: drop(genuine.headers, "X-Part-14") }, "missing_header");
}
{
  const members = Array.from({ length: 16 }, (_, n) => n);
  const { verify } = of(inHeader("thirty-two-parts", members.flatMap((n) => [{ text: "|" }, { json: `/m${n}` }])));
  const request = (last) => over(members.map((n) => `|v${n}`).join(""), JSON.stringify(Object.fromEntries(members.map((n) => [`m${n}`, n === 15 ? last : `v${n}`]))));
  verify("all of them", request("v15"), {});
  verify("the last of them changed", request("v16"), "signature_mismatch");
}

export default { about: "Fields with words around them, URLs as vendors spell them, and headers that a request lists itself.", vectors: list };
