// Decides in which other forms one request can reach the library, all of which must get the same answer.

/** Other forms of the header pairs: flat raw headers, records, `Headers` where it can hold them unchanged. */
export function headerForms(pairs) {
  const forms = [["rawHeaders", pairs.flat()], ["record", record(pairs)]];
  // Hosts join repeats with a comma and a space. A joined value past the limit of one value is another case, not another form.
  if (!longRepeat(pairs)) {
    forms.push(["joined", joined(pairs)]);
    const host = hostHeaders(pairs);
    if (host) forms.push(["Headers", host]);
  }
  return forms;
}

/** Other forms of the body bytes: a bare buffer, a view into the middle of a larger one. */
export function bodyForms(body) {
  const around = new Uint8Array(body.length + 7).fill(0x41);
  around.set(body, 3);
  return [["ArrayBuffer", body.slice().buffer], ["view", around.subarray(3, 3 + body.length)]];
}

/** Ways to cut the body for streaming; sizes chosen to straddle hash blocks and the core's buffer. */
export function chunkings(body) {
  const sizes = [body.length || 1, ...[1, 63, 977, 65535, 86153, 86154].filter((size) => size < body.length && body.length / size < 5000)];
  return sizes.map((size) => [
    `stream by ${size}`,
    function* () {
      for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
    },
  ]);
}

function record(pairs) {
  const fields = Object.create(null);
  for (const [name, values] of grouped(pairs)) fields[name] = values.length === 1 ? values[0] : values;
  return fields;
}

function joined(pairs) {
  const fields = Object.create(null);
  for (const [name, values] of grouped(pairs)) fields[name] = values.join(", ");
  return fields;
}

/** `Headers`, if each value survives it: it trims, and refuses what no HTTP stack would pass on. */
function hostHeaders(pairs) {
  if (typeof Headers === "undefined") return undefined;
  try {
    for (const [name, value] of pairs) {
      if (new Headers([[name, value]]).get(name) !== value) return undefined;
    }
    return new Headers(pairs);
  } catch {
    return undefined;
  }
}

const longRepeat = (pairs) => [...grouped(pairs).values()].some((values) => values.length > 1 && values.join(", ").length > 4096);

function grouped(pairs) {
  const groups = new Map();
  for (const [name, value] of pairs) {
    // ASCII only: a Kelvin sign is no k, in a header name.
    const key = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}
