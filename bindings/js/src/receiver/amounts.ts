// The numbers among the options: what each is if it is left out, and the most it may be.

import { wrong } from "../arguments.js";

/** Of each option its default and the most it may be. */
export type Amounts = Readonly<Record<string, readonly [otherwise: number, most: number]>>;

/** Seconds that a timer may run, and that a store may remember. */
export const WAIT = 86_400;
export const KEEP = 10 * 366 * 86_400;

/** The numbers, checked. */
export function numbers<A extends Amounts>(given: Record<string, unknown>, amounts: A): { readonly [N in keyof A]: number } {
  return Object.fromEntries(Object.entries(amounts).map(([name, [otherwise, most]]) => {
    const value = given[name] ?? otherwise;
    if (typeof value !== "number") throw wrong(`options.${name}`, "number", value);
    if (!(value > 0 && value <= most)) throw new TypeError(`options.${name}: expected more than 0 and at most ${most}, got ${value}`);
    return [name, value];
  })) as { [N in keyof A]: number };
}
