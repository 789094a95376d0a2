// Deno's own server.
import { answer } from "./fetch.mjs";
import { ready } from "./serve.mjs";

const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => answer(request));
await ready({ alone: server.addr.port });
