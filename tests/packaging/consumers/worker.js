// A Worker, bundled by esbuild and by wrangler.
import { Webhook } from "countersign";
import { check } from "./check.mjs";

export default { fetch: () => new Response(check({ Webhook })) };
