export declare const name = "adapters/fastify";
