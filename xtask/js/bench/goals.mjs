// Decides what is aimed at, as ratios of another's time to ours in one run, and what must hold whatever the machine does.

/** Sizes the goals speak of. */
export const GOAL_SIZES = [256, 1024, 4096, 65_536];

const standard = { scheme: "standard-webhooks", group: "signature only" };
const github = { scheme: "github", group: "signature only" };

/**
 * For each row the ids to look for on a runtime: where several stand, the fastest counts, such as a peer that is given the body
 * as bytes or as text. A row without goals is there to be read beside the one above it.
 */
export const goals = [
  { runtime: "node", against: "bare createHmac + timingSafeEqual", ...standard, ids: ["hmac"], ratios: [2, 1.1, 1.05, 0.98] },
  { runtime: "node", against: "standardwebhooks, signature only", ...standard, ids: ["standardwebhooks", "standardwebhooks-text"], ratios: [7, 5, 7, 12] },
  { runtime: "node", against: "standardwebhooks, JSON on both sides", scheme: "standard-webhooks", group: "signature and JSON", ids: ["standardwebhooks", "standardwebhooks-text"] },
  { runtime: "node", against: "stripe constructEvent, JSON on both sides", scheme: "stripe", group: "signature and JSON", ids: ["stripe", "stripe-text"], ratios: [3, 2, 2, 1.5] },
  { runtime: "node", against: "stripe verifyHeader, signature only", scheme: "stripe", group: "signature only", ids: ["stripe", "stripe-text"] },
  { runtime: "node", against: "octokit verify", ...github, ids: ["octokit", "octokit-text"], ratios: [2, 1.2, 1.05, 1] },
  { runtime: "deno", against: "bare createHmac + timingSafeEqual", ...standard, ids: ["hmac"], ratios: [4, 2.2, 1.4, 1] },
  { runtime: "bun", against: "bare createHmac + timingSafeEqual", ...standard, ids: ["hmac"], ratios: [1.2, 1.2, 1.1, 1] },
  { runtime: "workerd", against: "the faster of node:crypto and cached WebCrypto", ...standard, ids: ["hmac", "webcrypto"], ratios: [1.8, 1, 1, 0.95] },
];

/** On the native side a row names its contender; see `native` in xtask/src/bench. */
export const nativeGoals = [
  { against: "bare hmac + sha2", contender: /hmac/, ratios: [0.9, 0.95, 0.98, 0.99] },
  { against: "the standardwebhooks crate", contender: /standardwebhooks/, ratios: [4, 4, 4, 4] },
];

/** The ratio of the fastest of `ids` to ours, undefined where the runtime has none of them. */
export function ratio(rows, { scheme, group, ids }, size) {
  const of = (wanted) => rows.filter((row) => row.scheme === scheme && row.group === group && row.size === size && wanted.includes(row.id)).map(({ ns }) => ns);
  const [ours] = of(["auto"]);
  const others = of(ids);
  return ours === undefined || others.length === 0 ? undefined : Math.min(...others) / ours;
}

const MEBIBYTE = 1_048_576;

/**
 * What must hold: each with what was found, in words, and whether it is kept. Those that a busy machine could break by itself are
 * printed only; the others are `enforced`.
 */
export function limits({ results, memory, first, imports }) {
  const inside = results.filter(({ hostile }) => hostile);
  const worst = Math.max(...inside.flatMap(({ hostile }) => hostile.map(({ ours }) => ours.median)));
  const [cold, onWasm, , construction] = first.map(({ ms }) => ms);
  const growth = Math.max(...memory.filter(({ streams }) => streams).flatMap(({ before, after }) => [after.heap - before.heap, after.wasm - before.wasm]));
  const behind = results.flatMap(({ title, rows }) => peers(rows).filter(({ ratio }) => ratio <= 1).map(({ name, size }) => `${title}, ${name}, ${size} bytes`));
  const own = imports.find(({ name }) => name === "countersign").ms;
  return [
    ...(inside.length > 0 ? [limit("a header of 200,000 signatures, or of 64 kB, is refused in under 1 ms", `${worst.toFixed(3)} ms`, worst < 1)] : []),
    limit("the first verify of 1 MiB in a cold process takes under 8 ms", `${cold.toFixed(1)} ms, on wasm alone ${onWasm.toFixed(1)} ms; not counted: the construction before it, ${construction.toFixed(1)} ms`, cold < 8, false),
    limit("a body of 1 GiB in pieces makes heap and wasm memory grow by less than 2 MiB", `${(growth / MEBIBYTE).toFixed(2)} MiB`, growth < 2 * MEBIBYTE),
    limit("the import takes under 10 ms", `${own.toFixed(1)} ms`, own < 10, false),
    limit("verifying is faster than by standardwebhooks at every size, everywhere", behind.length === 0 ? "so it is" : behind.join("; "), behind.length === 0),
  ];
}

const limit = (what, found, kept, enforced = true) => ({ what, found, kept, enforced });

/** Every row in which standardwebhooks verifies, with its ratio to ours in the same group. */
function peers(rows) {
  return rows
    .filter(({ id, group }) => id.startsWith("standardwebhooks") && group !== "signing")
    .map((row) => ({ name: `${row.group}, ${row.name}`, size: row.size, ratio: ratio(rows, { ...row, ids: [row.id] }, row.size) }));
}
