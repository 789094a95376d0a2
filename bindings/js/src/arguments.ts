// Whether what the program passes has the right type, with a message that says where and how to mend it.

import { KEY_LIMIT } from "./generated.js";

/** The getters of typed arrays themselves, whatever realm an array comes from and whatever it or its class claims. */
const typedArray = <T = unknown>(name: PropertyKey) => getter<T>(() => Object.getPrototypeOf(Uint8Array.prototype), name);
const typedArrayName = /* @__PURE__ */ typedArray(Symbol.toStringTag);
const bufferOf = /* @__PURE__ */ typedArray("buffer");
const offsetOf = /* @__PURE__ */ typedArray("byteOffset");
const lengthOf = /* @__PURE__ */ typedArray<number>("length");
const arrayBufferLength = /* @__PURE__ */ getter<number>(() => ArrayBuffer.prototype, "byteLength");

function getter<T>(owner: () => object, name: PropertyKey): (this: unknown) => T {
  return Object.getOwnPropertyDescriptor(owner(), name)?.get as (this: unknown) => T;
}

/** What a value is, in a word; never its content, which may be a secret. */
export function kind(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (Array.isArray(value)) return "array";
  const name = Object.prototype.toString.call(value).slice(8, -1);
  return name === "Object" ? "object" : name;
}

/** The error for an argument of the wrong type: `title: expected …, got …; hint`. */
export function wrong(title: string, expected: string, got: unknown, hint?: string): TypeError {
  return new TypeError(`${title}: expected ${expected}, got ${kind(got)}${hint === undefined ? "" : `; ${hint}`}`);
}

/** `value`, which must be a string. */
export function string(value: unknown, title: string, hint?: string): string {
  if (typeof value !== "string") throw wrong(title, "string", value, hint);
  return value;
}

/** `value`, which must be a string or left out. */
export function optionalString(value: unknown, title: string, hint?: string): string | undefined {
  return value === undefined ? undefined : string(value, title, hint);
}

/** The object of named arguments that a method takes. */
export function named<T extends object>(value: T, title: string, example: string): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(title, `an object such as ${example}`, value);
  return value;
}

/** Whether a value is a Uint8Array, of this realm or another. */
export function isBytes(value: unknown): value is Uint8Array {
  return typedArrayName.call(value) === "Uint8Array";
}

/** The bytes of a body, which is not viewed anew where it need not be: {@link sizeOf} tells its size, and not what its class says. */
export function contents(value: unknown, title: string): Uint8Array {
  return isBytes(value) && sizeOf(value) > 0 ? value : bytes(value, title);
}

/** How many bytes there are. */
export function sizeOf(value: Uint8Array): number {
  return lengthOf.call(value);
}

/** The bytes of a body or of a piece of one. */
export function bytes(value: unknown, title: string): Uint8Array {
  if (isBytes(value)) return plainView(value, title);
  if (isArrayBuffer(value)) return view(title, value);
  throw wrong(title, "Uint8Array or ArrayBuffer", value, bodyHint(value));
}

/** A view of the same bytes that is nothing more: a subclass may lie about its length. */
export function plainView(value: Uint8Array, title: string): Uint8Array {
  return view(title, bufferOf.call(value) as ArrayBuffer, offsetOf.call(value) as number, sizeOf(value));
}

/** A buffer that was transferred away looks empty, and the wrong body would be verified. */
function view(title: string, ...place: [buffer: ArrayBuffer, offset?: number, length?: number]): Uint8Array {
  try {
    return new Uint8Array(...place);
  } catch {
    throw new TypeError(`${title}: its buffer is detached; was it transferred or read before?`);
  }
}

/** Unix seconds of a Date, without their fraction; of this moment if there is none. */
export function seconds(value: unknown, title: string): number {
  if (value === undefined) return Math.floor(Date.now() / 1000);
  let milliseconds: number;
  try {
    milliseconds = Date.prototype.getTime.call(value);
  } catch {
    throw wrong(title, "Date", value, typeof value === "number" ? "new Date(milliseconds) makes one" : undefined);
  }
  if (Number.isNaN(milliseconds)) throw new TypeError(`${title}: expected a valid Date, got an invalid one`);
  return Math.floor(milliseconds / 1000);
}

/** One secret. */
export function secret(value: unknown, title: string): string | Uint8Array {
  if (typeof value === "string") return value;
  if (!isBytes(value)) {
    throw wrong(title, "string or Uint8Array", value, value === undefined ? "is the environment variable set?" : undefined);
  }
  return plainView(value, title);
}

/** One secret, or a list of them. */
export function secrets(value: unknown): (string | Uint8Array)[] {
  if (Array.isArray(value)) {
    const checked: (string | Uint8Array)[] = [];
    // No more than it takes for the core to say that there are too many.
    for (let index = 0; index < Math.min(value.length, KEY_LIMIT + 1); index++) checked.push(secret(value[index], `secrets[${index}]`));
    return checked;
  }
  if (typeof value === "string" || isBytes(value)) return [secret(value, "secrets[0]")];
  throw wrong("secrets", "string, Uint8Array or an array of them", value, value === undefined ? "is the environment variable set?" : undefined);
}

/** The method and URL of a request. */
export function requestLine(request: { readonly method?: unknown; readonly url?: unknown }): { method: string | undefined; url: string | undefined } {
  const { method, url } = request;
  return {
    method: optionalString(method, "method"),
    url: optionalString(url, "url", kind(url) === "URL" ? "pass url.href" : undefined),
  };
}

function isArrayBuffer(value: unknown): value is ArrayBuffer {
  if (typeof value !== "object" || value === null) return false;
  try {
    arrayBufferLength.call(value);
    return true;
  } catch {
    return false;
  }
}

/** How to get the raw bytes, of what was passed for them. */
function bodyHint(value: unknown): string | undefined {
  switch (kind(value)) {
    case "undefined":
      return "is a raw body parser installed, such as express.raw({ type: () => true })? it leaves no body where none was sent: pass new Uint8Array() then";
    case "string":
      return "pass the raw bytes, or, if only text is to be had, bodyFromText(text)";
    case "object":
    case "array":
      return "was it parsed by express.json()? use express.raw({ type: () => true }) on this route";
    case "Promise":
      return "await it first";
    case "Request":
    case "Response":
    case "Blob":
      return "pass await value.arrayBuffer()";
    case "ReadableStream":
      return "collect it first, or use begin() and update() with each chunk";
    default:
      return undefined;
  }
}
