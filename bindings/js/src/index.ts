// The main entry: webhooks whose key is a shared secret.

export type { ProviderName } from "#catalogue";
export type { WebhookOptions } from "#options";
export { WebhookError } from "./errors.js";
export type { BitexAttributes, BitexEvent, BitexEventData, BitexEventType, BitexRelationships, BitexResource, BitexResourceId, BitexResourceLink } from "./events/bitex.js";
export type { HubExEvent, HubExEventId } from "./events/hubex.js";
export type { IexExchangerEvent, IexExchangerEventType, IexExchangerOrder, IexExchangerOrderData, IexExchangerStatus } from "./events/iexexchanger.js";
export type { EventOf } from "./events/index.js";
export type { MiexEvent, MiexEventName, MiexOrder, MiexOrderStatus } from "./events/miex.js";
export type { Open, Unlisted } from "./events/unknown.js";
export type { Code } from "./generated.js";
export type { HeadersInput, HeadersLike } from "./headers.js";
export type { HeadInput, Refusal, SafeVerified, Secret, SignInput, VerifyInput } from "./input.js";
export type { Part, Place, Scheme, SignatureFormat, SignatureList } from "./scheme.js";
export type { Stream } from "./stream.js";
export { bodyFromText } from "./text.js";
export type { Verified } from "./verified.js";
export { Webhook } from "./webhook.js";
