// Checks this example with the package in COUNTERSIGN_TGZ, in `wrangler dev` of the tests' own node_modules.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { find, modules } from "../../tests/faces/runtimes.mjs";
import { invalidUtf8, secret, tooLarge, twiceSigned } from "../check/deliveries.mjs";
import { check, needed } from "../check/receiver.mjs";

await check(import.meta.url, {
  start: (folder, port) => {
    writeFileSync(join(folder, ".dev.vars"), `WEBHOOK_SECRET="${secret}"\n`);
    const wrangler = join(modules, "wrangler", "bin", "wrangler.js");
    const args = [wrangler, "dev", "--local", "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", "--show-interactive-dev-session=false"];
    const env = { CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_LOG_PATH: join(folder, "logs"), XDG_CONFIG_HOME: join(folder, "config") };
    return { file: needed(find("node"), "the newest Node.js").file, args, env };
  },
  more: [
    ["signature header twice", twiceSigned, 401],
    ["invalid UTF-8, signed so", invalidUtf8, 200],
    ["a body of 2 MB", tooLarge, 413],
  ],
});
