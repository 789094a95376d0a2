// Says where each runtime of the tests stands, as one JSON object: name to path.
import { find, runtimes } from "../../tests/faces/runtimes.mjs";

const found = Object.keys(runtimes).map((name) => [name, find(name)?.file]);
console.log(JSON.stringify(Object.fromEntries(found.filter(([, file]) => file !== undefined))));
