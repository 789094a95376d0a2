// The entry with every scheme: those of the main one, and those whose key is public.

export * from "./index.js";
