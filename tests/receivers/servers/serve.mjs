// Decides how a server under test is reached: each of its rows on a port of its own, and what it remembers on one more.
import { createServer } from "node:http";
import { report } from "./handler.mjs";

/** Listens with each of the `rows`, Node's request listeners by name, and tells the runner where. */
export async function serve(rows) {
  const ports = {};
  for (const [name, listener] of Object.entries(rows)) ports[name] = await listening(createServer(listener));
  await ready(ports);
}

/** Tells the runner where the rows listen, and listens for what was seen. */
export async function ready(ports) {
  const witness = await listening(createServer((_, response) => response.end(JSON.stringify(report()))));
  told({ ports, witness: `http://127.0.0.1:${witness}/` });
}

export const told = (where) => console.log(`READY ${JSON.stringify(where)}`);

export const listening = (server) =>
  new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server.address().port));
  });
