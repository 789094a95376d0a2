// Writes docs/providers.md from schemes.json and the published vectors, or with --check compares it with what would be written.

import { readFileSync, writeFileSync } from "node:fs";

import { covers } from "../oracle/scheme.mjs";
import { facts, isFamily } from "./generate/families-facts.mjs";
import { DOCUMENTED, proofs } from "./generate/proofs.mjs";
import { schemes } from "./generate/schemes.mjs";

const PAGE = new URL("../../docs/providers.md", import.meta.url);

const PREFACE = `# Providers

Every built-in scheme, from the catalogue itself. \`cargo xtask vectors\` writes this page; do not edit it.

**Covers** is what a signature protects: if that alone is changed, the request is refused. What is not named there can be changed by whoever
sends the request on, and an id that is not named is only reported. Rows that cover nothing hold a token, or a digest of the secret, that is the
same in every request: whoever has seen one can send anything, so keep such a URL or header out of logs. A request without a window can be
replayed for ever: remember its id, or its digest.

**Window** is how many seconds the signed time may lie in the past, and after a slash in the future where that differs. Where a vendor
documents none it is ours; the comment on each constant in \`src/providers/\` says which. A token or a signature that says its own end is good
until then, but for at most a day.

**Proof** is what the row was held against beside the vendor's words:

| label | meaning |
|---|---|
| vendor vector | the vendor publishes a request, a secret and the answer, in its documentation or its own libraries' tests; it is in the corpus |
| independent vector | somebody else does so, and it is in the corpus |
| documentation only | nobody publishes one that we found; the corpus has requests of an oracle of ours that was written from the shape of a scheme |

A row that is documentation only is as right as our reading of the page: what the corpus asks of it follows from the row itself.

Every row is asked the same questions in \`tests/vectors/catalogue.json\`, or \`asymmetric/\` beside it: a genuine request, and each thing changed
that the row says it covers.
`;

function place(scheme) {
  if (isFamily(scheme)) return `\`${facts(scheme).header}\``;
  const { signature } = scheme;
  const { header, headers, form, json, urlToken } = signature;
  if (header) return `\`${header}\``;
  if (headers) return headers.map((name) => `\`${name}\``).join(", ");
  if (form) return `form field \`${form}\``;
  return json ? `JSON \`${json}\`` : `\`${urlToken}\` in the URL`;
}

function window(scheme) {
  if (isFamily(scheme)) return facts(scheme).window;
  const { timestamp } = scheme;
  if (!timestamp) return "–";
  const { toleranceSeconds: past, futureSeconds: future } = timestamp;
  return future === undefined ? `${past} s` : `${past} / ${future} s`;
}

const row = (scheme) => {
  const covered = (isFamily(scheme) ? facts(scheme).covers : covers(scheme)).map((name) => `\`${name}\``).join(", ") || "**nothing**";
  return `| \`${scheme.name}\` | ${place(scheme)} | ${covered} | ${window(scheme)} | ${proofs.get(scheme.name) ?? DOCUMENTED} | [${scheme.title}](${scheme.docs}) |`;
};

const text = `${PREFACE}
| name | signature | covers | window | proof | vendor's page |
|---|---|---|---|---|---|
${schemes.map(row).join("\n")}
`;

if (process.argv.includes("--check")) {
  let have;
  try {
    have = readFileSync(PAGE, "utf8");
  } catch {
    have = undefined;
  }
  if (have !== text) {
    console.error("docs/providers.md is not what the catalogue and the corpus say\nto write it again: node tests/vectors/providers-page.mjs");
    process.exitCode = 1;
  }
} else {
  writeFileSync(PAGE, text);
  const labels = schemes.map(({ name }) => proofs.get(name) ?? DOCUMENTED);
  const counts = [...new Set(labels)].sort().map((label) => `${labels.filter((own) => own === label).length} ${label}`);
  console.log(`docs/providers.md: ${schemes.length} schemes, ${counts.join(", ")}`);
}
