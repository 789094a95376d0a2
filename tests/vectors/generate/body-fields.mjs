// Fields of forms and of JSON that are signed one by one, forms that are signed whole, and a digest of the body in a signed URL.

import { addParameter } from "../../oracle/scheme.mjs";
import { hmac, sha256 } from "./kit.mjs";
import { SECRET, file, inHeader, over } from "./sender.mjs";

const { list, of } = file();
const MIB = 1048576;

// A form that holds the signature and one field that is signed.
{
  const { verify, sign } = of({ ...inHeader("form", [{ form: "payload" }]), signature: { form: "sig", encoding: "hex" } });
  const good = hmac("sha256", SECRET, "a b&=\u00e9");
  const encoded = "a+b%26%3D%C3%A9";
  const form = (text) => ({ headers: [], body: { utf8: text } });
  const many = (count) => Array.from({ length: count }, (_, n) => `&f${n}=`).join("");
  for (const [name, body, expect] of [
    ["genuine", `sig=${good}&payload=${encoded}`, {}],
    ["in another order", `payload=${encoded}&sig=${good}`, {}],
    ["with other fields, which are not signed", `x=1&payload=${encoded}&y=2&sig=${good}`, {}],
    ["a space as %20", `sig=${good}&payload=a%20b%26%3D%C3%A9`, {}],
    ["a name that is encoded too", `s%69g=${good}&%70ayload=${encoded}`, {}],
    ["escapes in lower case", `sig=${good}&payload=a+b%26%3d%c3%a9`, {}],
    ["raw bytes beyond ASCII", `sig=${good}&payload=a+b%26%3D\u00e9`, {}],
    ["an equals sign that is not encoded", `sig=${good}&payload=a+b%26=%C3%A9`, {}],
    ["empty pairs", `&&sig=${good}&&&payload=${encoded}&`, {}],
    ["another value", `sig=${good}&payload=${encoded}x`, "signature_mismatch"],
    ["the field twice", `sig=${good}&payload=${encoded}&payload=${encoded}`, "malformed_body"],
    ["the field twice, once encoded", `sig=${good}&payload=${encoded}&p%61yload=x`, "malformed_body"],
    ["the signature twice", `sig=${good}&sig=${good}&payload=${encoded}`, "malformed_body"],
    ["another field twice", `sig=${good}&payload=${encoded}&x=1&x=2`, {}],
    ["no signature", `payload=${encoded}`, "malformed_body"],
    ["no field", `sig=${good}`, "malformed_body"],
    ["the field in another case", `sig=${good}&Payload=${encoded}`, "malformed_body"],
    ["an empty signature", `sig=&payload=${encoded}`, "malformed_signature"],
    ["a signature without an equals sign", `sig&payload=${encoded}`, "malformed_signature"],
    ["an upper-case signature", `sig=${good.toUpperCase()}&payload=${encoded}`, "malformed_signature"],
    ["a broken escape", `sig=${good}&payload=${encoded}%`, "malformed_body"],
    ["a broken escape elsewhere", `sig=${good}&payload=${encoded}&x=%4`, "malformed_body"],
    ["a broken escape in a name", `sig=${good}&payload=${encoded}&%zz=1`, "malformed_body"],
    ["an empty body", "", "malformed_body"],
    ["JSON", `{"sig":"${good}"}`, "malformed_body"],
    ["a semicolon between the pairs", `sig=${good};payload=${encoded}`, "malformed_body"],
    ["256 pairs", `sig=${good}&payload=${encoded}${many(254)}`, {}],
    ["257 pairs", `sig=${good}&payload=${encoded}${many(255)}`, "malformed_body"],
  ]) verify(name, form(body), expect);
  verify("10000 pairs", { headers: [], body: { repeat: "a=1&", times: 10000 } }, "malformed_body");
  verify("more than a mebibyte", { headers: [], body: { repeat: "a", times: MIB + 1 } }, "malformed_body");
  for (const [name, value, text] of [
    ["replacement patterns", "$' $$ $& $1", "%24%27+%24%24+%24%26+%241"], ["a newline at the end", "YQ==\n", "YQ%3D%3D%0A"], ["an empty field", "", ""],
    ["a byte that is no UTF-8", Buffer.from([0xff]), "%FF"], ["a zero byte", "\0", "%00"],
  ]) {
    verify(name, form(`sig=${hmac("sha256", SECRET, value)}&payload=${text}`), {});
  }
  sign("sign", { body: { utf8: `payload=${encoded}` } }, { headers: [["sig", good]], body: { utf8: `payload=${encoded}&sig=${good}` } });
  sign("sign a form without the field", { body: { utf8: "x=1" } }, "malformed_body");
  sign("sign a form with a broken escape", { body: { utf8: `payload=${encoded}%` } }, "malformed_body");
}

// JSON that holds the signature and two values that are signed.
{
  const { verify, sign } = of({ ...inHeader("json", [{ json: "/data/id" }, { text: "." }, { json: "/list/0/n" }]), signature: { json: "/sig", encoding: "base64" } });
  const mac = (text) => hmac("sha256", SECRET, text, "base64");
  const good = mac("evt_1.7");
  const request = (body) => ({ headers: [], body: typeof body === "string" ? { utf8: body } : body });
  const doc = ({ sig = `"${good}"`, data = '{"id":"evt_1"}', items = '[{"n":7}]', more = "" } = {}) => `{"sig":${sig},"data":${data},"list":${items}${more}}`;
  const nested = (levels) => `,"deep":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}`;
  for (const [name, body, expect] of [
    ["genuine", doc(), {}],
    ["with space around everything", ` \t\r\n${doc().replace(/[{}[\]:,]/g, "\n$& ")} \n`, {}],
    ["in another order", `{"list":[{"n":7}],"data":{"id":"evt_1"},"sig":"${good}"}`, {}],
    ["a member beside what is signed changed", doc({ more: ',"x":1' }), {}],
    ["a name with an escape", doc().replace('"data"', '"\\u0064ata"'), {}],
    ["a text with escapes", doc({ data: '{"id":"\\u0065vt\\u005f1"}' }), {}],
    ["another text", doc({ data: '{"id":"evt_2"}' }), "signature_mismatch"],
    ["a number as a text", doc({ items: '[{"n":"7"}]' }), {}],
    ["a number in another spelling", doc({ items: '[{"n":7.0}]' }), "signature_mismatch"],
    ["a member on the way twice", `{"sig":"${good}","data":{"id":"evt_2"},"data":{"id":"evt_1"},"list":[{"n":7}]}`, "malformed_body"],
    ["a member on the way twice, once with an escape", `{"sig":"${good}","data":{"id":"evt_1"},"d\\u0061ta":{"id":"evt_2"},"list":[{"n":7}]}`, "malformed_body"],
    ["the member itself twice", doc({ data: '{"id":"evt_2","id":"evt_1"}' }), "malformed_body"],
    ["the signature twice", doc({ more: `,"sig":"${good}"` }), "malformed_body"],
    ["a member that is not on the way twice", doc({ more: ',"x":1,"x":2' }), {}],
    ["the name of a member again, deeper and not on the way", doc({ more: ',"x":{"data":{"id":"evt_2"}}' }), {}],
    ["two elements in the array on the way", doc({ items: '[{"n":7},{"n":8}]' }), "malformed_body"],
    ["two elements in the array on the way, the second empty", doc({ items: '[{"n":7},{}]' }), "malformed_body"],
    ["no element in the array on the way", doc({ items: "[]" }), "malformed_body"],
    ["an object where an array was", doc({ items: '{"0":{"n":7}}' }), {}],
    ["no array", doc({ items: "7" }), "malformed_body"],
    ["an object at the pointer", doc({ data: '{"id":{"id":"evt_1"}}' }), "malformed_body"],
    ["an empty object at the pointer", doc({ data: '{"id":{}}' }), "malformed_body"],
    ["an array at the pointer", doc({ data: '{"id":["evt_1"]}' }), "malformed_body"],
    ["null at the pointer", doc({ data: '{"id":null}' }), "malformed_body"],
    ["nothing at the pointer", doc({ data: "{}" }), "malformed_body"],
    ["half a surrogate pair at the pointer", doc({ data: '{"id":"\\ud83e"}' }), "malformed_body"],
    ["the signature a number", doc({ sig: "7" }), "malformed_signature"],
    ["the signature null", doc({ sig: "null" }), "malformed_body"],
    ["the signature empty", doc({ sig: '""' }), "malformed_signature"],
    ["the signature an array", doc({ sig: `["${good}"]` }), "malformed_body"],
    ["the signature with an escaped slash", doc({ sig: `"${good.replaceAll("/", "\\/")}"` }), {}],
    ["64 levels", doc({ more: nested(64) }), {}],
    ["65 levels", doc({ more: nested(65) }), "malformed_body"],
    ["NaN", doc({ more: ',"x":NaN' }), "malformed_body"],
    ["Infinity", doc({ more: ',"x":Infinity' }), "malformed_body"],
    ["a leading zero", doc({ more: ',"x":01' }), "malformed_body"],
    ["a plus sign", doc({ more: ',"x":+1' }), "malformed_body"],
    ["a comma at the end", doc({ more: "," }), "malformed_body"],
    ["a comment", doc({ more: "/* */" }), "malformed_body"],
    ["single quotes", doc().replaceAll('"', "'"), "malformed_body"],
    ["a line break in a text", doc({ more: ',"x":"\n"' }), "malformed_body"],
    ["something after it", `${doc()}x`, "malformed_body"],
    ["a second document after it", `${doc()}\n${doc()}`, "malformed_body"],
    ["cut short", doc().slice(0, -1), "malformed_body"],
    ["a BOM", `\ufeff${doc()}`, "malformed_body"],
    ["a no-break space before it", `\u00a0${doc()}`, "malformed_body"],
    ["an array of it", `[${doc()}]`, "malformed_body"],
    ["a text", '"text"', "malformed_body"],
    ["an empty body", "", "malformed_body"],
    ["a form", "data=1", "malformed_body"],
    ["UTF-16", { hex: Buffer.from(doc(), "utf16le").toString("hex") }, "malformed_body"],
    ["a byte that is no UTF-8", { hex: Buffer.from(doc({ more: ',"x":"\u00ff"' }), "latin1").toString("hex") }, "malformed_body"],
    ["a mebibyte and one", { repeat: " ", times: MIB + 1 }, "malformed_body"],
    ["200000 open arrays", { repeat: "[", times: 200000 }, "malformed_body"],
  ]) verify(name, request(body), expect);
  for (const [name, id, text] of [
    ["beyond the BMP", '"h\u00e9llo \u{1f980}"', "h\u00e9llo \u{1f980}"], ["a surrogate pair by escapes", '"\\ud83e\\udd80"', "\u{1f980}"], ["replacement patterns", '"$\' $$ $& $1"', "$' $$ $& $1"],
    ["empty", '""', ""], ["true", "true", "true"], ["false", "false", "false"], ["minus nothing", "-0", "-0"], ["an exponent", "1.50E+2", "1.50E+2"],
    ["a number larger than any double", "1e999", "1e999"], ["a number of many digits", "123456789012345678901234567890", "123456789012345678901234567890"],
    ["a line break by an escape", '"a\\nb"', "a\nb"], ["a zero byte by an escape", '"\\u0000"', "\0"],
  ]) verify(`a value that is ${name}`, request(doc({ sig: `"${mac(`${text}.7`)}"`, data: `{"id":${id}}` })), {});
  // Of the first field all that follows says where it ends.
  verify("a point in the first value", request(doc({ sig: `"${mac("a.b.7")}"`, data: '{"id":"a.b"}' })), {});
  sign("sign", { body: { utf8: doc({ sig: '""' }) } }, { headers: [["/sig", good]], body: { utf8: doc() } });
  sign("sign without the member for the signature", { body: { utf8: '{"data":{"id":"evt_1"},"list":[{"n":7}]}' } }, { headers: [["/sig", good]], body: { utf8: doc() } });
  sign("sign without a value", { body: { utf8: doc({ data: "{}" }) } }, "malformed_body");
  sign("sign what is no JSON", { body: { utf8: "{" } }, "malformed_body");
}

// A value that is nothing but 20 to 40 hex digits, or those and a line break, which a handshake signs for anybody.
{
  const { verify } = of(inHeader("not-hex", [{ form: "payload", notHex: true }]));
  for (const [name, value, expect] of [
    ["19 digits", "a".repeat(19), {}], ["20 digits", "a".repeat(20), "malformed_body"], ["32 digits", "20f9f8ed05f77439fe955c977e4c8a53", "malformed_body"],
    ["40 digits", "0".repeat(40), "malformed_body"], ["41 digits", "0".repeat(41), {}], ["upper-case digits", "ABCDEF".repeat(5), "malformed_body"],
    ["digits and a line break", `${"a".repeat(32)}\n`, "malformed_body"], ["digits and two", `${"a".repeat(32)}\n\n`, {}], ["something else", "PD94bWwgdmVyc2lvbj0iMS4wIj8+", {}], ["nothing", "", {}],
  ]) verify(name, over(value, `payload=${encodeURIComponent(value)}`), expect);
}

// A body that has to be an object, as far as its first byte says, because a handshake signs other texts for anybody.
{
  const { verify, sign } = of(inHeader("object", ["body-object", { text: "." }]));
  for (const [name, body, expect] of [
    ["an object", '{"a":1}', {}], ["an object cut short", "{", {}], ["an array", "[1]", "malformed_body"], ["a number", "123", "malformed_body"], ["true", "true", "malformed_body"],
    ["base64", "YQ==", "malformed_body"], ["a space before it", ' {"a":1}', "malformed_body"], ["a BOM before it", '\ufeff{"a":1}', "malformed_body"], ["nothing", "", "malformed_body"],
  ]) verify(name, over(`${body}.`, body), expect);
  verify("another object", over('{"a":1}.', '{"a":2}'), "signature_mismatch");
  verify("1 MiB", over(`${"{".repeat(1_048_576)}.`, { repeat: "{", times: 1_048_576 }), {});
  verify("1 MiB and one byte more", over(`${"{".repeat(1_048_577)}.`, { repeat: "{", times: 1_048_577 }), "malformed_body");
  sign("sign", { body: { utf8: '{"a":1}' } }, over('{"a":1}.', "").headers);
  sign("sign what is no object", { body: { utf8: "[1]" } }, "malformed_body");
}

// Whole forms, sorted by the bytes of their names.
for (const [part, again] of [["sorted-form", "refused"], ["sorted-form-kept", "kept"], ["sorted-form-distinct", "distinct"]]) {
  const { verify, sign } = of(inHeader(part, [part]));
  const check = (name, text, body, expect = {}) => verify(name, over(text, body), expect);
  check("sorted", "a1b2", "b=2&a=1");
  check("bytes, not letters", "B2_3a1", "a=1&B=2&_=3");
  check("beyond ASCII last", "z1\u00e92", "%C3%A9=2&z=1");
  check("a name that begins as another", "a1a-2aa3", "aa=3&a-=2&a=1");
  check("a name before the same name with a longer value", "a1ab", "ab=&a=1");
  check("no value", "ab1", "a&b=1");
  check("no name", "1a2", "=1&a=2");
  check("a plus sign and a space", "a+b", "a=%2B&b=");
  check("a space", "ab c", "a=b+c");
  check("an empty body", "", "");
  check("empty pairs", "a1", "&&a=1&");
  check("a broken escape", "a%", "a=%", "malformed_body");
  check("257 pairs", "", Array.from({ length: 257 }, (_, n) => `f${n}=`).join("&"), "malformed_body");
  const eight = Array.from({ length: 256 }, (_, n) => `f${String(n).padStart(3, "0")}`);
  check("256 pairs", eight.join(""), [...eight].reverse().join("&"));
  const codes = { refused: ["malformed_body", "malformed_body"], kept: [{}, "signature_mismatch"], distinct: ["signature_mismatch", {}] }[again];
  check("a value again, signed twice", "a1a1", "a=1&a=1", codes[0]);
  check("a value again, signed once", "a1", "a=1&a=1", codes[1]);
  check("two values, in their order", "a1a2", "a=2&a=1", again === "refused" ? "malformed_body" : {});
  check("two values, in the order in which they came", "a2a1", "a=2&a=1", again === "refused" ? "malformed_body" : "signature_mismatch");
  check("a field moved into the one before it", "a1b2", "a=1b2", {});
  sign("sign", { body: { utf8: "b=2&a=1" } }, over("a1b2", "").headers);
}

// A digest of the body in a URL that is signed.
{
  const { verify, sign } = of({ ...inHeader("digest", ["url"]), bodyDigest: { query: "bodySHA256" } });
  const URL = "https://hooks.example/in?a=1";
  const body = '{"a":1}';
  const request = (url, arrived = body, signed = url) => over(signed, arrived, { url });
  const good = addParameter(URL, "bodySHA256", sha256(body));
  for (const [name, arrived, expect] of [
    ["genuine", request(good), {}],
    ["no body, by its digest", request(addParameter(URL, "bodySHA256", sha256("")), ""), {}],
    ["another body", request(good, '{"a":2}'), "signature_mismatch"],
    ["no body", request(good, ""), "signature_mismatch"],
    ["another body and its digest in a URL that was not signed", request(addParameter(URL, "bodySHA256", sha256("{}")), "{}", good), "signature_mismatch"],
    ["no digest", request(URL), "malformed_url"],
    ["the digest twice", request(addParameter(good, "bodySHA256", sha256(body))), "malformed_url"],
    ["the digest in upper case", request(addParameter(URL, "bodySHA256", sha256(body).toUpperCase())), "signature_mismatch"],
    ["the digest in base64", request(addParameter(URL, "bodySHA256", "AA==")), "signature_mismatch"],
    ["the digest cut short", request(good.slice(0, -1)), "signature_mismatch"],
    ["an empty digest", request(addParameter(URL, "bodySHA256", "")), "signature_mismatch"],
    ["the name of the digest in another case", request(addParameter(URL, "bodysha256", sha256(body))), "malformed_url"],
    ["a mebibyte", request(addParameter(URL, "bodySHA256", sha256("a".repeat(MIB))), { repeat: "a", times: MIB }), {}],
    ["a mebibyte and one", request(addParameter(URL, "bodySHA256", sha256("a".repeat(MIB + 1))), { repeat: "a", times: MIB + 1 }), "malformed_body"],
  ]) verify(name, arrived, expect);
  sign("sign", { body: { utf8: body }, url: good }, request(good).headers);
  sign("sign without the digest", { body: { utf8: body }, url: URL }, "malformed_url");
}

export default { about: "Fields of forms and of JSON that are signed, forms signed whole, a digest of the body in a signed URL.", vectors: list };
