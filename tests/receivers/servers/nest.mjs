// Nest on Express: in a controller with and without rawBody, and mounted before its body parser.
import "reflect-metadata";
import { All, Controller, Module, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { receive } from "countersign/node";
import { receivers } from "./handler.mjs";
import { serve } from "./serve.mjs";

const at = receivers(receive);

// What TypeScript makes of decorators, written out.
class Webhooks {}
for (const [path, receiver] of Object.entries(at)) {
  Webhooks.prototype[path] = (request, response) => receiver(request, response);
  All(path)(Webhooks.prototype, path, Object.getOwnPropertyDescriptor(Webhooks.prototype, path));
  Req()(Webhooks.prototype, path, 0);
  Res()(Webhooks.prototype, path, 1);
}
Controller()(Webhooks);
class WithController {}
Module({ controllers: [Webhooks] })(WithController);
class Without {}
Module({})(Without);

await serve({
  "mounted before its body parser": await mounted(),
  "rawBody: true": await controlled({ rawBody: true }),
  "without rawBody": await controlled({}),
});

async function controlled(options) {
  const app = await NestFactory.create(WithController, { ...options, logger: false });
  // Nest's own limit is 100 kB.
  for (const parser of ["json", "urlencoded"]) app.useBodyParser(parser, { limit: "4mb", ...(parser === "urlencoded" && { extended: true }) });
  await app.init();
  return app.getHttpAdapter().getInstance();
}

async function mounted() {
  const app = await NestFactory.create(Without, { logger: false });
  for (const [path, receiver] of Object.entries(at)) app.use(path, receiver);
  await app.init();
  return app.getHttpAdapter().getInstance();
}
