// Bun's own server.
import { answer } from "./fetch.mjs";
import { ready } from "./serve.mjs";

const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => answer(request) });
await ready({ alone: server.port });
