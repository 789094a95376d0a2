// Timestamps: every unit, hostile dates, windows towards the past and the future, and times that stand in the body.

import { timeText } from "../../oracle/scheme.mjs";
import { NOW, hmac } from "./kit.mjs";
import { BODY, SECRET, file } from "./sender.mjs";

const { list, of } = file();
const signature = { header: "X-Signature", encoding: "hex" };
const timed = (name, unit, rest) => ({
  name, algorithm: "hmac-sha256", message: ["timestamp", { text: "|" }, "body"], signature, timestamp: { header: "X-Time", unit, toleranceSeconds: 300, ...rest },
});
/** Signed over the very text, so that nothing but strictness refuses it. */
const dated = (text) => ({ headers: [["X-Signature", hmac("sha256", SECRET, `${text}|${BODY.utf8}`)], ["X-Time", text]], body: BODY });

{
  const { verify, sign } = of(timed("s-or-ms", "s-or-ms"));
  for (const [name, text, expect] of [
    ["seconds", `${NOW}`, {}],
    ["milliseconds", `${NOW}000`, {}],
    ["the last millisecond of the window", `${NOW + 300}999`, { timestamp: NOW + 300 }],
    ["a millisecond after the window", `${NOW + 301}000`, "timestamp_in_future"],
    ["a millisecond before the window", `${NOW - 301}999`, "timestamp_too_old"],
    ["the last number of seconds", "99999999999", "timestamp_in_future"],
    ["the first number of milliseconds", "100000000000", "timestamp_too_old"],
    ["microseconds", `${NOW}000000`, "timestamp_in_future"],
    ["a fraction", `${NOW}.5`, "malformed_timestamp"],
    ["the epoch", "0", "timestamp_too_old"],
  ]) verify(name, dated(text), expect);
  verify("the first number of milliseconds, at that time", dated("100000000000"), { timestamp: 100000000 }, { now: 100000000 });
  verify("the last number of seconds, at that time", dated("99999999999"), { timestamp: 99999999999 }, { now: 99999999999 });
  sign("sign", { body: BODY }, dated(`${NOW}000`).headers);
}

// 1782190000 is 2026-06-23T04:46:40Z.
const DAY = timeText(NOW, "rfc3339").slice(0, 10);
const CLOCK = timeText(NOW, "rfc3339").slice(11, 19);
{
  const { verify, sign } = of(timed("rfc3339", "rfc3339"));
  const local = (hours, minutes) => timeText(NOW + hours * 3600 + minutes * 60, "rfc3339").slice(0, 19);
  for (const [text, expect] of [
    [`${DAY}T${CLOCK}Z`, {}],
    [`${DAY}T${CLOCK}+00:00`, {}],
    [`${local(2, 0)}+02:00`, {}],
    [`${local(-7, 0)}-07:00`, {}],
    [`${local(5, 45)}+05:45`, {}],
    [`${local(23, 59)}+23:59`, {}],
    [`${DAY}T${CLOCK}.5Z`, {}],
    [`${DAY}T${CLOCK}.123456789Z`, {}],
    [`${DAY}T${CLOCK}.999999999999999999999Z`, {}],
    [`${DAY}T${CLOCK}.123+00:00`, {}],
    [timeText(NOW - 300, "rfc3339"), { timestamp: NOW - 300 }],
    [timeText(NOW - 301, "rfc3339"), "timestamp_too_old"],
    [timeText(NOW - 301, "rfc3339").replace("Z", ".999Z"), "timestamp_too_old"],
    [timeText(NOW + 300, "rfc3339").replace("Z", ".999Z"), { timestamp: NOW + 300 }],
    [timeText(NOW + 301, "rfc3339"), "timestamp_in_future"],
    ["1970-01-01T00:00:00Z", "timestamp_too_old"],
    ["1969-12-31T23:59:59Z", "timestamp_too_old"],
    ["0000-01-01T00:00:00Z", "timestamp_too_old"],
    ["9999-12-31T23:59:59Z", "timestamp_in_future"],
    [`${DAY}T${CLOCK}`, "malformed_timestamp"],
    [`${DAY} ${CLOCK}Z`, "malformed_timestamp"],
    [`${DAY}t${CLOCK}Z`, "malformed_timestamp"],
    [`${DAY}T${CLOCK}z`, "malformed_timestamp"],
    [`${DAY}T${CLOCK}.Z`, "malformed_timestamp"],
    [`${DAY}T${CLOCK},5Z`, "malformed_timestamp"],
    [`${DAY}T${CLOCK}+0000`, "malformed_timestamp"],
    [`${DAY}T${CLOCK}+00`, "malformed_timestamp"],
    [`${DAY}T${CLOCK}+24:00`, "malformed_timestamp"],
    [`${DAY}T${CLOCK}+00:60`, "malformed_timestamp"],
    [`${DAY}T${CLOCK}ZZ`, "malformed_timestamp"],
    [`${DAY}T${CLOCK}Z `, "malformed_timestamp"],
    [` ${DAY}T${CLOCK}Z`, "malformed_timestamp"],
    [`${DAY}T${CLOCK}UTC`, "malformed_timestamp"],
    [`${DAY}T${CLOCK.slice(0, 5)}Z`, "malformed_timestamp"],
    [`${DAY}`, "malformed_timestamp"],
    [`${DAY.replaceAll("-", "")}T${CLOCK.replaceAll(":", "")}Z`, "malformed_timestamp"],
    ["2026-6-23T04:46:40Z", "malformed_timestamp"],
    ["26-06-23T04:46:40Z", "malformed_timestamp"],
    ["12026-06-23T04:46:40Z", "malformed_timestamp"],
    ["-2026-06-23T04:46:40Z", "malformed_timestamp"],
    ["2026-06-31T04:46:40Z", "malformed_timestamp"],
    ["2026-02-29T04:46:40Z", "malformed_timestamp"],
    ["2024-02-29T04:46:40Z", "timestamp_too_old"],
    ["2100-02-29T04:46:40Z", "malformed_timestamp"],
    ["2026-00-23T04:46:40Z", "malformed_timestamp"],
    ["2026-13-23T04:46:40Z", "malformed_timestamp"],
    ["2026-06-00T04:46:40Z", "malformed_timestamp"],
    ["2026-06-23T24:00:00Z", "malformed_timestamp"],
    ["2026-06-23T04:60:00Z", "malformed_timestamp"],
    ["2026-06-23T04:46:60Z", "malformed_timestamp"],
    ["2026-W26-2T04:46:40Z", "malformed_timestamp"],
    ["\uff12\uff10\uff12\uff16-06-23T04:46:40Z", "malformed_timestamp"],
    [`${NOW}`, "malformed_timestamp"],
    ["", "malformed_timestamp"],
    [timeText(NOW, "imf-fixdate").replace(", ", " "), "malformed_timestamp"],
  ]) verify(`timestamp ${JSON.stringify(text)}`, dated(text), expect);
  verify("another spelling of the same time than was signed", { ...dated(`${DAY}T${CLOCK}Z`), headers: [dated(`${DAY}T${CLOCK}Z`).headers[0], ["X-Time", `${DAY}T${CLOCK}+00:00`]] }, "signature_mismatch");
  sign("sign", { body: BODY }, dated(`${DAY}T${CLOCK}Z`).headers);
  sign("sign before 1970", { body: BODY, timestamp: -1 }, dated("1969-12-31T23:59:59Z").headers, { now: 0 });
}

{
  const { verify, sign } = of(timed("imf-fixdate", "imf-fixdate"));
  const good = timeText(NOW, "imf-fixdate");
  for (const [text, expect] of [
    [good, {}],
    [timeText(NOW - 300, "imf-fixdate"), { timestamp: NOW - 300 }],
    [timeText(NOW - 301, "imf-fixdate"), "timestamp_too_old"],
    [timeText(NOW + 300, "imf-fixdate"), { timestamp: NOW + 300 }],
    [timeText(NOW + 301, "imf-fixdate"), "timestamp_in_future"],
    ["Thu, 01 Jan 1970 00:00:00 GMT", "timestamp_too_old"],
    [good.replace(/^.../, "Sat"), "malformed_timestamp"],
    [good.replace("GMT", "UTC"), "malformed_timestamp"],
    [good.replace("GMT", "+0000"), "malformed_timestamp"],
    [good.replace("GMT", "gmt"), "malformed_timestamp"],
    [good.toUpperCase(), "malformed_timestamp"],
    [good.replace(", ", ","), "malformed_timestamp"],
    [good.replace("Jun", "06"), "malformed_timestamp"],
    ["Tue, 3 Jun 2026 04:46:40 GMT", "malformed_timestamp"],
    ["Tuesday, 23-Jun-26 04:46:40 GMT", "duplicate_header"],
    ["Tue Jun 23 04:46:40 2026", "malformed_timestamp"],
    ["Wed, 31 Jun 2026 04:46:40 GMT", "malformed_timestamp"],
    ["Tue, 23 Jun 2026 24:00:00 GMT", "malformed_timestamp"],
    [good.slice(5), "malformed_timestamp"],
    [`${NOW}`, "malformed_timestamp"],
    [`${good}, ${good}`, "duplicate_header"],
  ]) verify(`timestamp ${JSON.stringify(text)}`, dated(text), expect);
  verify("the header twice", { ...dated(good), headers: [...dated(good).headers, ["x-time", good]] }, "duplicate_header");
  sign("sign", { body: BODY }, dated(good).headers);
}

// A window of its own towards the future. A caller's tolerance replaces the past one; towards the future the smaller of both holds.
for (const [name, window, cases] of [
  ["short-future", { toleranceSeconds: 300, futureSeconds: 60 }, [[undefined, 300, 60], [600, 600, 60], [30, 30, 30], [0, 0, 0], [60, 60, 60]]],
  ["long-future", { toleranceSeconds: 60, futureSeconds: 120 }, [[undefined, 60, 120], [90, 90, 90], [600, 600, 120], [86400, 86400, 120]]],
]) {
  const { verify } = of(timed(name, "s", window));
  for (const [toleranceSeconds, past, future] of cases) {
    const more = toleranceSeconds === undefined ? {} : { options: { toleranceSeconds } };
    const asked = toleranceSeconds === undefined ? "by default" : `by a tolerance of ${toleranceSeconds} s`;
    verify(`${past} s old ${asked}`, dated(`${NOW - past}`), { timestamp: NOW - past }, more);
    verify(`${past + 1} s old ${asked}`, dated(`${NOW - past - 1}`), "timestamp_too_old", more);
    verify(`${future} s ahead ${asked}`, dated(`${NOW + future}`), { timestamp: NOW + future }, more);
    verify(`${future + 1} s ahead ${asked}`, dated(`${NOW + future + 1}`), "timestamp_in_future", more);
  }
  verify("a tolerance of more than a day", dated(`${NOW}`), "invalid_tolerance", { options: { toleranceSeconds: 86401 } });
}

// In the body, which is covered, or as a value of the message.
for (const [name, message] of [["in-body", ["body"]], ["in-message", [{ json: "/sent" }, { text: "|" }, { json: "/id" }]]]) {
  const { verify, sign } = of({ name, algorithm: "hmac-sha256", message, signature, timestamp: { json: "/sent", unit: "s", toleranceSeconds: 300 } });
  const body = (sent) => `{"id":"evt_1"${sent === undefined ? "" : `,"sent":${sent}`}}`;
  const request = (sent, text = sent) => ({
    headers: [["X-Signature", hmac("sha256", SECRET, name === "in-body" ? body(sent) : `${text}|evt_1`)]], body: { utf8: body(sent) },
  });
  for (const [label, sent, expect, text] of [
    ["a number", `${NOW}`, {}],
    ["a string", `"${NOW}"`, {}, `${NOW}`],
    ["a string with an escape", `"\\u0031${String(NOW).slice(1)}"`, {}, `${NOW}`],
    ["stale", `${NOW - 301}`, "timestamp_too_old"],
    ["ahead", `${NOW + 301}`, "timestamp_in_future"],
    ["of 1970", "0", "timestamp_too_old"],
    ["with a fraction", `${NOW}.0`, "malformed_timestamp"],
    ["with an exponent", "1.78219e9", "malformed_timestamp"],
    ["negative", "-1", "malformed_timestamp"],
    ["minus nothing", "-0", "malformed_timestamp"],
    ["of 20 digits", "18446744073709551616", "malformed_timestamp"],
    ["true", "true", "malformed_timestamp"],
    ["an empty string", '""', "malformed_timestamp", ""],
    ["a string with a space", `"${NOW} "`, "malformed_timestamp", `${NOW} `],
    ["null", "null", "malformed_body"],
    ["an object", "{}", "malformed_body"],
    ["an array", `[${NOW}]`, "malformed_body"],
    ["missing", undefined, "malformed_body"],
    ["twice", `${NOW},"sent":${NOW}`, "malformed_body"],
  ]) verify(`a time that is ${label}`, request(sent, text), expect);
  verify("another time than was signed", { ...request(`${NOW}`), body: { utf8: body(`${NOW + 1}`) } }, "signature_mismatch");
  verify("no JSON", { ...request(`${NOW}`), body: { utf8: "sent=1" } }, "malformed_body");
  sign("sign", { body: { utf8: body(`${NOW}`) } }, request(`${NOW}`).headers);
  sign("sign without a time", { body: { utf8: body(undefined) } }, "malformed_body");
  sign("sign with a time that is none", { body: { utf8: body('"now"') } }, "malformed_timestamp");
}

export default { about: "Timestamps: seconds or milliseconds, RFC 3339, IMF-fixdate, in the body; windows towards past and future.", vectors: list };
