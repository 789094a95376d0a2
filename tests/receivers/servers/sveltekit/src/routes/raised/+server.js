// An endpoint of SvelteKit.
import { receive } from "countersign/fetch";
import { raised, handler } from "../../../../handler.mjs";

const receiver = receive(raised, handler);
const answer = ({ request }) => receiver(request);

export const GET = answer;
export const POST = answer;
