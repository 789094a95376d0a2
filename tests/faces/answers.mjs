// Decides what a face is asked: the vectors, and the arguments of the wrong type. Bundled as one for faces without a file system.
import { run as hostile } from "./hostile.mjs";
import { run as vectors } from "./suite.mjs";

export const answers = (lib, { label, files, brief, hashing }) => ({
  entry: label,
  results: vectors(lib, files, brief, hashing),
  // Who hashes makes no difference to these.
  hostile: hashing === undefined ? hostile(lib) : [],
});
