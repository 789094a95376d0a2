// The Worker that workers.mjs runs; its memory is its own, so it tells what it saw itself.
import { answer } from "./fetch.mjs";
import { report } from "./handler.mjs";

export default {
  fetch: (request, env, context) => (new URL(request.url).pathname === "/witness" ? Response.json(report()) : answer(request, env, context)),
};
