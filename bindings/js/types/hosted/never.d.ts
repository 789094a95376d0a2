import { type Hosting } from "../hosting.js";
/** What the option `hashing` asks for. */
export declare const hosting: (hashing: unknown) => Hosting | undefined;
