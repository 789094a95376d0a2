// Many who claim one event at once: one wins.
import assert from "node:assert/strict";
import { randomHex } from "../actions.mjs";

const ROUNDS = 200;
const CLAIMS = 50;

export const checks = [
  {
    name: "50 claims at once",
    alone: true,
    async run({ main }) {
      const { told, milliseconds } = await main.do("rounds", { rounds: ROUNDS, count: CLAIMS }, 180_000);
      return judged(told, CLAIMS, milliseconds);
    },
  },
  {
    name: "50 claims from 4 processes",
    alone: true,
    not: ({ processes }) => (processes ? undefined : "one process has it"),
    async run({ workers }) {
      const all = await workers();
      const begun = performance.now();
      const told = [];
      const each = Math.ceil(CLAIMS / all.length);
      for (let round = 0; round < ROUNDS; round++) {
        const key = randomHex(32);
        const answers = await Promise.all(all.map((worker) => worker.do("claims", { key, count: each })));
        const sum = (name) => answers.reduce((total, answer) => total + answer[name], 0);
        told.push({ won: sum("won"), busy: sum("busy"), other: sum("other"), rejected: sum("rejected"), why: answers.find(({ why }) => why)?.why });
      }
      return judged(told, each * all.length, performance.now() - begun);
    },
  },
];

function judged(told, claims, milliseconds) {
  const odd = told.filter(({ won, busy }) => won !== 1 || busy !== claims - 1);
  assert.deepEqual(odd.slice(0, 3), [], `${odd.length} of ${told.length} rounds of ${claims} claims had not one winner and the rest busy`);
  return `${told.length} rounds of ${claims}: one winner each, ${(told.length * (claims - 1)).toLocaleString("en")} busy, ${Math.round((told.length * claims) / (milliseconds / 1000)).toLocaleString("en")} claims/s`;
}
