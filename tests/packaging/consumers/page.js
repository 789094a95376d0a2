// A page's script, bundled by esbuild, Vite and webpack.
import { Webhook } from "countersign";
import { check } from "./check.mjs";

console.log(check({ Webhook }));
