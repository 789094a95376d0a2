// Decides how an example in Rust is built, and where its programs are then.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The programs of these crates of the workspace, by name; `flags` are cargo's. */
export function built(crates, flags = []) {
  const args = ["build", "--quiet", ...flags, ...crates.flatMap((crate) => ["--package", crate]), "--message-format", "json-render-diagnostics"];
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const cargo = spawnSync(process.env.CARGO ?? "cargo", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 });
  if (cargo.status !== 0) throw new Error(`cargo ${args.join(" ")}: ${cargo.error?.message ?? `ended with ${cargo.status ?? cargo.signal}`}`);
  const messages = cargo.stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return Object.fromEntries(messages.filter(({ executable }) => executable).map(({ target, executable }) => [target.name, executable]));
}
