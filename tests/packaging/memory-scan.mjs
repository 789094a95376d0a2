// Decides whether a secret stays in the wasm memory after use: searches all of it, for every kind of scheme, in every form a key takes there.
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";

const memories = [];
const Instance = WebAssembly.Instance;
WebAssembly.Instance = new Proxy(Instance, {
  construct(target, args) {
    const instance = Reflect.construct(target, args);
    memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
    return instance;
  },
});
const { Webhook } = await import("countersign");
const asymmetric = await import("countersign/asymmetric");
const names = ["bitex", "bitex-whitelabeler", "github", "hubex", "iexexchanger", "iexexchanger-api", "miex", "standard-webhooks"];
const now = new Date(1782190000000);
const body = new TextEncoder().encode('{"clearly":"fake"}');

const findings = new Map();
let searched = 0;
for (const name of names) {
  for (const length of [48, 200]) {
    for (const kind of ["text", "bytes"]) for (const hashing of ["host", "wasm"]) attempt(name, kind, length, hashing);
  }
}
for (const form of ["whsk", "whsk with the public key", "bytes with the public key"]) seed(form);
if (memories.length !== 2) throw new Error(`the memories of ${memories.length} modules were seen`);
if (findings.size > 0) {
  console.error([...findings].map(([what, where]) => `${what}: ${where}`).join("\n"));
  process.exit(1);
}
console.log(`${searched} searches of ${memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)} bytes, nothing found`);

// A secret shorter than a hash block, and one longer than the longest, which HMAC hashes first; no two uses share 16 bytes.
function attempt(name, kind, length, hashing) {
  const letters = [0, 1, 2, 3].map((part) => createHash("sha256").update(`${name} ${kind} ${length} ${hashing} ${part}`).digest("hex")).join("");
  const raw = new TextEncoder().encode(`fake${letters}`.slice(0, length));
  const base64 = Buffer.from(raw).toString("base64");
  const text = name === "standard-webhooks" ? `whsec_${base64}` : Buffer.from(raw).toString();
  try {
    use(name, `${kind} of ${length} bytes, hashed by ${hashing}`, { hashing }, kind === "text" ? text : raw.slice(), text, [raw, Buffer.from(base64)]);
  } catch (error) {
    findings.set(`${name}, ${kind}`, error.message);
  }
}

function use(name, kind, options, secret, text, keys) {
  const webhook = new Webhook(name, secret, options);
  search(name, `${kind}, after construction`, keys);
  const headers = { "X-Exchange-User-Id": "99", "X-Exchange-Api-Key": "19b7afde71cc09ac3d964ca7341d47d5" };
  const line = { method: "POST", url: name === "hubex" ? `/hooks?token=${text}` : "/api/v3/quotes?a=1" };
  const facts = { id: "evt_fake", type: "order.created", nonce: "nonce-of-the-tests", timestamp: now };
  const signed = webhook.sign({ body, headers, ...facts, ...line });
  const request = { headers: { ...headers, ...signed }, body, now, ...line };
  search(name, `${kind}, after sign`, keys);

  webhook.verify(request);
  search(name, `${kind}, after verify`, keys);

  webhook.safeVerify({ ...request, body: body.subarray(1) });
  const stream = webhook.begin(request);
  stream.update(body);
  stream.finish();
  search(name, `${kind}, after streaming`, keys);

  webhook[Symbol.dispose]();
  search(name, `${kind}, after dispose`, keys);
}

/** A private key of Ed25519 signs and verifies; of it the seed is looked for, and the scalar and the prefix that RFC 8032 makes of it. */
function seed(form) {
  const name = "standard-webhooks-ed25519";
  const raw = createHash("sha256").update(`clearly fake ${form}`).digest();
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), raw]);
  const open = createPublicKey(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" })).export({ format: "der", type: "spki" }).subarray(-32);
  const both = Buffer.concat([raw, open]);
  const written = (form === "whsk" ? raw : both).toString("base64");
  const expanded = createHash("sha512").update(raw).digest();
  expanded[0] &= 248;
  expanded[31] = (expanded[31] & 127) | 64;
  const keys = [raw, Buffer.from(written), expanded];
  const webhook = new asymmetric.Webhook(name, form.startsWith("bytes") ? both : `whsk_${written}`);
  searchHeld(name, `${form}, after construction`, keys, raw);
  const delivery = { body, id: "evt_fake", timestamp: now };
  const headers = webhook.sign(delivery);
  webhook.verify({ headers, body, now });
  searchHeld(name, `${form}, after sign and verify`, keys, raw);
  webhook[Symbol.dispose]();
  search(name, `${form}, after dispose`, keys);
}

/** While a webhook holds a private key, the seed is in memory once; it is what it signs by. */
function searchHeld(name, when, [, ...others], raw) {
  search(name, when, others);
  const places = memories.flatMap(({ buffer }) => {
    const heap = Buffer.from(buffer);
    const found = [];
    for (let at = heap.indexOf(raw); at >= 0; at = heap.indexOf(raw, at + 1)) found.push(at);
    return found;
  });
  if (places.length !== 1) findings.set(`${name}: the seed stands ${places.length} times, ${when}`, `at ${places}`);
}

function search(name, when, keys) {
  for (const memory of memories) {
    const heap = Buffer.from(memory.buffer);
    for (const [form, piece] of keys.flatMap((key) => pieces(key, name))) {
      searched += 1;
      const at = heap.indexOf(piece);
      if (at >= 0) findings.set(`${name}: ${form} found, ${when}`, `first at ${at} of ${heap.length}`);
    }
    // The search itself must be able to find: the same, on a copy into which a piece was put.
    const [, piece] = pieces(keys[0], name)[0];
    const planted = Buffer.from(heap.subarray(0, 65536));
    planted.set(piece, 12345);
    if (!planted.includes(piece)) throw new Error("the search finds nothing at all");
  }
}

/** Every stretch of 16 bytes of the key, of its hashes that stand for a long key, and of both as HMAC pads them. */
function pieces(key, name) {
  const effective = [["the key", Buffer.from(key)]];
  // Bitex and HubEx use no HMAC: what they keep to compare with is a digest of the secret, which is not the secret.
  if (key.length > 64 && name !== "bitex" && name !== "hubex") for (const hash of ["sha1", "sha256", "sha384", "sha512"]) effective.push([`the key's ${hash}`, createHash(hash).update(key).digest()]);
  return effective.flatMap(([form, bytes]) =>
    [["", 0], [" under ipad", 0x36], [" under opad", 0x5c]].flatMap(([pad, mask]) => {
      const masked = Buffer.from(bytes.map((byte) => byte ^ mask));
      const starts = [...Array.from({ length: Math.floor(masked.length / 16) }, (_, index) => 16 * index), masked.length - 16];
      return starts.map((at) => [`${form}${pad}`, masked.subarray(at, at + 16)]);
    }),
  );
}
