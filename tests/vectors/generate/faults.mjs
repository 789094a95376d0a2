// The hostile values that are tried on every scheme where they make sense, each with the code that must come back.

import { NOW } from "./kit.mjs";

/** Bodies that a genuine sender may send and a careless receiver breaks. */
export const bodies = [
  ["an empty body", { utf8: "" }],
  ["a body of one newline", { utf8: "\n" }],
  ["CRLF line ends", { utf8: '{\r\n  "a": 1\r\n}\r\n' }],
  ["a body that starts with a BOM", { hex: "efbbbf7b2261223a317d" }],
  ["a body with U+FFFD itself", { utf8: '{"a":"\ufffd"}' }],
  ["a body that is not UTF-8", { hex: "7b2261223a22fffe80227d" }],
  ["a body with an encoded surrogate", { hex: "7b2261223a22eda080227d" }],
  ["a body of zero bytes", { hex: "0000000000" }],
  ["a body with replacement patterns", { utf8: "{\"a\":\"$' $$ $& $1 $`\"}" }],
  ["a body with characters outside the BMP", { utf8: '{"a":"h\u00e9llo \u{1f980}"}' }],
  ["a body of 65535 bytes", { repeat: "a", times: 65535 }],
  ["a body of 65536 bytes", { repeat: "a", times: 65536 }],
  ["a body of 65537 bytes", { repeat: "a", times: 65537 }],
  ["a body of 1 MiB", { repeat: "0123456789abcdef", times: 65536 }],
];

/** What was signed, and what arrived: never the same bytes. */
export const changedBodies = [
  ["a body with one byte changed", { utf8: '{"amount":1}' }, { utf8: '{"amount":2}' }],
  ["a body with a newline added", { utf8: '{"amount":1}' }, { utf8: '{"amount":1}\n' }],
  ["a body cut short", { utf8: '{"amount":1}' }, { utf8: '{"amount":1' }],
  ["a body that lost its BOM", { hex: "efbbbf7b7d" }, { utf8: "{}" }],
  ["a body whose CRLF became LF", { utf8: "{\r\n}" }, { utf8: "{\n}" }],
  ["a body whose invalid UTF-8 was replaced", { hex: "7b22ff227d" }, { utf8: '{"\ufffd"}' }],
  ["a body with another invalid byte", { hex: "7b22ff227d" }, { hex: "7b22fe227d" }],
  ["a body that was serialised again", { utf8: '{"a":1.0,"b":"\\u0041"}' }, { utf8: '{"a":1,"b":"A"}' }],
  ["a body that was emptied", { utf8: "{}" }, { utf8: "" }],
];

/** Spellings of a lower-case hex signature (`hex`, 64 digits) behind a prefix. */
export function hexSignatures(hex, prefix) {
  const last = hex.at(-1);
  const off = hex.slice(0, -1) + (Number.parseInt(last, 16) ^ 1).toString(16);
  const list = [
    ["an upper-case signature", hex.toUpperCase(), "malformed_signature"],
    ["a signature with one upper-case digit", hex.replace(/[a-f]/, (digit) => digit.toUpperCase()), "malformed_signature"],
    ["a signature with digits after it", `${hex}00`, "malformed_signature"],
    ["a signature with junk after it", `${hex}zz`, "malformed_signature"],
    ["a signature with a space after it", `${hex} `, "malformed_signature"],
    ["a signature with a newline after it", `${hex}\n`, "malformed_signature"],
    ["a signature with a zero byte after it", `${hex}\0`, "malformed_signature"],
    ["a signature cut by one digit", hex.slice(0, 63), "malformed_signature"],
    ["a signature cut to 8 digits", hex.slice(0, 8), "malformed_signature"],
    ["a signature of SHA-1's length", hex.slice(0, 40), "malformed_signature"],
    ["a signature with a letter that is no hex", `g${hex.slice(1)}`, "malformed_signature"],
    ["a signature in base64", Buffer.from(hex, "hex").toString("base64"), "malformed_signature"],
    ["a signature with full-width digits", `\uff10${hex.slice(1)}`, "malformed_signature"],
    ["a signature with a Latin-1 letter", `\u00e9${hex.slice(1)}`, "malformed_signature"],
    ["a signature after 0x", `0x${hex}`, "malformed_signature"],
    ["two signatures with a comma", `${hex},${hex}`, "malformed_signature"],
    ["a signature with its last bit off", off, "signature_mismatch"],
    ["a signature of zeros", "0".repeat(64), "signature_mismatch"],
  ].map(([name, text, code]) => [name, prefix + text, code]);
  list.push(
    ["a signature with a space before it", ` ${prefix}${hex}`, "malformed_signature"],
    ["an empty signature header", "", "malformed_signature"],
    ["a signature header of 64 kB", { repeat: "a", times: 65536 }, "malformed_header"],
  );
  if (prefix === "") return list;
  const bare = prefix.slice(0, -1);
  list.push(
    ["a prefix without a signature", prefix, "malformed_signature"],
    ["an upper-case prefix", prefix.toUpperCase() + hex, "malformed_signature"],
    ["the prefix sha1=", `sha1=${hex}`, "malformed_signature"],
    ["the prefix sha512=", `sha512=${hex}`, "malformed_signature"],
    ["a colon for the equals sign", `${bare}:${hex}`, "malformed_signature"],
    ["the prefix twice", prefix + prefix + hex, "malformed_signature"],
    ["a space after the prefix", `${prefix} ${hex}`, "malformed_signature"],
  );
  return list;
}

/** Timestamp texts in seconds. The delivery is signed over the very text, so that nothing but strictness refuses it. */
export const timestamps = [
  ["-9223372036854775808", "malformed_timestamp"],
  ["9223372036854775808", "malformed_timestamp"],
  ["18446744073709551615", "malformed_timestamp"],
  ["9223372036854775807", "timestamp_in_future"],
  ["9".repeat(400), "malformed_timestamp"],
  ["1e9", "malformed_timestamp"],
  ["12abc", "malformed_timestamp"],
  ["+1", "malformed_timestamp"],
  ["-1", "malformed_timestamp"],
  [`+${NOW}`, "malformed_timestamp"],
  [` ${NOW}`, "malformed_timestamp"],
  [`${NOW} `, "malformed_timestamp"],
  [`${NOW}\n`, "malformed_timestamp"],
  [`${NOW}\t`, "malformed_timestamp"],
  [`${NOW}abc`, "malformed_timestamp"],
  [`0${NOW}`, "malformed_timestamp"],
  ["00", "malformed_timestamp"],
  ["0x10", "malformed_timestamp"],
  [`${NOW}.0`, "malformed_timestamp"],
  [`${NOW},0`, "malformed_timestamp"],
  ["1_782_190_000", "malformed_timestamp"],
  ["NaN", "malformed_timestamp"],
  ["Infinity", "malformed_timestamp"],
  ["2026-06-23T10:00:00Z", "malformed_timestamp"],
  ["\uff11\uff17\uff18\uff12\uff11\uff19\uff10\uff10\uff10\uff10", "malformed_timestamp"],
  ["", "malformed_timestamp"],
  [`${NOW}000`, "timestamp_in_future"],
  ["0", "timestamp_too_old"],
];

/** Timestamp (Unix seconds), now, and the code, or undefined where the window of 300 seconds lets it through. */
export const windows = [
  ["300 s old", NOW - 300, NOW, undefined],
  ["301 s old", NOW - 301, NOW, "timestamp_too_old"],
  ["300 s ahead", NOW + 300, NOW, undefined],
  ["301 s ahead", NOW + 301, NOW, "timestamp_in_future"],
  ["of the epoch, at the epoch", 0, 0, undefined],
  ["of the epoch, 300 s before it", 0, -300, undefined],
  ["of the epoch, 301 s before it", 0, -301, "timestamp_in_future"],
  ["of today, long before the epoch", NOW, -NOW, "timestamp_in_future"],
  ["of the epoch, at the end of all dates", 0, 8_640_000_000_000, "timestamp_too_old"],
];

/** Values that no header which a scheme reads (id, type, nonce, …) may have. */
export const headerValues = [
  ["empty", "", "malformed_header"],
  ["with a newline", "a-value\nwith-a-newline", "malformed_header"],
  ["with a carriage return", "a-value\rwith-a-return", "malformed_header"],
  ["with a tab", "a-value\twith-a-tab", "malformed_header"],
  ["with a zero byte", "a-value\0with-a-zero", "malformed_header"],
  ["with DEL", "a-value\x7fwith-delete", "malformed_header"],
  ["with a Latin-1 letter", "a-value-\u00e9-latin", "malformed_header"],
  ["with a letter beyond Latin-1", "a-value-\u0416-cyrillic", "malformed_header"],
  ["with an emoji", "a-value-\u{1f980}", "malformed_header"],
  ["with a space before it", " a-value-and-a-space", "malformed_header"],
  ["with a space after it", "a-value-and-a-space ", "malformed_header"],
  ["of 4097 bytes", { repeat: "a", times: 4097 }, "malformed_header"],
  ["of 64 kB", { repeat: "a", times: 65536 }, "malformed_header"],
];
