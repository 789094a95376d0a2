// Decides what an Express application answers to the webhooks of iEXExchanger, the Partner API (MIEX), HubEx and Bitex.
import express from "express";
import { Webhook } from "countersign";

// An unset or empty secret stops the program here, before it listens.
const senders = {
  iexexchanger: new Webhook("iexexchanger", secrets("IEXEXCHANGER_SECRET")),
  miex: new Webhook("miex", secrets("MIEX_SECRET")),
  hubex: new Webhook("hubex", secrets("HUBEX_TOKEN")),
  bitex: new Webhook("bitex", secrets("BITEX_API_KEY")),
};

// The bytes as they came, whatever their type says: a signature is over bytes, and inflating or parsing loses them.
const rawBody = express.raw({ type: () => true, inflate: false, limit: "1mb" });

const app = express();
app.disable("x-powered-by");
app.post("/webhooks/iexexchanger", rawBody, receive("iexexchanger"));
app.post("/webhooks/miex", rawBody, receive("miex"));
app.post("/webhooks/hubex{/:token}", rawBody, receive("hubex"));
app.post("/webhooks/bitex", rawBody, receive("bitex"));
app.use((request, response) => void response.status(404).end());
app.use(refuse);

// Behind a proxy that ends TLS; only it can reach this.
const server = app.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? "127.0.0.1", (error) => {
  if (error) throw error;
  log({ listening: `http://${process.env.HOST ?? "127.0.0.1"}:${server.address().port}` });
});

function receive(sender) {
  const webhook = senders[sender];
  return (request, response) => {
    const result = webhook.safeVerify({
      headers: request.rawHeaders, // request.headers has joined or dropped repeated headers
      body: request.body ?? new Uint8Array(), // Express leaves it undefined when no body was sent
      url: request.originalUrl, // HubEx has its token there
    });
    if (!result.ok) {
      log({ request: requestId(request), sender, code: result.code, message: result.message });
      return response.status(statusOf(result.code)).end();
    }
    // Store request.body and result.id durably here, and work on them after the answer: senders wait only seconds, and they
    // repeat what they are unsure of. An event type that is unknown to you is stored and answered like any other.
    log({ request: requestId(request), sender, code: "ok", keyIndex: result.keyIndex, id: result.id, type: result.type });
    response.status(200).end(); // 200 is success for all four; Bitex takes nothing else
  };
}

/** A request that no sender would write is a bad request; all else that is refused is not authenticated. */
function statusOf(code) {
  return code.startsWith("malformed_") ? 400 : 401;
}

/** What Express and its body parser refuse by themselves: too large, compressed, cut short, a path that is not percent-encoding. */
function refuse(error, request, response, next) {
  const status = error.status >= 400 && error.status < 500 ? error.status : 500;
  log({ request: requestId(request), status, message: String(status === 500 ? error.stack : error.message) });
  if (response.headersSent) return next(error);
  response.status(status).end();
}

/** During a rotation the new secret stands in NAME and the one before it in NAME_PREVIOUS. */
function secrets(name) {
  const previous = process.env[`${name}_PREVIOUS`];
  return previous ? [process.env[name], previous] : [process.env[name]];
}

function requestId(request) {
  return request.headers["x-request-id"]?.slice(0, 128);
}

/** One JSON object a line; nothing a sender wrote can begin a line of its own. */
function log(entry) {
  console.log(JSON.stringify(entry));
}
