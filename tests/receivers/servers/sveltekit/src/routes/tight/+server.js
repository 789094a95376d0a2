// An endpoint of SvelteKit.
import { receive } from "countersign/fetch";
import { tight, handler } from "../../../../handler.mjs";

const receiver = receive(tight, handler);
const answer = ({ request }) => receiver(request);

export const GET = answer;
export const POST = answer;
