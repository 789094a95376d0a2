// What is known of a scheme of a family from its shape alone: where its signature stands, what that covers, and its window.

const COVERED = {
  "@method": ["method"], "@authority": ["authority"], "@scheme": [], "@target-uri": ["url", "authority"], "@request-target": ["path", "query"],
  "@path": ["path"], "@query": ["query"], host: ["authority"], "content-digest": ["body"],
};
const coveredBy = (component) => COVERED[component] ?? [`header:${component}`];

/** Whether a scheme is of one of the two families that are no templates. */
export const isFamily = ({ jws, httpSignature }) => jws !== undefined || httpSignature !== undefined;

function coversOf({ jws, httpSignature }) {
  if (jws) {
    const { start, jti, requestHash, urlHash, bodyHash } = jws;
    return [start && "timestamp", jti && "id", ...(requestHash ? ["method", "path", "query"] : []), urlHash && "url", bodyHash && "body"].filter(Boolean);
  }
  const { cover = [], coverOneOf: [first, ...others] = [], nonce } = httpSignature;
  // Of several components of which one is covered, what they have in common.
  const shared = first ? coveredBy(first).filter((own) => others.every((other) => coveredBy(other).includes(own))) : [];
  return ["timestamp", ...(nonce ? ["nonce"] : []), ...cover.flatMap(coveredBy), ...shared];
}

/** As the page of providers has it. The window is how old a request may be, which its own end may cut short. */
export function facts(scheme) {
  const { header = "Signature", start, toleranceSeconds, lifetimeSeconds } = scheme.jws ?? scheme.httpSignature;
  const timed = scheme.httpSignature !== undefined || start !== undefined;
  return {
    header,
    covers: coversOf(scheme),
    window: !timed ? "–" : lifetimeSeconds === undefined ? `${toleranceSeconds} s` : `its own end, ${toleranceSeconds} s of grace`,
  };
}
