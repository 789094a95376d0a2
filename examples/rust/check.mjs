// Checks this example: what it receives, and that it takes what it signed itself.
import { execFileSync } from "node:child_process";
import { built } from "../check/cargo.mjs";
import { genuine, invalidUtf8, secret, tooLarge, twiceSigned } from "../check/deliveries.mjs";
import { check } from "../check/receiver.mjs";

let binaries;

await check(import.meta.url, {
  packages: false,
  remembers: false,
  start: (folder, port) => {
    binaries = built(["example-rust"]);
    return { file: binaries.receive, args: [], env: { PORT: String(port) } };
  },
  more: [
    ["signed by the other program", signed, 200],
    ["signature header twice", twiceSigned, 401],
    ["invalid UTF-8, signed so", invalidUtf8, 200],
    ["a body of 2 MB", tooLarge, 413],
  ],
});

function signed() {
  const { body } = genuine();
  const text = execFileSync(binaries.sign, { input: body, encoding: "utf8", env: { ...process.env, WEBHOOK_SECRET: secret } });
  return { body, headers: Object.fromEntries(text.trim().split("\n").map((line) => line.split(": "))) };
}
