// Decides in which ways ours takes part: choosing its hash by itself, on wasm alone, and piece by piece.

/** How a body that is streamed comes in. */
const CHUNK = 16_384;
export const WASM_ONLY = { hashing: "wasm" };

export function ours({ Webhook }, secrets) {
  const made = (scheme, options) => new Webhook(scheme, secrets[scheme], options);
  const automatic = Object.fromEntries(Object.keys(secrets).map((scheme) => [scheme, made(scheme)]));
  const wasm = Object.fromEntries(Object.keys(secrets).map((scheme) => [scheme, made(scheme, WASM_ONLY)]));
  const standard = automatic["standard-webhooks"];

  const verifies = (scheme) => [
    { id: "auto", name: "countersign, verify", run: (delivery) => automatic[scheme].verify(delivery) },
    { id: "wasm", name: 'countersign, hashing: "wasm"', run: (delivery) => wasm[scheme].verify(delivery) },
    { id: "streaming", name: "countersign, in pieces of 16 KiB", run: (delivery) => inPieces(automatic[scheme], delivery) },
  ];
  const parses = (scheme) => [{ id: "auto", name: "countersign, verify and json", run: (delivery) => automatic[scheme].verify(delivery).json() }];
  const of = (scheme, group, all) => all.map((contender) => ({ scheme, group, ...contender }));
  return [
    ...Object.keys(secrets).flatMap((scheme) => of(scheme, "signature only", verifies(scheme))),
    ...["standard-webhooks", "stripe"].flatMap((scheme) => of(scheme, "signature and JSON", parses(scheme))),
    ...of("standard-webhooks", "signing", [{
      id: "auto",
      name: "countersign, sign",
      run: ({ id, timestamp, body }) => standard.sign({ id, timestamp: new Date(timestamp * 1000), body })["webhook-signature"],
      gives: ({ signature }) => signature,
    }]),
    ...of("standard-webhooks", "a forged signature", [
      { id: "auto", name: "countersign, safeVerify, forged", run: ({ forged }) => standard.safeVerify(forged).ok, gives: () => false },
      { id: "genuine", name: "countersign, safeVerify, genuine", run: (delivery) => standard.safeVerify(delivery).ok, gives: () => true },
    ]),
  ];
}

function inPieces(webhook, { headers, body }) {
  const stream = webhook.begin({ headers });
  for (let at = 0; at < body.length; at += CHUNK) stream.update(body.subarray(at, at + CHUNK));
  return stream.finish();
}
