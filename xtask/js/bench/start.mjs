// Decides what a fresh Node process waits for: the import of the package beside others, and the first large delivery.
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { median, shuffled } from "./measure.mjs";
import { WASM_ONLY } from "./ours.mjs";

const SAMPLES = 11;
const MEGABYTE = 1_048_576;
const SECRET = "0123456789abcdef0123456789abcdef";

/** Median milliseconds of each import, as Node itself times it; the processes take turns. */
export function importTimes(node, folder) {
  writeFileSync(join(folder, "empty.mjs"), "");
  const imports = {
    "an empty module": 'import("./empty.mjs")',
    "countersign": 'import("countersign")',
    "countersign, by require": 'require("countersign")',
    "standardwebhooks": 'import("standardwebhooks")',
    "standardwebhooks, by require": 'require("standardwebhooks")',
    "svix": 'import("svix")',
    "stripe": 'import("stripe")',
    "@octokit/webhooks-methods": 'import("@octokit/webhooks-methods")',
  };
  const program = (what) => `import { createRequire } from "node:module";
    const require = createRequire(process.cwd() + "/");
    const start = performance.now();
    await ${what};
    console.log(performance.now() - start);`;
  return inTurns(node, folder, Object.entries(imports).map(([name, what]) => [name, program(what)]));
}

/**
 * Median milliseconds of the first verify of one megabyte, after import and construction, which a server does when it starts. The
 * signature is handed in, since making it would warm the host's hash.
 */
export function firstVerify(node, folder) {
  const body = Buffer.alloc(MEGABYTE, "countersign ");
  const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
  const program = (prepare, verify) => `${prepare}
    const body = Buffer.alloc(${MEGABYTE}, "countersign ");
    const headers = { "x-hub-signature-256": "${signature}" };
    const start = performance.now();
    ${verify}
    console.log(performance.now() - start);`;
  const ours = (options) => program(`import { Webhook } from "countersign"; const webhook = new Webhook("github", "${SECRET}", ${options});`, "webhook.verify({ headers, body });");
  const construction = `import { Webhook } from "countersign";
    const start = performance.now();
    new Webhook("github", "${SECRET}");
    console.log(performance.now() - start);`;
  const bare = program(
    'import { createHmac, timingSafeEqual } from "node:crypto";',
    `if (!timingSafeEqual(Buffer.from(headers["x-hub-signature-256"].slice(7), "hex"), createHmac("sha256", "${SECRET}").update(body).digest())) throw new Error("mismatch");`,
  );
  const wasm = JSON.stringify(WASM_ONLY);
  return inTurns(node, folder, [
    ["countersign", ours("{}")],
    ['countersign, hashing: "wasm"', ours(wasm)],
    ["node:crypto", bare],
    ["countersign, the first construction, apart", construction],
  ]);
}

function inTurns(node, folder, programs) {
  const samples = programs.map(() => []);
  for (let round = 0; round <= SAMPLES; round++) {
    for (const at of shuffled(programs.keys())) {
      const took = Number(execFileSync(node, ["--no-warnings", "--input-type=module", "--eval", programs[at][1]], { cwd: folder, encoding: "utf8" }));
      // The first round only warms the system's file cache.
      if (round > 0) samples[at].push(took);
    }
  }
  return programs.map(([name], at) => ({ name, ms: median(samples[at]) }));
}
