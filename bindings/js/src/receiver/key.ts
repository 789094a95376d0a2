// By what an event is told from another: its key in a store, as `countersign::receiver::Key` of the Rust crate.

/** By what to tell events apart. */
export type Dedupe = "auto" | "id" | "body";

/** What a store has to know of an event to run it once: 64 hex digits each. */
export interface Identity {
  readonly key: string;
  /** SHA-256 of the body. */
  readonly digest: string;
}

/** The identity of a delivery that came to `endpoint`. */
export async function identity(
  endpoint: string, id: string | undefined, idCovered: boolean, dedupe: Dedupe, body: Uint8Array,
): Promise<Identity> {
  const digest = await sha256(body);
  const goesById = dedupe === "id" || (dedupe === "auto" && idCovered);
  const encoder = new TextEncoder();
  const value = goesById && id !== undefined ? `,id:${id}` : `,body:${digest}`;
  const key = await sha256(encoder.encode(`${encoder.encode(endpoint).length}:${endpoint}${value}`));
  return { key, digest };
}

/** Who claims: 16 random bytes, as 32 hex digits. */
export function newToken(): string {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
