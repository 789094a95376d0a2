// h3, version 2, on Node.
import { H3, toNodeHandler } from "h3";
import { at } from "./fetch.mjs";
import { serve } from "./serve.mjs";

const app = new H3();
for (const [path, receiver] of Object.entries(at)) app.all(path, (event) => receiver(event.req));
await serve({ alone: toNodeHandler(app) });
