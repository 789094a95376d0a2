// Checks this example over a PostgreSQL of its own, in each of its modes.
import { postgres } from "../../tests/stores/servers.mjs";
import { built } from "../check/cargo.mjs";
import { invalidUtf8, tooLarge, twiceSigned } from "../check/deliveries.mjs";
import { check } from "../check/receiver.mjs";

const program = built(["countersign-example-axum-postgres"])["countersign-example-axum-postgres"];
const server = await postgres();
try {
  for (const MODE of ["inline", "transactional"]) {
    console.log(`MODE=${MODE}`);
    await check(import.meta.url, {
      packages: false,
      start: (folder, port) => ({ file: program, args: [], env: { PORT: String(port), MODE, DATABASE_URL: server.url } }),
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
