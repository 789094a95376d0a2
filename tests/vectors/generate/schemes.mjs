// The built-in schemes, as the Rust catalogue writes them to schemes.json.

import { readFileSync } from "node:fs";

import { isAsymmetric } from "../../oracle/keys.mjs";
import { isFamily } from "./families-facts.mjs";

export const schemes = JSON.parse(readFileSync(new URL("../schemes.json", import.meta.url), "utf8"));

/** Those with a message of parts; what has none has files of its own. */
const templates = schemes.filter((scheme) => !isFamily(scheme));

/** Those whose secret both sides hold, which every entry of the package reads. */
export const symmetric = templates.filter((scheme) => !isAsymmetric(scheme));
export const asymmetric = templates.filter(isAsymmetric);

export const byName = new Map(schemes.map((scheme) => [scheme.name, scheme]));
