// Checks this example over a PostgreSQL of its own, in each of its modes.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { postgres } from "../../tests/stores/servers.mjs";
import { invalidUtf8, tooLarge, twiceSigned } from "../check/deliveries.mjs";
import { check } from "../check/receiver.mjs";

const args = ["build", "--quiet", "--package", "countersign-example-axum-postgres", "--message-format", "json-render-diagnostics"];
const options = { cwd: fileURLToPath(new URL(".", import.meta.url)), encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 };
const messages = execFileSync(process.env.CARGO ?? "cargo", args, options).split("\n").filter(Boolean).map((line) => JSON.parse(line));
const { executable } = messages.find((message) => message.executable);

const server = await postgres();
try {
  for (const MODE of ["inline", "transactional"]) {
    console.log(`MODE=${MODE}`);
    await check(import.meta.url, {
      packages: false,
      start: (folder, port) => ({ file: executable, args: [], env: { PORT: String(port), MODE, DATABASE_URL: server.url } }),
      more: [
        ["signature header twice", twiceSigned, 401],
        ["invalid UTF-8, signed so", invalidUtf8, 200],
        ["a body of 2 MB", tooLarge, 413],
      ],
    });
  }
} finally {
  await server.stop();
}
