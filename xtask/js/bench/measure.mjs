// Decides how contenders take turns, and that the median of their batches is what counts. Needs nothing of a host but a clock.

/** Sizes of the body, by what they are called. */
export const SIZES = { "256 B": 256, "1 KiB": 1024, "4 KiB": 4096, "16 KiB": 16_384, "64 KiB": 65_536, "1 MiB": 1_048_576 };
/** Different deliveries in turn, so that nothing is remembered of the one before. */
export const DELIVERIES = 8;

const LARGE = 1_048_576;
let kept;

/**
 * Median nanoseconds per call of each contender, in their order. `batch(contender, count)` gives the nanoseconds of so many calls.
 *
 * A batch is short enough that a disturbance hits one, and long enough that the clock's grain does not show. The rounds of the
 * warm-up are not counted: every contender is compiled by then, in the company of the others.
 */
export async function measure(contenders, batch, { batchNs, warmUp, rounds }) {
  const counts = contenders.map(() => 1);
  const samples = contenders.map(() => []);
  for (let round = 0; round < warmUp + rounds; round++) {
    // In another order each time: who always ran after its like would find the caches warm, or after another's garbage.
    for (const at of shuffled(contenders.keys())) {
      const ns = (await batch(contenders[at], counts[at])) / counts[at];
      if (round >= warmUp) samples[at].push(ns);
      else counts[at] = nextCount(counts[at], batchNs / ns);
    }
  }
  return samples.map(median);
}

/** In steps, since a batch that is too short says little, or less than nothing where an empty one was taken off. */
function nextCount(count, wanted) {
  const most = count * 4;
  return wanted > 0 ? Math.max(1, Math.min(most, Math.round(wanted))) : most;
}

/** How many rounds a size is worth: a megabyte takes long and varies little. */
export const effort = (size, { warmUp, rounds, ...rest }) => (size < LARGE ? { ...rest, warmUp, rounds } : { ...rest, warmUp: Math.ceil(warmUp / 6), rounds: Math.ceil(rounds / 6) });

/** So many calls in this process, over the deliveries in turn; what is asynchronous is awaited call by call. */
export function callInTurn({ run, isAsync }, deliveries, count) {
  if (isAsync) return callAsyncInTurn(run, deliveries, count);
  for (let at = 0; at < count; at++) kept = run(deliveries[at % DELIVERIES]);
  return kept;
}

async function callAsyncInTurn(run, deliveries, count) {
  for (let at = 0; at < count; at++) kept = await run(deliveries[at % DELIVERIES]);
  return kept;
}

export function shuffled(given) {
  const all = [...given];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [all[at], all[other]] = [all[other], all[at]];
  }
  return all;
}

export const median = (samples) => samples.sort((a, b) => a - b)[samples.length >> 1];
