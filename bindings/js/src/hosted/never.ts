// No hashing by the host: for the entry that is built to be small.

import { checkHashing, type Hosting, noHost } from "../hosting.js";

/** What the option `hashing` asks for. */
export function hosting(hashing: unknown): Hosting | undefined {
  checkHashing(hashing);
  if (hashing === "host") throw noHost();
  return undefined;
}
