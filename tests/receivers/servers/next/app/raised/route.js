// A route of Next's app router.
import { receive } from "countersign/fetch";
import { raised, handler } from "../../../handler.mjs";

const answer = receive(raised, handler);

export const GET = answer;
export const POST = answer;
