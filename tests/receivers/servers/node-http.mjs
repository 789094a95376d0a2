// Node's own http module.
import { receive } from "countersign/node";
import { handler, raised, tight } from "./handler.mjs";
import { serve } from "./serve.mjs";

const receivers = { "/raised": receive(raised, handler), "/tight": receive(tight, handler) };
await serve({ alone: (request, response) => receivers[request.url](request, response) });
