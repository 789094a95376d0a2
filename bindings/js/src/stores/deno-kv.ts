// To be written.
export const name = "stores/deno-kv";
