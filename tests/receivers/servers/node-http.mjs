// Node's own http module.
import { receive } from "countersign/node";
import { receivers } from "./handler.mjs";
import { serve } from "./serve.mjs";

const at = receivers(receive);
await serve({ alone: (request, response) => at[request.url](request, response) });
