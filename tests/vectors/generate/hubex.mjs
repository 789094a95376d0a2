// Deliveries of HubEx: a token in the URL, compared and nothing else.

import { vectors } from "./kit.mjs";
import { bodies } from "./faults.mjs";

const TOKEN = "hubex-test-token.0123456789_~";
const OTHER = "hubex-old-test-token-0123456789";
const BODY = { utf8: '{"EventID":41,"ObjectID":7}' };
const HOST = "https://receiver.example/hooks/hubex";
const request = (url, body = BODY) => ({ headers: [["Content-Type", "application/json"]], body, url });
const typed = (keyIndex, type) => ({ keyIndex, type, covers: [] });
const ok = (keyIndex = 0) => typed(keyIndex, "41");

const { list, verify, sign } = vectors("hubex", { secrets: [TOKEN] });

const good = [
  ["the token in the query", `${HOST}?token=${TOKEN}`],
  ["the token in the query of an origin-form URL", `/hooks/hubex?token=${TOKEN}`],
  ["the token among other parameters", `${HOST}?a=1&token=${TOKEN}&b=2`],
  ["the token as the last path segment", `${HOST}/${TOKEN}`],
  ["the token as the last path segment, with a query", `${HOST}/${TOKEN}?a=1`],
  ["the token as the only path segment", `/${TOKEN}`],
  ["a parameter whose name ends like the token's", `${HOST}/${TOKEN}?xtoken=wrong`],
  ["a parameter of another case", `${HOST}/${TOKEN}?Token=wrong`],
  ["an http URL with a port", `http://127.0.0.1:8080/${TOKEN}`],
];
for (const [name, url] of good) verify(name, request(url), ok());

const bad = [
  ["a wrong token in the query", `${HOST}?token=${"x".repeat(TOKEN.length)}`, "signature_mismatch"],
  ["a wrong token before the right path segment", `${HOST}/${TOKEN}?token=wrong`, "signature_mismatch"],
  ["a token that starts like the right one", `${HOST}?token=${TOKEN.slice(0, -1)}`, "signature_mismatch"],
  ["a token that goes on after the right one", `${HOST}?token=${TOKEN}0`, "signature_mismatch"],
  ["a token of another case", `${HOST}?token=${TOKEN.toUpperCase()}`, "signature_mismatch"],
  ["a token of one character", `${HOST}?token=h`, "signature_mismatch"],
  ["no token, another path segment", HOST, "signature_mismatch"],
  ["the token in a path segment before the last", `${HOST}/${TOKEN}/end`, "signature_mismatch"],
  ["the token as a host name", `https://${TOKEN}/hooks/x`, "signature_mismatch"],
  ["the token as another parameter", `${HOST}?key=${TOKEN}`, "signature_mismatch"],
  ["the token twice", `${HOST}?token=${TOKEN}&token=${TOKEN}`, "malformed_url"],
  ["the token twice, once wrong", `${HOST}?token=wrong&token=${TOKEN}`, "malformed_url"],
  ["an empty token", `${HOST}?token=`, "malformed_signature"],
  ["a slash after the token", `${HOST}/${TOKEN}/`, "malformed_signature"],
  ["a percent-encoded token", `${HOST}?token=%68${TOKEN.slice(1)}`, "malformed_signature"],
  ["a plus sign in the token", `${HOST}?token=${TOKEN}+`, "malformed_signature"],
  ["a fragment", `${HOST}?token=${TOKEN}#`, "malformed_url"],
  ["a space", `${HOST}?token=${TOKEN} `, "malformed_url"],
  ["a newline", `${HOST}?token=${TOKEN}\n`, "malformed_url"],
  ["a letter beyond ASCII", `${HOST}?token=${TOKEN}\u00e9`, "malformed_url"],
  ["a URL that is no URL", `receiver.example/${TOKEN}`, "malformed_url"],
  ["another protocol", `ws://receiver.example/${TOKEN}`, "malformed_url"],
  ["an empty URL", "", "malformed_url"],
  ["a URL of more than 8192 bytes", `/${"a".repeat(8192)}?token=${TOKEN}`, "malformed_url"],
  ["a path of 8000 bytes and no token", `/${"a".repeat(8000)}`, "signature_mismatch"],
  ["no URL", undefined, "missing_url"],
];
for (const [name, url, code] of bad) verify(name, request(url), code);

verify("the token in a header is not looked for", { ...request(HOST), headers: [["Authorization", TOKEN]] }, "signature_mismatch");
verify("any body, for the body is not covered", request(`${HOST}?token=${TOKEN}`, { utf8: '{"EventID":42}' }), typed(0, "42"));
verify("the old token during rotation", request(`${HOST}?token=${OTHER}`), ok(1), { secrets: [TOKEN, OTHER] });
verify("the new token during rotation", request(`${HOST}/${TOKEN}`), ok(0), { secrets: [TOKEN, OTHER] });
verify("a tolerance, though there is no timestamp", request(`${HOST}?token=${TOKEN}`), "invalid_tolerance", { options: { toleranceSeconds: 300 } });

// What is reported as the type: a JSON string or an integer; anything else is absent and never an error.
const types = [
  ["a string", '{"EventID":"40"}', "40"],
  ["a negative integer", '{"EventID":-1}', "-1"],
  ["zero", '{"EventID":0}', "0"],
  ["the last exact integer", '{"EventID":9007199254740991}', "9007199254740991"],
  ["an integer past the exact ones", '{"EventID":9007199254740993}', undefined],
  ["an integer past 64 bits", '{"EventID":99999999999999999999}', undefined],
  ["a fraction", '{"EventID":40.5}', undefined],
  ["true", '{"EventID":true}', undefined],
  ["null", '{"EventID":null}', undefined],
  ["an array", '{"EventID":[40]}', undefined],
  ["an object", '{"EventID":{"id":40}}', undefined],
  ["missing", '{"eventid":40}', undefined],
  ["given twice, of which the last counts", '{"EventID":40,"EventID":41}', "41"],
  ["behind escapes", '{"\\u0045ventID":"a\\nb"}', "a\nb"],
  ["in an array body", '[{"EventID":40}]', undefined],
  ["in a body cut short", '{"EventID":40', undefined],
  ["before junk", '{"EventID":40} x', undefined],
  ["before a trailing comma", '{"EventID":40,}', undefined],
  ["written as NaN", '{"EventID":NaN}', undefined],
  ["written with a leading zero", '{"EventID":040}', undefined],
  ["written with an exponent", '{"EventID":4e1}', "40"],
  ["written with a fraction of nothing", '{"EventID":40.0}', "40"],
  ["minus zero", '{"EventID":-0}', "0"],
  ["a hair under one", '{"EventID":0.99999999999999994}', undefined],
  ["beside a number past all floats", '{"EventID":40,"x":1e400}', "40"],
  ["beside half a surrogate pair", '{"EventID":40,"x":"\\ud800"}', "40"],
  ["that is half a surrogate pair", '{"EventID":"\\ud800"}', undefined],
  ["beside 1,000 levels of lists", `{"EventID":40,"x":${"[".repeat(1000)}${"]".repeat(1000)}}`, "40"],
  ["on a prototype", '{"__proto__":{"EventID":40}}', undefined],
  ["between spaces", ' \r\n\t{ "EventID" : 40 } \n', "40"],
];
for (const [name, text, type] of types) verify(`EventID ${name}`, request(`/${TOKEN}`, { utf8: text }), typed(0, type));
for (const [name, body] of bodies) verify(name, request(`/${TOKEN}`, body), typed(0, undefined));

const own = { body: BODY };
sign("sign with the token in the query", { ...own, url: `${HOST}?token=${TOKEN}` }, []);
sign("sign with the token in the path", { ...own, url: `${HOST}/${TOKEN}` }, []);
sign("sign without a URL", own, "missing_url");
sign("sign with another token", { ...own, url: `${HOST}?token=${OTHER}` }, "signature_mismatch");
sign("sign with the token twice", { ...own, url: `${HOST}?token=${TOKEN}&token=${TOKEN}` }, "malformed_url");

export default { about: "HubEx webhooks: a secret token in the URL. HubEx publishes no signature; nothing of the request is covered.", vectors: list };
