// What stands at a pointer (RFC 6901) in a JSON text, with numbers as they are written: JSON.parse would lose their spelling.

/** A scalar as it is signed: { text } or, for null, undefined; an object or array is { container: true }. Throws if the text is no JSON. */
export function at(text, pointer) {
  JSON.parse(text);
  let found = { value: read(text, skip(text, 0))[0] };
  for (const token of pointer.split("/").slice(1).map((raw) => raw.replaceAll("~1", "/").replaceAll("~0", "~"))) {
    const { members } = found.value;
    found = { value: members?.get(token) };
    if (found.value === undefined) return undefined;
  }
  const { scalar, members } = found.value;
  return members ? { container: true } : scalar === "null" ? undefined : { text: scalar.startsWith('"') ? JSON.parse(scalar) : scalar };
}

const skip = (text, from) => from + /^[ \t\n\r]*/.exec(text.slice(from))[0].length;

/** The value that begins at `from`, and where it ends. The text is known to be JSON. */
function read(text, from) {
  if (text[from] !== "{" && text[from] !== "[") {
    const [scalar] = /^(?:"(?:[^"\\]|\\.)*"|[^\s,\]}]+)/s.exec(text.slice(from));
    return [{ scalar }, from + scalar.length];
  }
  const object = text[from] === "{";
  const members = new Map();
  let place = skip(text, from + 1);
  while (text[place] !== "}" && text[place] !== "]") {
    let name = String(members.size);
    if (object) {
      const [key, end] = read(text, place);
      name = JSON.parse(key.scalar);
      place = skip(text, skip(text, end) + 1);
    }
    const [value, end] = read(text, place);
    members.set(name, value);
    place = skip(text, end);
    if (text[place] === ",") place = skip(text, place + 1);
  }
  return [{ members }, place + 1];
}

/** `value` put at a pointer in a JSON text that JSON.stringify wrote; what the pointer leads through has to be there, but for the last step. */
export function put(text, pointer, value) {
  const root = JSON.parse(text);
  const tokens = pointer.split("/").slice(1).map((raw) => raw.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = tokens.pop();
  tokens.reduce((node, token) => node[token], root)[last] = value;
  return JSON.stringify(root);
}
