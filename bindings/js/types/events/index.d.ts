import type { BitexEvent } from "./bitex.js";
import type { HubExEvent } from "./hubex.js";
import type { IexExchangerEvent } from "./iexexchanger.js";
import type { MiexEvent } from "./miex.js";
interface Events {
    iexexchanger: IexExchangerEvent;
    miex: MiexEvent;
    hubex: HubExEvent;
    bitex: BitexEvent;
}
/**
 * What the body of a delivery is for a scheme: the events of a built-in provider where they are known, else `unknown`.
 *
 * @typeParam S - a provider's name or the type of a custom scheme
 */
export type EventOf<S> = S extends keyof Events ? Events[S] : unknown;
export {};
