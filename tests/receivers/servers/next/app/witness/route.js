// What was seen, for the runner.
import { report } from "../../../handler.mjs";

export const dynamic = "force-dynamic";
export const GET = () => Response.json(report());
