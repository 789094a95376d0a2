// Handshakes: what vendors published, genuine requests answered by node:crypto, and requests that must get no answer.

import { createHash, createHmac } from "node:crypto";

import { NOW, hmac } from "./kit.mjs";

const SECRET = "handshake-test-secret-not-real";
const SHORT = "meatyhamhock";
const json = (value) => ({ utf8: JSON.stringify(value) });
const query = (pairs) => `/hooks?${Object.entries(pairs).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;

const TEXT = [["Content-Type", "text/plain"], ["X-Content-Type-Options", "nosniff"]];
const JSON_TYPE = [["Content-Type", "application/json"], ["X-Content-Type-Options", "nosniff"]];
const text = (body) => ({ response: { status: 200, headers: TEXT, body } });
const object = (value) => ({ response: { status: 200, headers: JSON_TYPE, body: JSON.stringify(value) } });
const empty = (status, headers = [], secret) => ({ response: { status, headers, body: "", ...(secret && { secret }) } });
const NONE = { none: true };
const code = (name) => ({ code: name });

/** The files, each a list of vectors under one heading. */
const files = {};
function file(name, about) {
  const vectors = [];
  files[name] = { about, vectors };
  return (handshake, what, request, expect, { source, options, scheme, now } = {}) =>
    vectors.push({ name: `${handshake}: ${what}`, source, handshake, scheme, options, request: { headers: [], ...request }, now: now ?? NOW, expect });
}

const get = (url, headers = []) => ({ method: "GET", url, headers });
const post = (body, headers = [], url = "/hooks") => ({ method: "POST", url, headers, body });

// What each vendor's request looks like with a given challenge, and where that stands.

/** What a body is signed by, for those that are answered only once they verify. In the shape of a custom scheme. */
const hmacScheme = (name, message, signature, rest = {}) => ({ name, algorithm: "hmac-sha256", message, signature, ...rest });
const TWITCH_ID = "e76c6bd4-55c9-4987-8304-da1588d8988b";
const TWITCH_TIME = new Date(NOW * 1000).toISOString().replace(".000Z", ".000000001Z");
const SIGNED = {
  slack: {
    scheme: hmacScheme("slack", [{ text: "v0:" }, "timestamp", { text: ":" }, "body"], { header: "X-Slack-Signature", encoding: "hex", prefix: "v0=" }, {
      timestamp: { header: "X-Slack-Request-Timestamp", unit: "s", toleranceSeconds: 300 },
    }),
    headers: (body, key) => [["X-Slack-Request-Timestamp", `${NOW}`], ["X-Slack-Signature", `v0=${hmac("sha256", key, `v0:${NOW}:${body}`)}`]],
  },
  front: {
    scheme: hmacScheme("front", ["timestamp", { text: ":" }, "body"], { header: "X-Front-Signature", encoding: "base64" }, {
      timestamp: { header: "X-Front-Request-Timestamp", unit: "ms", toleranceSeconds: 300 },
    }),
    headers: (body, key) => [["X-Front-Request-Timestamp", `${NOW}000`], ["X-Front-Signature", hmac("sha256", key, `${NOW}000:${body}`, "base64")]],
  },
  twitch: {
    scheme: hmacScheme("twitch", ["id", "timestamp", "body"], { header: "Twitch-Eventsub-Message-Signature", encoding: "hex", prefix: "sha256=" }, {
      timestamp: { header: "Twitch-Eventsub-Message-Timestamp", unit: "rfc3339", toleranceSeconds: 600 },
      id: { header: "Twitch-Eventsub-Message-Id" },
      unseparated: true,
    }),
    headers: (body, key) => [
      ["Twitch-Eventsub-Message-Id", TWITCH_ID],
      ["Twitch-Eventsub-Message-Timestamp", TWITCH_TIME],
      ["Twitch-Eventsub-Message-Signature", `sha256=${hmac("sha256", key, TWITCH_ID + TWITCH_TIME + body)}`],
    ],
  },
  xero: {
    scheme: hmacScheme("xero", ["body"], { header: "x-xero-signature", encoding: "base64" }),
    headers: (body, key) => [["x-xero-signature", hmac("sha256", key, body, "base64")]],
  },
};
const signedBy = (vendor, body, headers = [], key = SECRET) => post(body, [...headers, ...SIGNED[vendor].headers(body.utf8, key)]);

const secrets = { secrets: [SECRET] };
const EBAY = { secrets: ["handshake-test-verification-token-00"], endpoint: "https://hooks.example.com/ebay" };
const BRAINTREE = { secrets: [SECRET], publicKey: "handshake_public_key" };
const TYPE = "Twitch-Eventsub-Message-Type";
const CALLBACK = [TYPE, "webhook_callback_verification"];

const braintree = (challenge, secret = SECRET) => createHmac("sha1", createHash("sha1").update(secret).digest()).update(challenge).digest("hex");

const KINDS = {
  asana: { place: "header", name: "X-Hook-Secret", ask: (value) => post({ utf8: "{}" }, [["X-Hook-Secret", value]]), options: { expectSecret: true }, genuine: "b537207f20cbfa02357cf448134da559", answer: (value) => empty(200, [["X-Hook-Secret", value]], value), limit: 256 },
  braintree: { place: "query", name: "bt_challenge", options: BRAINTREE, genuine: "0123456789abcdef0123", answer: (value) => text(`handshake_public_key|${braintree(value)}`), limit: 32 },
  dropbox: { place: "query", name: "challenge", genuine: "dBx-Challenge_1.2~3+4/5=", answer: text },
  ebay: { place: "query", name: "challenge_code", options: EBAY, genuine: "2f0b8b3c-challenge", answer: (value) => object({ challengeResponse: createHash("sha256").update(value + EBAY.secrets[0] + EBAY.endpoint).digest("hex") }) },
  front: { place: "header", name: "X-Front-Challenge", ask: (value) => signedBy("front", json({ type: "sync", authorization: { id: "cmp_abc" } }), [["X-Front-Challenge", value]]), options: secrets, genuine: "front-challenge-1", answer: text },
  linkedin: { place: "query", name: "challengeCode", options: secrets, genuine: "890e4665-4dfe-4ab1-b689-ed553bceeed0", answer: (value) => object({ challengeCode: value, challengeResponse: hmac("sha256", SECRET, value) }), limit: 36 },
  "microsoft-graph": { place: "query", name: "validationToken", ask: (value) => post({ utf8: "" }, [], query({ validationToken: value })), genuine: "Validation: Testing client application reachability for subscription Request-Id: 522a8e7e-096a-494c-aaf1-ac0dcfca45b7", answer: text, limit: 2048, sentence: true },
  notion: { place: "body", ask: (value) => post(json({ verification_token: value })), options: { expectSecret: true }, genuine: "secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl", answer: (value) => empty(200, [], value), limit: 256 },
  nylas: { place: "query", name: "challenge", genuine: "bc609b38-c81f-47fb-a275-1d9bd61a968b", answer: text },
  okta: { place: "header", name: "X-Okta-Verification-Challenge", ask: (value) => get("/hooks", [["X-Okta-Verification-Challenge", value]]), genuine: "dGhpcyBpcyBh_IGNoYWxsZW5nZQ", answer: (value) => object({ verification: value }), escaped: true },
  onfleet: { place: "query", name: "check", genuine: "0a15bc44-a39b-4040-8b48-a79295642e12", answer: text },
  slack: { place: "body", ask: (value) => signedBy("slack", json({ type: "url_verification", challenge: value })), options: secrets, genuine: "slack-challenge-1", answer: text },
  twitch: { place: "body", ask: (value) => signedBy("twitch", json({ challenge: value, subscription: { status: "webhook_callback_verification_pending" } }), [CALLBACK]), options: secrets, genuine: "pogchamp-test-challenge-1", answer: text },
  x: { place: "query", name: "crc_token", options: secrets, genuine: "NGYxZmU4ZWYtNjAxMS00M2Y4==", answer: (value) => object({ response_token: `sha256=${hmac("sha256", SECRET, value, "base64")}` }), limit: 512 },
  zoom: { place: "body", ask: (value) => post(json({ event: "endpoint.url_validation", payload: { plainToken: value }, event_ts: 1782190000000 })), options: secrets, genuine: "qgg8vlvZRS6UYooatFL8Aw", answer: (value) => object({ plainToken: value, encryptedToken: hmac("sha256", SECRET, value) }), limit: 512 },
};
const REFUSED = { query: "malformed_url", header: "malformed_header", body: "malformed_body" };
for (const [name, kind] of Object.entries(KINDS)) {
  kind.ask ??= (value) => get(query({ [kind.name]: value }));
  kind.rest = { options: kind.options, scheme: SIGNED[name]?.scheme };
}

// Published examples.

const published = file("published.json", "Handshakes that vendors and other projects published, with their values.");

published("braintree", "the challenge of the vendor's own tests", get("/webhooks?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53"),
  text("integration_public_key|d9b899556c966b3f06945ec21311865d35df3ce4"), {
    source: "braintree_* SDKs, WebhookNotification.verify unit tests (vendor)", options: { secrets: ["integration_private_key"], publicKey: "integration_public_key" },
  });
published("ebay", "the challenge of the vendor's own tests", get("/webhook?challenge_code=a8628072-3d33-45ee-9004-bee86830a22d"),
  object({ challengeResponse: "ca527df75caa230092d7e90484071e8f05d63068f1317973d6a3a42593734bbb" }), {
    source: "eBay event-notification SDK for .NET, testVerification (vendor)",
    options: { secrets: ["71745723-d031-455c-bfa5-f90d11b4f20a"], endpoint: "http://www.testendpoint.com/webhook" },
  });
published("zoom", "the plainToken of the documentation, under a secret that another project published",
  post({ utf8: '{"event_ts":1654503849680,"event":"endpoint.url_validation","payload": {"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}' }),
  object({ plainToken: "qgg8vlvZRS6UYooatFL8Aw", encryptedToken: "70c1f2e2e6ca2d39297490d1f9142c7d701415ea8e6151f6562a08fa657a40ff" }), {
    source: "elastic/beats, x-pack/filebeat/input/http_endpoint, validate_CRC_request (peer-test-suite)", options: { secrets: ["secretValueTest"], allowWeakSecrets: true },
  });
published("dropbox", "the example of the documentation", get("https://www.example.com/dropbox-webhook?challenge=abc123"), text("abc123"), {
  source: "https://www.dropbox.com/developers/reference/webhooks (vendor)",
});
published("meta", "the example of the documentation", get(`/webhooks?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${SHORT}`), text("1158201444"), {
  source: "https://developers.facebook.com/docs/graph-api/webhooks/getting-started (vendor)", options: { secrets: [SHORT], allowWeakSecrets: true },
});
const SLACK_CHALLENGE = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P";
published("slack", "the example of the documentation, signed with a secret of ours",
  signedBy("slack", { utf8: `{\n"token": "Jhj5dZrVaK7ZwHHjRyZWjbDl",\n"challenge": "${SLACK_CHALLENGE}",\n"type": "url_verification"\n}` }), text(SLACK_CHALLENGE), {
    source: "https://api.slack.com/events/url_verification (vendor)", ...KINDS.slack.rest,
  });
const ASANA_SECRET = "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81";
published("asana", "the example of the documentation", post({ utf8: "" }, [["X-Hook-Secret", ASANA_SECRET]], "/receive-webhook/7654"), empty(200, [["X-Hook-Secret", ASANA_SECRET]], ASANA_SECRET), {
  source: "https://developers.asana.com/docs/establish-a-webhook (vendor)", options: { expectSecret: true },
});
published("xero", "the validation request of the documentation, signed with a secret of ours",
  signedBy("xero", { utf8: '{"events": [],"lastEventSequence": 0,"firstEventSequence": 0,"entropy": "S0m3r4Nd0mt3xt"}' }), empty(200), {
    source: "https://developer.xero.com/documentation/webhooks/configuring-your-server (vendor)", options: secrets, scheme: SIGNED.xero.scheme,
  });
const GRANTED = (origin, rate) => empty(200, [["Allow", "POST"], ["WebHook-Allowed-Origin", origin], ["WebHook-Allowed-Rate", rate]]);
const preflight = (headers) => ({ method: "OPTIONS", url: "/hooks", headers });
published("cloudevents", "the example of the specification", preflight([["WebHook-Request-Origin", "eventemitter.example.com"], ["WebHook-Request-Rate", "120"]]),
  GRANTED("eventemitter.example.com", "100"), {
    source: "CloudEvents, HTTP 1.1 Web Hooks for Event Delivery 1.0.2, section 4 (vendor)", options: { allowedOrigins: ["eventemitter.example.com"], allowedRate: 100 },
  });
published("x", "the token of the documentation, under a secret of ours", get("/webhooks/twitter?crc_token=foo"),
  object({ response_token: `sha256=${hmac("sha256", SECRET, "foo", "base64")}` }), { source: "https://docs.x.com/x-api/webhooks/quickstart (vendor)", options: secrets });
published("linkedin", "the code of the documentation, under a secret of ours", get("https://webhooks.example.com/linkedin?challengeCode=890e4665-4dfe-4ab1-b689-ed553bceeed0"),
  KINDS.linkedin.answer("890e4665-4dfe-4ab1-b689-ed553bceeed0"), { source: "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation (vendor)", options: secrets });

// Genuine requests, and what is none.

const genuine = file("genuine.json", "Genuine handshakes, and requests that are none.");
const OTHER_METHOD = { GET: "POST", POST: "GET", OPTIONS: "GET", HEAD: "GET" };

for (const [name, kind] of Object.entries(KINDS)) {
  const request = kind.ask(kind.genuine);
  genuine(name, "genuine", request, kind.answer(kind.genuine), kind.rest);
  genuine(name, "another method", { ...request, method: OTHER_METHOD[request.method] }, NONE, kind.rest);
  genuine(name, "a method in lower case", { ...request, method: request.method.toLowerCase() }, NONE, kind.rest);
  genuine(name, "no method", { ...request, method: undefined }, code("missing_method"), kind.rest);
  const other = kind.place === "query" ? { ...request, url: "/hooks?other=1&challengetoken=2" } : kind.place === "header" ? { ...request, headers: [] } : { ...request, body: json({ type: "event", event: "other" }), headers: [] };
  genuine(name, "nothing that is asked", other, NONE, kind.rest);
}
for (const name of ["trello", "mandrill"]) {
  genuine(name, "genuine", { method: "HEAD", url: "/hooks" }, empty(200));
  genuine(name, "a delivery", post({ utf8: "{}" }), NONE);
}
genuine("dropbox", "a parameter beside it, and its own name percent-encoded", get("/hooks?a=1&%63hallenge=a%2Db&b"), text("a-b"));
genuine("dropbox", "no URL", { method: "GET" }, code("missing_url"));
genuine("microsoft-graph", "plus signs for spaces", post({ utf8: "" }, [], "/hooks?validationToken=Validation%3A+a+b"), text("Validation: a b"));
genuine("okta", "markup is escaped, not refused", get("/hooks", [["X-Okta-Verification-Challenge", "<script>\"\\&'~"]]), {
  response: { status: 200, headers: JSON_TYPE, body: '{"verification":"\\u003cscript\\u003e\\u0022\\u005c\\u0026\\u0027~"}' },
});
for (const name of ["asana", "notion"]) {
  const { ask, genuine: value } = KINDS[name];
  genuine(name, "a secret that nobody expects", ask(value), NONE);
  genuine(name, "a secret that is said not to be expected", ask(value), NONE, { options: { expectSecret: false } });
}
genuine("zoom", "a delivery", post(json({ event: "meeting.started", payload: { plainToken: "abc" } })), NONE, KINDS.zoom.rest);
genuine("zoom", "the first of several secrets answers", KINDS.zoom.ask("cd"), KINDS.zoom.answer("cd"), { options: { secrets: [SECRET, "handshake-test-other-not-real"] } });
genuine("zoom", "a secret in bytes", KINDS.zoom.ask("cd"), object({ plainToken: "cd", encryptedToken: hmac("sha256", Buffer.alloc(32, 0xff), "cd") }), { options: { secrets: [{ hex: "ff".repeat(32) }] } });
genuine("meta", "the second of two verify tokens", get(`/hooks?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${SECRET}`), text("1"), { options: { secrets: ["handshake-test-other-not-real", SECRET] } });
genuine("meta", "a verify token with escapes", get("/hooks?hub.mode=subscribe&hub.challenge=1&hub.verify_token=%E2%82%AC+and+more+than+16"), text("1"), { options: { secrets: ["\u20ac and more than 16"] } });
genuine("meta", "another mode", get(`/hooks?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=${SECRET}`), NONE, { options: secrets });
genuine("meta", "no mode", get(`/hooks?hub.challenge=1&hub.verify_token=${SECRET}`), NONE, { options: secrets });
genuine("cloudevents", "no limit", preflight([["WebHook-Request-Origin", "eventgrid.azure.net"]]), GRANTED("eventgrid.azure.net", "*"), { options: { allowedOrigins: ["a.example.com", "eventgrid.azure.net"] } });
genuine("cloudevents", "names are compared without case", preflight([["webhook-request-origin", "EventGrid.Azure.net"]]), GRANTED("EventGrid.Azure.net", "*"), { options: { allowedOrigins: ["eventgrid.azure.net"] } });
genuine("cloudevents", "all origins allowed", preflight([["WebHook-Request-Origin", "anything.example.com"]]), GRANTED("anything.example.com", "5"), { options: { allowedOrigins: ["*"], allowedRate: 5 } });
genuine("cloudevents", "an origin that is not allowed", preflight([["WebHook-Request-Origin", "evil.example.com"]]), empty(403), { options: { allowedOrigins: ["example.com"] } });
genuine("cloudevents", "no origin is allowed", preflight([["WebHook-Request-Origin", "eventgrid.azure.net"]]), empty(403));
genuine("cloudevents", "a preflight of a browser", preflight([["Origin", "https://example.com"], ["Access-Control-Request-Method", "POST"]]), NONE);
genuine("cloudevents", "a delivery", post({ utf8: "{}" }, [["WebHook-Request-Origin", "eventgrid.azure.net"]]), NONE, { options: { allowedOrigins: ["*"] } });

const ITR = json({ events: [], lastEventSequence: 0, firstEventSequence: 0, entropy: "handshake" });
const XERO = { options: secrets, scheme: SIGNED.xero.scheme };
genuine("xero", "signed with another key", signedBy("xero", ITR, [], "handshake-test-other-not-real"), empty(401), XERO);
genuine("xero", "not signed", post(ITR), empty(401), XERO);
genuine("xero", "signed twice", { ...signedBy("xero", ITR), headers: [...SIGNED.xero.headers(ITR.utf8, SECRET), ...SIGNED.xero.headers(ITR.utf8, SECRET)] }, empty(401), XERO);
genuine("xero", "a delivery", signedBy("xero", json({ events: [{}], lastEventSequence: 1, firstEventSequence: 1 })), NONE, XERO);
genuine("xero", "a delivery that is signed with another key is left to verify", signedBy("xero", json({ events: [{}], lastEventSequence: 1, firstEventSequence: 1 }), [], "other"), NONE, XERO);

// What must not be answered.

const hostile = file("hostile.json", "Challenges of another form, signing of what is no challenge, requests that do not verify, and options that are not enough.");
const MARKUP = "<script>alert(1)</script>";

for (const [name, kind] of Object.entries(KINDS)) {
  const limit = kind.limit ?? 1024;
  const cases = {
    empty: "",
    markup: MARKUP,
    "a quote": "abc\"defghijklmnopqrstuv",
    "a line break": "abcdefghijklmnop\r\nSet-Cookie: a=b",
    "a zero byte": "abcdefghijklmnop\0",
    "not ASCII": "abcdefghijklmnop\u00e9",
    "half of it escaped": "abcdefghijklmnop%0d%0a",
    "too long": "a".repeat(limit + 1),
  };
  if (!kind.sentence) cases["a space"] = "abcdefghijk lmnop";
  if (kind.sentence) cases["a tab"] = "Validation:\tabcd";
  if (kind.escaped) for (const fine of ["markup", "a quote", "half of it escaped"]) delete cases[fine];
  for (const [what, value] of Object.entries(cases)) {
    hostile(name, what, kind.ask(value), code(REFUSED[kind.place]), kind.rest);
  }
  const request = kind.ask(kind.genuine);
  if (kind.place === "query") {
    hostile(name, "twice", { ...request, url: `${request.url}&${kind.name}=${encodeURIComponent(kind.genuine)}` }, code("malformed_url"), kind.rest);
    hostile(name, "twice, once with its name percent-encoded", { ...request, url: `${request.url}&%${kind.name.charCodeAt(0).toString(16)}${kind.name.slice(1)}=a` }, code("malformed_url"), kind.rest);
    hostile(name, "a broken escape", { ...request, url: `${request.url}%4` }, code("malformed_url"), kind.rest);
    hostile(name, "raw markup", { ...request, url: `/hooks?${kind.name}=${MARKUP}` }, code("malformed_url"), kind.rest);
    if (name === "dropbox") hostile(name, "a URL of 9000 bytes", { ...request, url: `${request.url}&${"a".repeat(9000)}` }, code("malformed_url"), kind.rest);
    hostile(name, "more than 64 parameters", { ...request, url: `${request.url}${"&a".repeat(64)}` }, code("malformed_url"), kind.rest);
  }
  if (kind.place === "header") {
    hostile(name, "twice", { ...request, headers: [...request.headers, [kind.name.toLowerCase(), kind.genuine]] }, code("duplicate_header"), kind.rest);
    hostile(name, "joined by a comma", kind.ask(`${kind.genuine}, ${kind.genuine}`), code("duplicate_header"), kind.rest);
    hostile(name, "5000 bytes", kind.ask("a".repeat(5000)), code("malformed_header"), kind.rest);
  }
}

// Signed content where a challenge is asked for: the answer would be the signature of a forged delivery.
hostile("braintree", "a payload for a challenge", KINDS.braintree.ask(Buffer.from("<notification><kind>check</kind></notification>").toString("base64")), code("malformed_url"), KINDS.braintree.rest);
for (const [what, value] of [["19 digits", "0".repeat(19)], ["33 digits", "0".repeat(33)], ["upper case", "20F9F8ED05F77439FE955C977E4C8A53"], ["a line feed at its end", `${"0".repeat(32)}\n`]]) {
  hostile("braintree", what, KINDS.braintree.ask(value), code("malformed_url"), KINDS.braintree.rest);
}
hostile("zoom", "signed content for a token", KINDS.zoom.ask(`v0:${NOW}:{"event":"meeting.ended"}`), code("malformed_body"), KINDS.zoom.rest);
hostile("zoom", "the start of signed content for a token", KINDS.zoom.ask(`v0:${NOW}:`), code("malformed_body"), KINDS.zoom.rest);
hostile("x", "an event for a token", KINDS.x.ask('{"for_user_id":"1"}'), code("malformed_url"), KINDS.x.rest);
hostile("x", "an empty event for a token", KINDS.x.ask("{}"), code("malformed_url"), KINDS.x.rest);
hostile("x", "the query of a signed request for a token", KINDS.x.ask("crc_token=abc"), code("malformed_url"), KINDS.x.rest);
hostile("linkedin", "an event for a code", KINDS.linkedin.ask('hmacsha256={"type":"LEAD_ACTION"}'), code("malformed_url"), KINDS.linkedin.rest);
hostile("linkedin", "36 characters that are no UUID", KINDS.linkedin.ask("hmacsha256=aaaaaaaaaaaaaaaaaaaaaaaaa"), code("malformed_url"), KINDS.linkedin.rest);

for (const name of ["slack", "twitch", "front"]) {
  const kind = KINDS[name];
  const request = kind.ask(kind.genuine);
  const signature = request.headers.at(-1)[0];
  const body = { utf8: `${request.body.utf8} ` };
  hostile(name, "not signed", { ...request, headers: request.headers.filter(([own]) => own !== signature) }, code("missing_header"), kind.rest);
  hostile(name, "a body that was changed", { ...request, body }, code("signature_mismatch"), kind.rest);
  hostile(name, "another secret", request, code("signature_mismatch"), { ...kind.rest, options: { secrets: ["handshake-test-other-not-real"] } });
  hostile(name, "a webhook whose signature leaves out the body", { ...request, url: `/hooks?token=${SECRET}` }, code("invalid_scheme"), {
    options: secrets, scheme: { name: "acme", algorithm: "token", signature: { urlToken: "token" } },
  });
}
for (const name of ["slack", "twitch", "front"]) {
  hostile(name, "an hour late", KINDS[name].ask(KINDS[name].genuine), code("timestamp_too_old"), { ...KINDS[name].rest, now: NOW + 3600 });
}
hostile("twitch", "a notification that is said to be a challenge", signedBy("twitch", json({ event: { id: "1" } }), [CALLBACK]), code("malformed_body"), KINDS.twitch.rest);
hostile("twitch", "the type of message twice", signedBy("twitch", json({ challenge: "abc" }), [CALLBACK, CALLBACK]), code("duplicate_header"), KINDS.twitch.rest);
hostile("front", "a challenge on a delivery", signedBy("front", json({ type: "inbound_received" }), [["X-Front-Challenge", "abc"]]), NONE, KINDS.front.rest);
hostile("zoom", "two tokens", post({ utf8: '{"event":"endpoint.url_validation","payload":{"plainToken":"ab","plainToken":"cd"}}' }), code("malformed_body"), KINDS.zoom.rest);
hostile("zoom", "two events", post({ utf8: '{"event":"meeting.started","event":"endpoint.url_validation","payload":{"plainToken":"cd"}}' }), NONE, KINDS.zoom.rest);
hostile("zoom", "too deep", post({ utf8: `{"event":"endpoint.url_validation","payload":{"plainToken":"ab"},"a":${"[".repeat(100)}${"]".repeat(100)}}` }), NONE, KINDS.zoom.rest);
hostile("slack", "a challenge that is no text", signedBy("slack", json({ type: "url_verification", challenge: { a: 1 } })), code("malformed_body"), KINDS.slack.rest);
hostile("slack", "no challenge", signedBy("slack", json({ type: "url_verification" })), code("malformed_body"), KINDS.slack.rest);
for (const [what, body] of [
  ["no JSON", { utf8: '{"event":"endpoint.url_validation","payload":{"plainToken":"abc"}' }],
  ["junk after it", { utf8: '{"event":"endpoint.url_validation","payload":{"plainToken":"abc"}}x' }],
  ["a byte order mark", { hex: "efbbbf7b7d" }],
  ["not UTF-8", { hex: "7b2261223a22ff227d" }],
  ["deep nesting", { repeat: "[", times: 8192 }],
  ["a body of a megabyte", { repeat: " ", times: 1048576 }],
  ["no body", { utf8: "" }],
]) {
  for (const name of ["zoom", "slack", "xero", "notion"]) {
    const rest = name === "xero" ? XERO : KINDS[name].rest;
    hostile(name, what, post(body), NONE, rest);
  }
}

hostile("meta", "another verify token", get("/hooks?hub.mode=subscribe&hub.challenge=1&hub.verify_token=other"), code("signature_mismatch"), { options: secrets });
hostile("meta", "the start of the verify token", get(`/hooks?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${SECRET.slice(0, -1)}`), code("signature_mismatch"), { options: secrets });
hostile("meta", "an empty verify token", get("/hooks?hub.mode=subscribe&hub.challenge=1&hub.verify_token="), code("signature_mismatch"), { options: secrets });
hostile("meta", "no verify token", get("/hooks?hub.mode=subscribe&hub.challenge=1"), code("malformed_url"), { options: secrets });
hostile("meta", "no challenge", get(`/hooks?hub.mode=subscribe&hub.verify_token=${SECRET}`), code("malformed_url"), { options: secrets });
hostile("meta", "markup for a challenge", get(query({ "hub.mode": "subscribe", "hub.challenge": MARKUP, "hub.verify_token": SECRET })), code("malformed_url"), { options: secrets });
hostile("meta", "the verify token twice", get(`/hooks?hub.mode=subscribe&hub.challenge=1&hub.verify_token=a&hub.verify_token=${SECRET}`), code("malformed_url"), { options: secrets });

for (const [what, headers, expected] of [
  ["a line break in the origin", [["WebHook-Request-Origin", "a\r\nSet-Cookie: b"]], "malformed_header"],
  ["an empty origin", [["WebHook-Request-Origin", ""]], "malformed_header"],
  ["a star for an origin", [["WebHook-Request-Origin", "*"]], "malformed_header"],
  ["a URL for an origin", [["WebHook-Request-Origin", "https://example.com"]], "malformed_header"],
  ["an origin of 256 bytes", [["WebHook-Request-Origin", "a".repeat(256)]], "malformed_header"],
  ["two origins", [["WebHook-Request-Origin", "a"], ["WebHook-Request-Origin", "b"]], "duplicate_header"],
  ["two origins in one header", [["WebHook-Request-Origin", "a, b"]], "duplicate_header"],
  ["a rate of zero", [["WebHook-Request-Origin", "a"], ["WebHook-Request-Rate", "0"]], "malformed_header"],
  ["a rate that is no number", [["WebHook-Request-Origin", "a"], ["WebHook-Request-Rate", "1e3"]], "malformed_header"],
  ["a negative rate", [["WebHook-Request-Origin", "a"], ["WebHook-Request-Rate", "-1"]], "malformed_header"],
]) {
  hostile("cloudevents", what, preflight(headers), code(expected), { options: { allowedOrigins: ["*"] } });
}

// Options that are not enough: refused whatever the request.
const delivery = post({ utf8: "{}" });
for (const name of ["braintree", "ebay", "linkedin", "meta", "x", "zoom"]) {
  const rest = KINDS[name]?.options ?? {};
  hostile(name, "no secret", delivery, code("missing_secret"), { options: { ...rest, secrets: [] } });
  hostile(name, "an empty secret", delivery, code("missing_secret"), { options: { ...rest, secrets: [""] } });
  hostile(name, "a weak secret", delivery, code("weak_secret"), { options: { ...rest, secrets: [SHORT] } });
  if (name === "zoom") {
    const ask = (secret) => [KINDS.zoom.ask("cd"), secret.length > 1024 ? code("malformed_secret") : object({ plainToken: "cd", encryptedToken: hmac("sha256", secret, "cd") }), { options: { secrets: [secret] } }];
    hostile(name, "the longest secret", ...ask("a".repeat(1024)));
    hostile(name, "a secret too long", ...ask("a".repeat(1025)));
    hostile(name, "a secret far too long", ...ask("a".repeat(5000)));
    hostile(name, "a secret too long in characters of four bytes", delivery, code("malformed_secret"), { options: { secrets: [`a${"\u{1f980}".repeat(256)}`] } });
  }
  hostile(name, "nine secrets", delivery, code("too_many_keys"), { options: { ...rest, secrets: Array(9).fill(SECRET) } });
}
for (const name of ["slack", "twitch", "front", "xero"]) {
  hostile(name, "nothing to verify by", delivery, code("missing_secret"), { options: {} , scheme: SIGNED[name].scheme });
}
hostile("braintree", "no public key", delivery, code("missing_secret"), { options: secrets });
hostile("braintree", "a public key with a separator", delivery, code("malformed_secret"), { options: { ...secrets, publicKey: "a|b" } });
hostile("ebay", "no endpoint", delivery, code("missing_url"), { options: secrets });
hostile("ebay", "an endpoint without a host", delivery, code("malformed_url"), { options: { ...secrets, endpoint: "/hooks" } });
hostile("acme", "an unknown name", delivery, code("unknown_scheme"));

export default files;
