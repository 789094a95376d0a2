// Hono on Node: the route alone, and after someone parsed the body.
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { at } from "./fetch.mjs";
import { serve } from "./serve.mjs";

const parses = async (c, next) => {
  await c.req.json().catch(() => {});
  return next();
};

await serve({ alone: withRoutes(), "after c.req.json()": withRoutes(parses) });

function withRoutes(...before) {
  const app = new Hono();
  if (before.length > 0) app.use(...before);
  for (const [path, receiver] of Object.entries(at)) app.all(path, (c) => receiver(c.req.raw));
  return getRequestListener(app.fetch);
}
