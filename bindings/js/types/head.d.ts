import type { Found } from "./headers.js";
/**
 * Writes the method, the URL, the id, type and nonce of a delivery to sign, and the headers, and gives the length of it all.
 *
 * One text of all costs the host least. Where it holds more than ASCII, of which no field may have any, the bytes do not matter as long
 * as there is one a character.
 */
export declare function writeHead(found: readonly Found[], method?: string, url?: string, id?: string, type?: string, nonce?: string): number;
