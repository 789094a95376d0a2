// Nest on Express: in a controller with and without rawBody, and mounted before its body parser.
import "reflect-metadata";
import { All, Controller, Module, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { receive } from "countersign/node";
import { handler, raised, tight } from "./handler.mjs";
import { serve } from "./serve.mjs";

const receivers = { raised: receive(raised, handler), tight: receive(tight, handler) };

// What TypeScript makes of decorators, written out.
class Webhooks {
  raised(request, response) {
    return receivers.raised(request, response);
  }
  tight(request, response) {
    return receivers.tight(request, response);
  }
}
for (const name of ["raised", "tight"]) {
  All(name)(Webhooks.prototype, name, Object.getOwnPropertyDescriptor(Webhooks.prototype, name));
  Req()(Webhooks.prototype, name, 0);
  Res()(Webhooks.prototype, name, 1);
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
  app.use("/raised", receivers.raised);
  app.use("/tight", receivers.tight);
  await app.init();
  return app.getHttpAdapter().getInstance();
}
