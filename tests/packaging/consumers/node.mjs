// A Node program that imports the package.
import { Webhook } from "countersign";
import { check } from "./check.mjs";

console.log(check({ Webhook }));
