// To be written.
export const name = "stores/memory";
