// The store in memory, which ends with its process.
import { claimOf, randomHex } from "../actions.mjs";

export const about = { entry: "stores/memory", on: ["node20", "bun"], is: ["inbox", "cleanable"], clock: "none", processes: false, lasts: false };

export async function open() {
  const { memoryStore } = await import("countersign/stores/memory");
  const store = memoryStore();
  return {
    store,
    async fill(count) {
      for (let n = 0; n < count; n++) {
        const claim = claimOf({ key: randomHex(32), lease: 1000 });
        await store.claim(claim);
        await store.complete(claim.key, claim.token, 0);
      }
    },
  };
}
