// A route of Next's app router.
import { receive } from "countersign/fetch";
import { tight, handler } from "../../../handler.mjs";

const answer = receive(tight, handler);

export const GET = answer;
export const POST = answer;
