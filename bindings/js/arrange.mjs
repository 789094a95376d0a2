// In which order the functions of a wasm module lie: like beside like, as gzip looks back no further than 32 KiB.

import { assemble, CODE, CUSTOM, functions, named, sections, write } from "./sections.mjs";

/** Bytes of the pieces by which functions are compared, and how many functions back: what was found best. */
const PIECE = 4;
const BACK = 3;

/**
 * The module with a name for each function, by which they are in order: for wasm-opt's `--reorder-functions-by-name`.
 *
 * @param {Uint8Array} binary a module that imports nothing and has no names
 */
export function nameInOrder(binary) {
  const parts = [...sections(binary)];
  const order = arrange(functions(parts.find(([kind]) => kind === CODE)[1]));
  const names = order.map((index, place) => [index, [...write(index), ...named(`f${String(place).padStart(6, "0")}`)]]);
  names.sort(([a], [b]) => a - b);
  const map = Uint8Array.from([...write(names.length), ...names.flatMap(([, entry]) => entry)]);
  const FUNCTION_NAMES = 1;
  return assemble([...parts, [CUSTOM, Buffer.concat([Uint8Array.from([...named("name"), FUNCTION_NAMES, ...write(map.length)]), map])]]);
}

/** Begins with the largest, then takes what has the largest share of its pieces in those just before. */
function arrange(bodies) {
  const pieces = bodies.map((body) => {
    const own = new Set();
    for (let at = 0; at + PIECE <= body.length; at++) own.add(body.toString("latin1", at, at + PIECE));
    return own;
  });
  const left = new Set(bodies.keys());
  const order = [];
  const near = new Map();
  const count = (index, by) => pieces[index].forEach((piece) => near.set(piece, (near.get(piece) ?? 0) + by));
  const known = (index) => {
    let share = 0;
    for (const piece of pieces[index]) share += near.get(piece) > 0 ? 1 / pieces[index].size : 0;
    return share;
  };
  let next = bodies.reduce((largest, body, index) => (body.length > bodies[largest].length ? index : largest), 0);
  while (left.delete(next)) {
    order.push(next);
    count(next, 1);
    if (order.length > BACK) count(order.at(-1 - BACK), -1);
    let best = -1;
    for (const index of left) {
      const share = known(index);
      if (share > best) [best, next] = [share, index];
    }
  }
  return order;
}
