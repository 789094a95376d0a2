// To be written.
export const name = "stores/durable-object";
