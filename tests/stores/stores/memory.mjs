// The store in memory, which ends with its process.
export const about = { entry: "stores/memory", on: ["node20", "bun"], is: ["inbox", "cleanable"], clock: "none", processes: false, lasts: false };

export async function open() {
  const { memoryStore } = await import("countersign/stores/memory");
  return { store: memoryStore() };
}
