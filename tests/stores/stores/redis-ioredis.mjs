// The Redis store by ioredis.
export const about = { entry: "stores/redis", client: "ioredis", on: ["node20"], server: "redis", is: [], clock: "its own", processes: true };

export async function open({ url, name }) {
  const { default: Redis } = await import("ioredis");
  const { redisStore } = await import("countersign/stores/redis");
  const client = new Redis(url, { retryStrategy: () => 100 });
  // Without a listener it prints each failure.
  client.on("error", () => {});
  return { store: redisStore(client, { prefix: `${name}:`, timeoutSeconds: 2 }), close: () => client.disconnect() };
}
