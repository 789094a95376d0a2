// Decides what happens out of order: after dispose, after finish, on the wrong object; and what a verified body is good for.
import { genuine, now, secret, text, values } from "./hostile-kit.mjs";

const dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

export function lifeCases(lib) {
  return [...disposed(lib), ...streams(lib), ...bodies(lib)];
}

function disposed(lib) {
  const { webhook, request, delivery } = genuine(lib);
  const fresh = genuine(lib);
  webhook[dispose]();
  return [
    ["verify after dispose", () => webhook.verify(request)],
    ["safeVerify after dispose", () => webhook.safeVerify(request)],
    ["sign after dispose", () => webhook.sign(delivery)],
    ["begin after dispose", () => webhook.begin(request)],
    ["dispose twice", () => String(webhook[dispose]()), { value: "undefined" }],
    ["another webhook after a dispose", () => fresh.webhook.verify(fresh.request).keyIndex, { value: 0 }],
    ...["verify", "safeVerify", "sign", "begin"].map((method) => [`${method} on another object`, () => fresh.webhook[method].call({}, request), { untitled: true }]),
    ...["verify", "safeVerify", "sign", "begin"].map((method) => [`${method} on nothing`, () => (0, fresh.webhook[method])(request), { untitled: true }]),
  ];
}

function streams(lib) {
  const { webhook, request, delivery } = genuine(lib);
  const { body, ...head } = request;
  const begun = (...chunks) => {
    const stream = webhook.begin(head);
    for (const chunk of chunks) stream.update(chunk);
    return stream;
  };
  const finished = () => {
    const stream = begun(body);
    stream.finish();
    return stream;
  };
  const failed = () => {
    const stream = begun(delivery.body.subarray(1));
    try {
      stream.finish();
    } catch {
      // The first answer is not what is asked here.
    }
    return stream;
  };
  const orphaned = () => {
    const other = genuine(lib);
    const stream = other.webhook.begin(head);
    other.webhook[dispose]();
    return stream;
  };
  return [
    ["stream: as it should be", () => begun(body).finish().keyIndex, { value: 0 }],
    ["stream: two at once", () => { const one = begun(body.subarray(0, 3)); const two = begun(body); one.update(body.subarray(3)); return two.finish().keyIndex + one.finish().keyIndex; }, { value: 0 }],
    ["stream: nothing but an end", () => begun().finish()],
    ["stream: finish twice", () => finished().finish()],
    ["stream: update after finish", () => finished().update(body)],
    ["stream: finish twice after a failure", () => failed().finish()],
    ["stream: update after a failure", () => failed().update(body)],
    ["stream: finish after the webhook's dispose, forged", () => { const stream = orphaned(); stream.update(body.subarray(1)); return stream.finish(); }],
    ...values().map(([name, value]) => [`stream: update with ${name}`, () => begun(value)]),
    ["stream: update with words", () => begun(new Uint16Array(4))],
    ["stream: update with fake bytes", () => begun(Object.create(Uint8Array.prototype))],
  ];
}

function bodies(lib) {
  const read = (body) => () => {
    const webhook = new lib.Webhook("github", secret);
    return webhook.verify({ headers: webhook.sign({ body }), body, now }).json();
  };
  const bytes = (value) => new TextEncoder().encode(value);
  const bitex = (body) => () => {
    const webhook = new lib.Webhook("bitex", secret);
    const verified = webhook.verify({ headers: webhook.sign({ body }), body, now });
    return String(verified.id);
  };
  return [
    ["json: what was sent", () => read(bytes(text))().zen, { value: "fake" }],
    ["json: no JSON", read(bytes("no json"))],
    ["json: empty", read(bytes(""))],
    ["json: cut short", read(bytes('{"zen":'))],
    ["json: not UTF-8", read(Uint8Array.of(0x22, 0xff, 0x22))],
    ["json id: no JSON", bitex(bytes("no json")), { value: "undefined" }],
    ["json id: not UTF-8", bitex(Uint8Array.of(0x22, 0xff, 0x22)), { value: "undefined" }],
    ["json id: null in the way", bitex(bytes('{"data":null}')), { value: "undefined" }],
    ["json id: deep", bitex(bytes("[".repeat(200_000) + "]".repeat(200_000))), { value: "undefined" }],
    ["json id: inherited", bitex(bytes('{"__proto__":{"data":{"id":"1"}}}')), { value: "undefined" }],
    ["json id: as published", bitex(bytes('{"data":{"id":"8","attributes":{"event_type":"user_enabled"}}}')), { value: "8" }],
  ];
}
