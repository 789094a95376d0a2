// Connect, alone and after body-parser.
import { receive } from "countersign/node";
import bodyParser from "body-parser";
import connect from "connect";
import { receivers } from "./handler.mjs";
import { serve } from "./serve.mjs";

const limit = "4mb";
await serve({ alone: withRoutes(), "after body-parser": withRoutes(bodyParser.json({ limit }), bodyParser.urlencoded({ extended: true, limit })) });

function withRoutes(...before) {
  const app = connect();
  for (const parser of before) app.use(parser);
  for (const [path, receiver] of Object.entries(receivers(receive))) app.use(path, receiver);
  return app;
}
