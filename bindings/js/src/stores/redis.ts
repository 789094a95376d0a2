// To be written.
export const name = "stores/redis";
