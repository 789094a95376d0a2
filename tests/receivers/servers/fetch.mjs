// Decides which receiver a Fetch request is for, on the hosts whose servers speak Fetch.
import { receive } from "countersign/fetch";
import { receivers } from "./handler.mjs";

export const at = receivers(receive);

export const answer = (request, ...host) => at[new URL(request.url).pathname](request, ...host);
