// To be written.
export const name = "adapters/fastify";
