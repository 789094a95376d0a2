// A route of Next's app router.
import { at } from "../../../fetch.mjs";

export const GET = at["/tight"];
export const POST = at["/tight"];
