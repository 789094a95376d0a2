// Decides what a storm sends: which event each delivery is of, which are sent at once, and which are forged.

/** Parts of all deliveries. */
const IN_FLIGHT = 0.3;
const FORGED = 0.05;

/**
 * The deliveries in the order in which they are sent; those of one `flight` are sent at once.
 *
 * Each is `{ event, kind }`, and `kind` is `first`, `flight` (together with the first), `late` (some time after it) or `forged`.
 * Half of the forged ones take the id of an event that there is, before or after it; the others are of no event at all.
 */
export function plan({ deliveries, events, seed }) {
  const random = generator(seed);
  const pick = (count) => Math.floor(random() * count);
  const forged = Math.round(deliveries * FORGED);
  const inFlight = Math.round(deliveries * IN_FLIGHT);
  const late = deliveries - events - forged - inFlight;
  if (late < 0) throw new Error(`${deliveries} deliveries are too few for ${events} events`);

  const flights = Array.from({ length: events }, (_, number) => [{ event: id(number), kind: "first" }]);
  for (let sent = 0; sent < inFlight; sent++) {
    const flight = flights[pick(events)];
    flight.push({ event: flight[0].event, kind: "flight" });
  }
  // A place between two flights for each of the others: a repeat comes after its event.
  const after = Array.from({ length: events }, () => []);
  for (let sent = 0; sent < late; sent++) {
    const number = pick(events);
    after[number + pick(events - number)].push({ event: id(number), kind: "late" });
  }
  for (let sent = 0; sent < forged; sent++) {
    const event = sent % 2 === 0 ? id(pick(events)) : `forged_${String(sent).padStart(6, "0")}`;
    after[pick(events)].push({ event, kind: "forged" });
  }
  return flights.flatMap((flight, number) => [...flight, ...after[number]]);
}

/** Deliveries of an event each, for measuring. */
export const distinct = (count) => Array.from({ length: count }, (_, number) => ({ event: id(number), kind: "first" }));

const id = (number) => `evt_storm_${String(number).padStart(6, "0")}`;

/** Numbers from 0 to 1, the same for each seed: mulberry32. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
