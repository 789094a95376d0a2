// The numbers among the options: what each is if it is left out, and the most it may be.

import { wrong } from "../arguments.js";

/** Of each option its default, the most it may be, and in what it is counted, if not in seconds. Those that are counted are whole. */
export type Amounts = Readonly<Record<string, readonly [otherwise: number, most: number, unit?: string]>>;

/** Seconds that a timer may run, and that a store may remember. */
export const most = { wait: 86_400, keep: 10 * 366 * 86_400 };

/** The numbers, checked. */
export function amount(given: Record<string, unknown>, amounts: Amounts): Record<string, number> {
  const taken: Record<string, number> = {};
  for (const [name, [otherwise, highest, unit = "seconds"]] of Object.entries(amounts)) {
    const value = given[name];
    if (value !== undefined && typeof value !== "number") throw wrong(`options.${name}`, "number", value);
    const whole = unit !== "seconds";
    if (value !== undefined && !(value > 0 && value <= highest && (!whole || Number.isInteger(value)))) {
      throw new TypeError(`options.${name}: expected ${whole ? "a whole number of " : ""}${unit} from ${whole ? 1 : "over 0"} to ${highest}, got ${value}`);
    }
    taken[name] = value ?? otherwise;
  }
  return taken;
}
