// Checks this example with the package in COUNTERSIGN_TGZ, over SQLite, in each of its modes.
import { invalidUtf8, secret, tooLarge, twiceSigned } from "../check/deliveries.mjs";
import { check } from "../check/receiver.mjs";

const others = { MIEX_SECRET: "example-miex-secret", HUBEX_TOKEN: "example-hubex-token", BITEX_API_KEY: "example-bitex-api-key" };

for (const MODE of ["inline", "transactional", "inbox"]) {
  console.log(`MODE=${MODE}`);
  const env = { IEXEXCHANGER_SECRET: secret, ...others, MODE, DATABASE_URL: "" };
  await check(import.meta.url, {
    path: "/webhooks/iexexchanger",
    start: (folder, port) => ({ file: process.execPath, args: ["receiver.mjs"], env: { ...env, PORT: String(port) } }),
    more: [
      ["signature header twice", twiceSigned, 401],
      ["invalid UTF-8, signed so", invalidUtf8, 200],
      ["a body of 2 MB", tooLarge, 413],
    ],
  });
}
