// Decides what a worker does for who measures it from outside: it makes the deliveries, or calls a contender so many times.
import { check, contenders } from "./contenders.mjs";
import { deliveries, signers } from "./deliveries.mjs";
import { callInTurn } from "./measure.mjs";

/** A worker over the libraries and what its host has. */
export function worker(libraries, host) {
  let keyring;
  let all;
  let made;
  return {
    async fetch(request) {
      const asked = new URL(request.url).searchParams;
      const size = asked.get("size");
      if (size !== null) {
        keyring ??= await signers(crypto.subtle);
        all ??= contenders(libraries, host, keyring);
        made = await deliveries(keyring, Number(size), host.Buffer?.from ?? ((bytes) => bytes));
        for (const contender of all) await check(contender, made[contender.scheme][0]);
        return Response.json(all.map(({ scheme, group, id, name, isAsync }) => ({ scheme, group, id, name, isAsync })));
      }
      const contender = all[asked.get("contender")];
      await callInTurn(contender, made[contender.scheme], Number(asked.get("count")));
      return new Response();
    },
  };
}
