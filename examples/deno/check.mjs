// Checks this example with the package in COUNTERSIGN_TGZ; it may read no file but its own, and reach no host but its own.
import { find } from "../../tests/faces/runtimes.mjs";
import { invalidUtf8, tooLarge, twiceSigned } from "../check/deliveries.mjs";
import { check, needed } from "../check/receiver.mjs";

await check(import.meta.url, {
  start: (folder, port) => ({
    file: needed(find("deno"), "deno").file,
    args: [
      "run", "--unstable-kv", "--node-modules-dir=manual", "--check", "--no-prompt", "--allow-net=127.0.0.1", "--allow-read=.", "--allow-write=.",
      "--allow-env=PORT,KV_FILE,WEBHOOK_SECRET,WEBHOOK_SECRET_PREVIOUS", "main.ts",
    ],
    env: { PORT: String(port), DENO_NO_UPDATE_CHECK: "1" },
  }),
  more: [
    ["signature header twice", twiceSigned, 401],
    ["invalid UTF-8, signed so", invalidUtf8, 200],
    ["a body of 2 MB", tooLarge, 413],
  ],
});
