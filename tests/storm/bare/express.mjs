// Decides nothing: the Express example without countersign, to compare speeds. Whatever comes is written and answered 200.
//
//   node express.mjs FOLDER     over the packages and the database of the example that stands there
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const express = createRequire(join(folder, "receiver.mjs"))("express");
const { open } = await import(pathToFileURL(join(folder, "database.mjs")));
const { record } = await open();

const app = express();
app.disable("x-powered-by");
app.post("/webhooks/iexexchanger", express.raw({ type: () => true, inflate: false, limit: "1mb" }), async (request, response) => {
  const event = { id: request.headers["x-webhook-event-id"], type: request.headers["x-webhook-event-type"] };
  await record(undefined, "iexexchanger", event);
  console.log(JSON.stringify({ run: event.id, bytes: request.body.length }));
  response.sendStatus(200);
});
app.listen(Number(process.env.PORT), process.env.HOST);
