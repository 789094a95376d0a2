// What was seen, for the runner.
import { report } from "../../../../handler.mjs";

export const GET = () => Response.json(report());
