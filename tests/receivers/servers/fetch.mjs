// Decides which receiver a Fetch request is for, on the hosts whose servers speak Fetch.
import { receive } from "countersign/fetch";
import { handler, raised, tight } from "./handler.mjs";

export const receivers = { "/raised": receive(raised, handler), "/tight": receive(tight, handler) };

export const answer = (request, ...host) => receivers[new URL(request.url).pathname](request, ...host);
