// Whether a set of vector files has the shape that schema.json and the README describe.

export const CODES = [
  "missing_header", "duplicate_header", "malformed_header", "malformed_signature", "malformed_timestamp", "timestamp_too_old",
  "timestamp_in_future", "signature_mismatch", "missing_secret", "malformed_secret", "weak_secret", "too_many_signatures", "too_many_keys",
  "missing_url", "malformed_body", "unknown_scheme", "invalid_scheme", "malformed_url", "missing_method", "malformed_method", "invalid_tolerance",
];

const FIELDS = ["name", "source", "scheme", "secrets", "options", "request", "sign", "now", "expect"];
const REQUEST = ["headers", "body", "method", "url"];
const SIGN = ["body", "id", "type", "timestamp", "nonce", "method", "url", "headers"];
const OK = ["keyIndex", "id", "type", "timestamp", "nonce", "covers"];
const BODIES = ["utf8", "hex", "base64", "repeat,times"];

const known = (object, allowed) => Object.keys(object).every((key) => object[key] === undefined || allowed.includes(key));
const isText = (value) => typeof value === "string";
const isRepeat = (value) => isText(value?.repeat) && Number.isInteger(value?.times) && known(value, ["repeat", "times"]);
const isHex = (value) => isText(value) && /^([0-9a-f]{2})*$/.test(value);
const isHeader = (entry) => Array.isArray(entry) && entry.length === 2 && isText(entry[0]) && (isText(entry[1]) || isRepeat(entry[1]));
const isBody = (body) => BODIES.includes(Object.keys(body ?? {}).join()) && (!("hex" in body) || isHex(body.hex));
const isSecret = (secret) => isText(secret) || (isHex(secret?.hex) && known(secret, ["hex"]));

function faults(vector) {
  const { name, scheme, secrets, request, sign, now, expect, options = {} } = vector;
  const rules = [
    [known(vector, FIELDS), "a field that the format has not"],
    [isText(name) && name.length > 0, "no name"],
    [isText(scheme) || typeof scheme === "object", "no scheme"],
    [Array.isArray(secrets) && secrets.every(isSecret), "a secret that is neither text nor hex"],
    [known(options, ["toleranceSeconds", "allowWeakSecrets", "allowSha1", "registration"]), "an unknown option"],
    [Number.isSafeInteger(now), "no now"],
    [(request === undefined) !== (sign === undefined), "not exactly one of request and sign"],
    [isBody((request ?? sign)?.body), "no body"],
    [((request ?? sign)?.headers ?? []).every(isHeader), "a header that is none"],
    [!request || (known(request, REQUEST) && Array.isArray(request.headers)), "a request with an unknown field or without headers"],
    [!sign || known(sign, SIGN), "a delivery to sign with an unknown field"],
    [["ok", "code", "headers", "headers,body"].includes(Object.keys(expect ?? {}).filter((key) => expect[key] !== undefined).join()), "not exactly one expectation"],
    [expect?.body === undefined || isBody(expect.body), "a signed body that is none"],
    [!("code" in expect) || CODES.includes(expect.code), `the code ${expect.code}, which is not in the table`],
    [!("ok" in expect) || (request && known(expect.ok, OK) && Number.isInteger(expect.ok.keyIndex) && Array.isArray(expect.ok.covers)), "an outcome that is not a full one"],
    [!("headers" in expect) || (sign && expect.headers.every((entry) => isHeader(entry) && isText(entry[1]))), "headers expected where nothing is signed"],
  ];
  return rules.filter(([met]) => !met).map(([, fault]) => `${name}: ${fault}`);
}

/** `files` = { name: { about, vectors } }; throws with every fault found. */
export function check(files) {
  const seen = new Map();
  const found = [];
  for (const [file, { about, vectors }] of Object.entries(files)) {
    if (!isText(about)) found.push(`${file}: no about`);
    for (const vector of vectors) {
      found.push(...faults(vector).map((fault) => `${file}: ${fault}`));
      if (seen.has(vector.name)) found.push(`${file}: ${vector.name}: the name stands in ${seen.get(vector.name)} too`);
      seen.set(vector.name, file);
    }
  }
  if (found.length > 0) throw new Error(`the corpus does not have its own shape:\n${found.join("\n")}`);
}
