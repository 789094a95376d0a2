// To be written.
export const name = "stores/d1";
