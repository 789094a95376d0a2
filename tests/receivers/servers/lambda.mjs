// AWS Lambda's side of an invocation: the event comes as JSON, and so does what the handler gave.
import { receive } from "countersign/lambda";
import { receivers } from "./handler.mjs";
import { serve } from "./serve.mjs";

const at = receivers(receive);

await serve({
  alone: async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const { path, event } = JSON.parse(Buffer.concat(pieces).toString());
    const given = await at[path](event, { awsRequestId: "request-01", getRemainingTimeInMillis: () => 30_000 });
    response.end(JSON.stringify(given));
  },
});
