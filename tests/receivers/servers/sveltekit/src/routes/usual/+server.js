// An endpoint of SvelteKit.
import { at } from "../../../../fetch.mjs";

const answer = ({ request }) => at["/usual"](request);

export const GET = answer;
export const POST = answer;
