// The numbers among the options: what each is if it is left out, and the most it may be.

import { wrong } from "../arguments.js";

/** Of each option its default and the most it may be. */
export type Amounts = Readonly<Record<string, readonly [otherwise: number, most: number]>>;

/** Seconds that a timer may run. */
export const WAIT = 86_400;
/** Bytes, and seconds that a store may remember: 1 GiB, or 34 years. */
export const MANY = 2 ** 30;

/** What a store is told: whole milliseconds, since most take no others, and one at least. */
export const milliseconds = (seconds: number): number => Math.ceil(seconds * 1000);

/** The numbers, checked. */
export function numbers<A extends Amounts>(given: Record<string, unknown>, amounts: A): { readonly [N in keyof A]: number } {
  const taken: Record<string, number> = {};
  for (const [name, [otherwise, most]] of Object.entries(amounts)) {
    const value = given[name] ?? otherwise;
    if (typeof value !== "number") throw wrong(`options.${name}`, "number", value);
    if (!(value > 0 && value <= most)) throw new TypeError(`options.${name}: expected more than 0 and at most ${most}, got ${value}`);
    taken[name] = value;
  }
  return taken as { [N in keyof A]: number };
}
