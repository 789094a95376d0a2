// The Redis store by node-redis.
export const about = { entry: "stores/redis", client: "redis", on: ["node"], server: "redis", is: [], clock: "its own", processes: true };

export async function open({ url, name }) {
  const { createClient } = await import("redis");
  const { redisStore } = await import("countersign/stores/redis");
  const client = createClient({ url, socket: { reconnectStrategy: () => 100 } });
  client.on("error", () => {});
  await client.connect();
  return { store: redisStore(client, { prefix: `${name}:`, timeoutSeconds: 2 }), close: () => client.destroy() };
}
