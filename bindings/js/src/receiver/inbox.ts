// To be written.
export const name = "receiver/inbox";
