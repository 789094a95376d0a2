// Deno KV, in a file.
export const about = { entry: "stores/deno-kv", on: ["deno"], is: [], clock: "none", processes: true };

export async function open({ folder, skewSeconds }) {
  const { denoKvStore } = await import("countersign/stores/deno-kv");
  const kv = await Deno.openKv(`${folder}/kv.sqlite`);
  return { store: denoKvStore(kv, skewSeconds === undefined ? {} : { skewSeconds }), close: () => kv.close() };
}
