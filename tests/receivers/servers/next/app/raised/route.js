// A route of Next's app router.
import { at } from "../../../fetch.mjs";

export const GET = at["/raised"];
export const POST = at["/raised"];
