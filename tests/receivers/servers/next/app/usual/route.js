// A route of Next's app router.
import { at } from "../../../fetch.mjs";

export const GET = at["/usual"];
export const POST = at["/usual"];
