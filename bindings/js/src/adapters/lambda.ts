// To be written.
export const name = "adapters/lambda";
