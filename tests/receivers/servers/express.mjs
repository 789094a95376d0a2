// Express, of the version that is asked for: the route alone, and after each of its body parsers.
import { receive } from "countersign/node";
import { receivers } from "./handler.mjs";
import { serve } from "./serve.mjs";

const { default: express } = await import(process.argv[2]);
const limit = "4mb";
const rows = {
  alone: [],
  "after express.json()": [express.json({ limit })],
  "after express.json({ verify }) kept rawBody": [express.json({ limit, verify: (request, _, bytes) => (request.rawBody = bytes) })],
  "after express.raw() of JSON": [express.raw({ type: "application/json", limit })],
  "after express.raw() of all": [express.raw({ type: () => true, limit })],
  "after express.text() of all": [express.text({ type: () => true, limit })],
  "after express.urlencoded()": [express.urlencoded({ extended: true, limit })],
};

await serve(Object.fromEntries(Object.entries(rows).map(([name, before]) => [name, withRoutes(before)])));

function withRoutes(before) {
  const app = express();
  for (const parser of before) app.use(parser);
  for (const [path, receiver] of Object.entries(receivers(receive))) app.all(path, receiver);
  return app;
}
