// Decides what the library may do with arguments of the wrong type: a titled TypeError or a WebhookError, the same on every face.
import { argumentCases } from "./hostile-arguments.mjs";
import { CallersOwn } from "./hostile-kit.mjs";
import { keyCases } from "./hostile-keys.mjs";
import { lifeCases } from "./hostile-lives.mjs";
import { schemeCases } from "./hostile-schemes.mjs";

/**
 * Outcomes: `{"code"}` a WebhookError, `{"type"}` the title of a TypeError (what stands before its first colon),
 * `{"value"}` where the case demands an answer, `{"own"}` what the caller's own getter threw. Anything else is `{"wrong"}`, which no face may give.
 */
export function run(lib) {
  const cases = [...argumentCases(lib), ...schemeCases(lib), ...lifeCases(lib), ...keyCases(lib)];
  return cases.map(([name, action, demand]) => ({ name, outcome: JSON.stringify(outcome(lib, action, name.includes("revoked") ? { untitled: true } : demand)) }));
}

function outcome(lib, action, demand) {
  let value;
  try {
    value = action();
  } catch (error) {
    return refusal(lib, error, demand);
  }
  if (demand?.value !== undefined) return value === demand.value ? { value } : { wrong: `answered ${show(value)}, not ${show(demand.value)}` };
  if (value?.ok === false && typeof value.code === "string") return { code: value.code };
  return { wrong: `answered ${show(value)}` };
}

function refusal(lib, error, demand) {
  const shown = `threw ${show(error?.name)}: ${show(error?.message)}`;
  if (demand?.value !== undefined) return { wrong: shown };
  if (error instanceof lib.WebhookError) return typeof error.code === "string" && error.message !== "" ? { code: error.code } : { wrong: shown };
  if (error instanceof CallersOwn) return { own: true };
  if (!(error instanceof TypeError)) return { wrong: shown };
  // A method called on something that is no Webhook, or a revoked proxy, is refused by the engine itself, in the engine's words.
  if (demand?.untitled) return { type: "any" };
  const title = /^([A-Za-z]+(?:[.[][^:]*)?): ./.exec(error.message);
  return title ? { type: title[1] } : { wrong: shown };
}

function show(value) {
  if (typeof value === "string") return value.slice(0, 120);
  return typeof value === "object" && value !== null ? `an object with ${Object.keys(value)}` : String(value);
}
