// Checks this example with the package in COUNTERSIGN_TGZ.
import { find } from "../../tests/faces/runtimes.mjs";
import { invalidUtf8, tooLarge, twiceSigned } from "../check/deliveries.mjs";
import { check, needed } from "../check/receiver.mjs";

await check(import.meta.url, {
  start: (folder, port) => ({ file: needed(find("bun"), "bun").file, args: ["server.ts"], env: { PORT: String(port) } }),
  more: [
    ["signature header twice", twiceSigned, 401],
    ["invalid UTF-8, signed so", invalidUtf8, 200],
    ["a body of 2 MB", tooLarge, 413],
  ],
});
