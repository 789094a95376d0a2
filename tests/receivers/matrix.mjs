// Decides whether each body comes to the handler as it was sent, or is refused by an error that says why it cannot.
import { bodies, post, signed } from "./deliveries.mjs";
import { describe, sawExactly } from "./row.mjs";

/** Sends every body to a row, and gives `[column, got, wanted]` for each. */
export async function matrix(row, expected) {
  const cells = [];
  for (const { name, body, usual = false, inChunks = false, ...how } of bodies) {
    const delivery = signed(body, { ...("contentType" in how && { header: { "Content-Type": how.contentType } }), encoding: how.encoding });
    const all = await row.tell(post(usual ? "/usual" : "/raised", delivery, { inChunks }));
    cells.push([name, mark(all, delivery, expected.by), expected[name] ?? "ok"]);
  }
  return cells;
}

/** `ok`, `taken` or `413` for what is right in its place, else all that is known. */
function mark(all, delivery, by) {
  const said = describe(all);
  if (said === "200 processed" && sawExactly(all.seen, delivery)) return "ok";
  if (said === "413 too_large" && all.seen.length === 0) return "413";
  if (said === "500 body_taken" && all.seen.length === 0) {
    const [{ error }] = all.outcomes;
    const fits = error?.name === "BodyTakenError" && by !== undefined && error.framework === by.framework && by.fix.test(error.message);
    return fits ? "taken" : `${said}, by ${error?.framework}: ${error?.message}`;
  }
  return all.seen.length > 0 ? `${said}; seen ${JSON.stringify(all.seen)}` : said;
}
