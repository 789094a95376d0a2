// Fastify: with a JSON route beside it, and where other plugins have parsers for every type.
import formbody from "@fastify/formbody";
import { receive } from "countersign/fastify";
import Fastify from "fastify";
import rawBody from "fastify-raw-body";
import { receivers } from "./handler.mjs";
import { ready } from "./serve.mjs";

await ready({
  "with a JSON route beside it": await withRoutes(() => {}),
  "after @fastify/formbody, fastify-raw-body, a parser of all": await withRoutes(async (app) => {
    await app.register(formbody);
    await app.register(rawBody, { global: true, runFirst: true });
    app.addContentTypeParser("*", { parseAs: "string" }, (_, body, done) => done(null, body));
  }),
});

async function withRoutes(prepare) {
  const app = Fastify();
  await prepare(app);
  for (const [prefix, plugin] of Object.entries(receivers(receive))) app.register(plugin, { prefix });
  app.post("/beside", async ({ body }) => ({ parsed: body }));
  await app.listen({ port: 0, host: "127.0.0.1" });
  return app.server.address().port;
}
