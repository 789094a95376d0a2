// A server that stops in mid-flight: calls reject within a bound, and once it is back nothing is lost.
import assert from "node:assert/strict";
import { claimOf, DAY, randomHex } from "../actions.mjs";
import { until } from "../agents.mjs";

/** Milliseconds within which a call has to be answered or rejected. */
const BOUND = 10_000;

/** In two halves, as several stores share a server that stops once: before it stops, and what is to be done once it has. */
export const outage = {
  name: "server stopped in mid-flight",
  not: ({ server }) => (server === "postgres" || server === "redis" ? undefined : "there is no server to stop"),

  async before({ other }) {
    const agent = await other();
    const held = claimOf({ key: randomHex(32), lease: 300_000 });
    assert.equal((await agent.call("claim", held)).is, "won");
    const keys = Array.from({ length: 50_000 }, () => randomHex(32));
    const churning = agent.do("churn", { keys });
    await until("50 events are done", () => agent.told.length >= 50);

    const during = async () => {
      const begun = performance.now();
      const churned = await Promise.race([churning, late()]);
      assert.ok(churned.rejected !== undefined, "the call in flight was rejected");
      const inFlight = performance.now() - begun;
      const again = performance.now();
      const [answer] = await Promise.race([agent.do("calls", { method: "claim", lists: [[claimOf({ key: randomHex(32), lease: 1000 })]] }), late()]);
      assert.ok(answer.rejected !== undefined, `a claim while the server is away: ${JSON.stringify(answer)}`);
      const away = performance.now() - again;

      const after = async () => {
        const key = randomHex(32);
        let answer;
        const back = performance.now();
        // Clients take a moment to notice.
        for (let tries = 0; answer?.is === undefined && performance.now() - back < BOUND; tries++) {
          [answer] = await agent.do("calls", { method: "claim", lists: [[claimOf({ key, lease: 60_000 })]] });
        }
        assert.equal(answer.is, "won", JSON.stringify(answer));
        const done = agent.told.map(({ done }) => done);
        const looked = await agent.do("calls", { method: "look", lists: done.map((key) => [key]) });
        assert.deepEqual(looked.filter((state) => state !== "done"), [], "what was done is done");
        assert.equal((await agent.call("claim", claimOf({ key: held.key, lease: 1000 }))).is, "busy", "what was held is held");
        assert.equal(await agent.call("complete", held.key, held.token, DAY), true, "and is its holder's");
        return `rejected after ${Math.round(inFlight)} ms in flight, ${Math.round(away)} ms away; ${done.length} done before and still; what was held is held`;
      };
      return { after };
    };
    return { during };
  },
};

function late() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(`a call hangs for over ${BOUND / 1000} s`)), BOUND).unref());
}
