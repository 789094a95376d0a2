// Decides whether a secret stays in the wasm memory after use: searches all of it, for every kind of scheme, in every form a key takes there.
import { createHash } from "node:crypto";

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
const names = ["bitex", "bitex-whitelabeler", "github", "hubex", "iexexchanger", "iexexchanger-api", "miex", "standard-webhooks"];
const now = new Date(1782190000000);
const body = new TextEncoder().encode('{"clearly":"fake"}');

const findings = new Map();
let searched = 0;
for (const name of names) {
  for (const length of [48, 200]) {
    for (const kind of ["text", "bytes"]) attempt(name, kind, length);
  }
}
if (memories.length === 0) throw new Error("no wasm memory was seen");
if (findings.size > 0) {
  console.error([...findings].map(([what, where]) => `${what}: ${where}`).join("\n"));
  process.exit(1);
}
console.log(`${searched} searches of ${memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)} bytes, nothing found`);

// A secret shorter than a hash block, and one longer than the longest, which HMAC hashes first; no two uses share 16 bytes.
function attempt(name, kind, length) {
  const letters = [0, 1, 2, 3].map((part) => createHash("sha256").update(`${name} ${kind} ${length} ${part}`).digest("hex")).join("");
  const raw = new TextEncoder().encode(`fake${letters}`.slice(0, length));
  const base64 = Buffer.from(raw).toString("base64");
  const text = name === "standard-webhooks" ? `whsec_${base64}` : Buffer.from(raw).toString();
  try {
    use(name, `${kind} of ${length} bytes`, kind === "text" ? text : raw.slice(), text, [raw, Buffer.from(base64)]);
  } catch (error) {
    findings.set(`${name}, ${kind}`, error.message);
  }
}

function use(name, kind, secret, text, keys) {
  const webhook = new Webhook(name, secret);
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
