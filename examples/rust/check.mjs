// Checks this example: what it receives, and that it takes what it signed itself.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { genuine, invalidUtf8, secret, tooLarge, twiceSigned } from "../check/deliveries.mjs";
import { check } from "../check/receiver.mjs";

const cargo = process.env.CARGO ?? "cargo";
let binaries;

await check(import.meta.url, {
  packages: false,
  remembers: false,
  start: (folder, port) => {
    binaries = build();
    return { file: binaries.receive, args: [], env: { PORT: String(port) } };
  },
  more: [
    ["signed by the other program", signed, 200],
    ["signature header twice", twiceSigned, 401],
    ["invalid UTF-8, signed so", invalidUtf8, 200],
    ["a body of 2 MB", tooLarge, 413],
  ],
});

/** The programs, by name. */
function build() {
  const args = ["build", "--quiet", "--package", "example-rust", "--message-format", "json-render-diagnostics"];
  const text = execFileSync(cargo, args, { cwd: fileURLToPath(new URL(".", import.meta.url)), encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 });
  const messages = text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return Object.fromEntries(messages.filter(({ executable }) => executable).map(({ target, executable }) => [target.name, executable]));
}

function signed() {
  const { body } = genuine();
  const text = execFileSync(binaries.sign, { input: body, encoding: "utf8", env: { ...process.env, WEBHOOK_SECRET: secret } });
  return { body, headers: Object.fromEntries(text.trim().split("\n").map((line) => line.split(": "))) };
}
