// Koa, alone and after koa-bodyparser.
import { koa as receive } from "countersign/node";
import Koa from "koa";
import bodyParser from "koa-bodyparser";
import { receivers } from "./handler.mjs";
import { serve } from "./serve.mjs";

await serve({ alone: withRoutes(), "after koa-bodyparser": withRoutes(bodyParser({ jsonLimit: "4mb", formLimit: "4mb" })) });

function withRoutes(...before) {
  const app = new Koa();
  const at = receivers(receive);
  for (const parser of before) app.use(parser);
  app.use((ctx, next) => at[ctx.path](ctx, next));
  return app.callback();
}
