import { type ProviderName as CoreName } from "./core.js";
/** The name of a built-in scheme. */
export type ProviderName = CoreName | "aws-sns" | "aws-sns-v1" | "discord" | "fal" | "fusionauth" | "fusionauth-es256" | "fusionauth-hs384" | "fusionauth-hs512" | "fusionauth-rs256" | "jira-connect" | "kick" | "mailchannels" | "messagebird" | "messagebird-hs384" | "messagebird-hs512" | "netlify" | "paypal" | "plaid" | "sendgrid" | "standard-webhooks-ed25519" | "telnyx" | "vonage" | "web-bot-auth" | "web-bot-auth-rsa-pss" | "wise";
/** Every built-in scheme as JSON, one a line, each line between two line breaks. */
export declare const rows: () => string;
