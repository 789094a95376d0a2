import { type Hosting } from "../hosting.js";
/** What the option `hashing` asks for; undefined where the core is to hash everything. */
export declare function hosting(hashing: unknown): Hosting | undefined;
