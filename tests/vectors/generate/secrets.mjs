// What is taken for a secret and what is refused at construction, before any delivery is looked at.

import { NOW, hmac, message, sha256, vectors } from "./kit.mjs";

const BODY = { utf8: "{}" };
const { list, verify } = vectors(undefined, {});

/** A delivery of each scheme under the given key bytes; what matters is only whether the secret gives that key. */
const github = (key) => ({ headers: [["X-Hub-Signature-256", `sha256=${hmac("sha256", key, BODY.utf8)}`]], body: BODY });
const standard = (key) => ({
  headers: [["webhook-id", "msg_1"], ["webhook-timestamp", String(NOW)], ["webhook-signature", `v1,${hmac("sha256", key, message(`msg_1.${NOW}.${BODY.utf8}`), "base64")}`]],
  body: BODY,
});
const hubex = (token) => ({ headers: [], body: BODY, url: `/hooks?token=${token}` });
const bitex = (key) => ({ headers: [["WEBHOOK-AUTH", sha256(key)]], body: BODY });
const HEX = { name: "hex-key", algorithm: "hmac-sha256", key: { encoding: "hex", prefixes: ["key_"] }, message: ["body"], signature: { header: "X-Signature", encoding: "hex" } };
const hexKey = (key) => ({ headers: [["X-Signature", hmac("sha256", key, BODY.utf8)]], body: BODY });

const bodyOk = (keyIndex = 0) => ({ keyIndex, covers: ["body"] });
const standardOk = (keyIndex = 0) => ({ keyIndex, id: "msg_1", timestamp: NOW, covers: ["id", "timestamp", "body"] });
const plainOk = (keyIndex = 0) => ({ keyIndex, covers: [] });
const take = (scheme, name, secrets, request, expect, options) => verify(name, request, expect, { scheme, label: typeof scheme === "string" ? `secrets, ${scheme}` : `secrets, ${scheme.name}`, secrets, options });
const weak = { allowWeakSecrets: true };

const LONG = "0123456789abcdef";
const SHORT = LONG.slice(0, 15);

take("github", "none", [], github(LONG), "missing_secret");
take("github", "an empty one", [""], github(""), "missing_secret");
take("github", "an empty one, weak ones allowed", [""], github(""), "missing_secret", weak);
take("github", "empty bytes", [{ hex: "" }], github(""), "missing_secret");
take("github", "a good one and an empty one", [LONG, ""], github(LONG), "missing_secret");
take("github", "15 bytes", [SHORT], github(SHORT), "weak_secret");
take("github", "15 bytes as bytes", [{ hex: Buffer.from(SHORT).toString("hex") }], github(SHORT), "weak_secret");
take("github", "15 bytes, weak ones allowed", [SHORT], github(SHORT), bodyOk(), weak);
take("github", "16 bytes", [LONG], github(LONG), bodyOk());
take("github", "16 bytes, weak ones allowed", [LONG], github(LONG), bodyOk(), weak);
take("github", "one byte, weak ones allowed", ["x"], github("x"), bodyOk(), weak);
take("github", "a good one and a weak one", [LONG, SHORT], github(LONG), "weak_secret");
take("github", "a weak one and an empty one", [SHORT, ""], github(LONG), "weak_secret");
take("github", "an empty one and a weak one", ["", SHORT], github(LONG), "missing_secret");
take("github", "8 letters of two bytes", ["\u00e9".repeat(8)], github("\u00e9".repeat(8)), bodyOk());
take("github", "15 bytes in 8 letters", [`${"\u00e9".repeat(7)}e`], github(`${"\u00e9".repeat(7)}e`), "weak_secret");
take("github", "4 emoji", ["\u{1f980}".repeat(4)], github("\u{1f980}".repeat(4)), bodyOk());
take("github", "200 bytes, longer than the block of SHA-256", ["k".repeat(200)], github("k".repeat(200)), bodyOk());
take("github", "64 bytes, the block of SHA-256", ["k".repeat(64)], github("k".repeat(64)), bodyOk());
take("github", "65 bytes", ["k".repeat(65)], github("k".repeat(65)), bodyOk());
take("github", "bytes that are not UTF-8", [{ hex: "00ff".repeat(16) }], github(Buffer.from("00ff".repeat(16), "hex")), bodyOk());
take("github", "zero bytes", [{ hex: "00".repeat(16) }], github(Buffer.alloc(16)), bodyOk());
take("github", "text that looks like hex stays text", ["00ff".repeat(16)], github(Buffer.from("00ff".repeat(16), "hex")), "signature_mismatch");
take("github", "spaces around it belong to it", [` ${LONG} `], github(LONG), "signature_mismatch");
take("github", "a prefix means nothing here", [`whsec_${LONG}`], github(`whsec_${LONG}`), bodyOk());
take("github", "a bare prefix is a weak secret here", ["whsec_"], github("whsec_"), "weak_secret");

const eight = Array.from({ length: 8 }, (_, n) => `${LONG}-${n}`);
take("github", "8 of them, the last one signs", eight, github(eight[7]), bodyOk(7));
take("github", "8 of them, none signs", eight, github(LONG), "signature_mismatch");
take("github", "8 of them, the first and the last the same", [eight[7], ...eight.slice(1)], github(eight[7]), bodyOk(0));
take("github", "9 of them", [...eight, LONG], github(eight[0]), "too_many_keys");
take("github", "16,384 bytes", ["s".repeat(16_384)], github("s".repeat(16_384)), bodyOk(0));
take("github", "16,385 bytes", ["s".repeat(16_385)], github("s".repeat(16_385)), "malformed_secret");
take("standard-webhooks", "70,000 bytes", [`whsec_${"c".repeat(70_000)}`], standard(LONG), "malformed_secret");
// Secrets are taken one by one, so the first that is refused gives the code.
take("github", "9 empty ones", Array.from({ length: 9 }, () => ""), github(""), "missing_secret");
take("standard-webhooks", "9 of them, the first one not base64", ["whsec_!", ...eight], standard(LONG), "malformed_secret");

const base64 = (bytes) => Buffer.from(bytes).toString("base64");
take("standard-webhooks", "an empty one", [""], standard(""), "missing_secret");
take("standard-webhooks", "only whsec_", ["whsec_"], standard(""), "missing_secret");
take("standard-webhooks", "only whsec_, weak ones allowed", ["whsec_"], standard(""), "missing_secret", weak);
take("standard-webhooks", "only v1,whsec_", ["v1,whsec_"], standard(""), "missing_secret");
take("standard-webhooks", "15 bytes after decoding", [`whsec_${base64(SHORT)}`], standard(SHORT), "weak_secret");
take("standard-webhooks", "15 bytes after decoding, weak ones allowed", [`whsec_${base64(SHORT)}`], standard(SHORT), standardOk(), weak);
take("standard-webhooks", "16 bytes after decoding", [`whsec_${base64(LONG)}`], standard(LONG), standardOk());
take("standard-webhooks", "16 bytes as bytes", [{ hex: Buffer.from(LONG).toString("hex") }], standard(LONG), standardOk());
take("standard-webhooks", "bytes that spell a prefix are the key", [{ hex: Buffer.from(`whsec_${base64(LONG)}`).toString("hex") }], standard(LONG), "signature_mismatch");
take("standard-webhooks", "no base64", ["whsec_this is no base64!"], standard(LONG), "malformed_secret");
take("standard-webhooks", "the URL-safe alphabet", [`whsec_${"-_8A".repeat(6)}`], standard(LONG), "malformed_secret");
take("standard-webhooks", "a newline after it", [`whsec_${base64(LONG)}\n`], standard(LONG), "malformed_secret");
take("standard-webhooks", "a space before it", [` whsec_${base64(LONG)}`], standard(LONG), "malformed_secret");
take("standard-webhooks", "padding of the wrong length", [`whsec_${base64(LONG)}=`], standard(LONG), "malformed_secret");
take("standard-webhooks", "half of its padding", [`whsec_${base64(LONG).slice(0, -1)}`], standard(LONG), "malformed_secret");
take("standard-webhooks", "letters beyond ASCII", [`whsec_${"\u00e9".repeat(24)}`], standard(LONG), "malformed_secret");
take("standard-webhooks", "an upper-case prefix", [`WHSEC_${base64(LONG)}`], standard(LONG), "malformed_secret");

take("hubex", "a token with a space", ["a token with spaces in it"], hubex(LONG), "malformed_secret");
take("hubex", "a token with a slash", ["a/token/with/slashes"], hubex(LONG), "malformed_secret");
take("hubex", "a token with a percent sign", ["a%20token%20with%20escapes"], hubex(LONG), "malformed_secret");
take("hubex", "a token with a plus sign", ["a+token+with+plus+signs"], hubex(LONG), "malformed_secret");
take("hubex", "a token with a letter beyond ASCII", ["a-t\u00f6ken-with-an-umlaut"], hubex(LONG), "malformed_secret");
take("hubex", "15 bytes", [SHORT], hubex(SHORT), "weak_secret");
take("hubex", "15 bytes, weak ones allowed", [SHORT], hubex(SHORT), plainOk(), weak);
take("hubex", "16 bytes", [LONG], hubex(LONG), plainOk());
take("hubex", "an empty token", [""], hubex(""), "missing_secret");
take("bitex", "an empty key, whose digest is well known", [""], bitex(""), "missing_secret", weak);
take("bitex", "a key of 15 bytes", [SHORT], bitex(SHORT), "weak_secret");
take("miex", "15 bytes", [SHORT], { headers: [["X-Webhook-Signature", `sha256=${hmac("sha256", SHORT, BODY.utf8)}`]], body: BODY }, "weak_secret");

const KEY = Buffer.from("00112233445566778899aabbccddeeff", "hex");
take(HEX, "hex", [KEY.toString("hex")], hexKey(KEY), bodyOk());
take(HEX, "hex in upper case", [KEY.toString("hex").toUpperCase()], hexKey(KEY), bodyOk());
take(HEX, "hex after its prefix", [`key_${KEY.toString("hex")}`], hexKey(KEY), bodyOk());
take(HEX, "only the prefix", ["key_"], hexKey(""), "missing_secret");
take(HEX, "an odd number of digits", [KEY.toString("hex").slice(1)], hexKey(KEY), "malformed_secret");
take(HEX, "a letter that is no hex", [`g${KEY.toString("hex").slice(1)}`], hexKey(KEY), "malformed_secret");
take(HEX, "a space between digits", [`${KEY.toString("hex")} 00`], hexKey(KEY), "malformed_secret");
take(HEX, "0x before it", [`0x${KEY.toString("hex")}`], hexKey(KEY), "malformed_secret");
take(HEX, "15 bytes after decoding", [KEY.toString("hex").slice(2)], hexKey(KEY), "weak_secret");

// Scheme before tolerance before secrets.
take("github", "a tolerance that does not belong, and no secret", [], github(LONG), "invalid_tolerance", { toleranceSeconds: 300 });
take("no-such-provider", "an unknown scheme, and no secret", [], github(LONG), "unknown_scheme");

export default { about: "Secrets: what is decoded, and what is refused at construction. Every secret here is made up.", vectors: list };
