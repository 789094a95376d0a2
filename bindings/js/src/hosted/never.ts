// No hashing by the host: for the entry that is built to be small.

import { type Hosting, withoutHost } from "../hosting.js";

/** What the option `hashing` asks for. */
export const hosting: (hashing: unknown) => Hosting | undefined = withoutHost;
