// A strict TypeScript program that uses every public type; compiled as .ts, .mts and .cts.
import { Webhook, WebhookError, bodyFromText } from "countersign";
import type {
  BitexAttributes, BitexEvent, BitexEventData, BitexEventType, BitexRelationships, BitexResource, BitexResourceId, BitexResourceLink, Code, EventOf, HeadInput, HeadersInput, HeadersLike,
  HubExEvent, HubExEventId, IexExchangerEvent, IexExchangerEventType, IexExchangerOrder, IexExchangerOrderData, IexExchangerStatus, MiexEvent, MiexEventName, MiexOrder, MiexOrderStatus,
  Open, Part, Place, ProviderName, Refusal, SafeVerified, Scheme, Secret, SignInput, SignatureFormat, SignatureList, Stream, Unlisted, Verified, VerifyInput, WebhookOptions,
} from "countersign";
import { providers } from "countersign/providers";
import type { Provider } from "countersign/providers";

const name: ProviderName = "iexexchanger";
const secrets: Secret[] = ["iex_webhook_test_secret", new Uint8Array(32).fill(7)];
const options: WebhookOptions = { toleranceSeconds: 300, allowWeakSecrets: false };
const webhook = new Webhook(name, secrets, options);

const now = new Date(1782190000000);
const headers: HeadersInput = {
  "X-Webhook-Signature": "sha256=bdbc7c285d31782154d2cee01b91cf57ec8def8a6f7d624bd367b07dfa739039",
  "X-Webhook-Event-Id": "evt_01J0TEST",
  "X-Webhook-Event-Type": "order.status_changed",
  "X-Webhook-Timestamp": "1782190000",
  "X-Webhook-Nonce": ["wh_20260623_001"],
};
const body = bodyFromText(
  '{"id":"evt_01J0TEST","type":"order.status_changed","created_at":"2026-06-23T10:00:00+00:00","data":{"order":{"tracking_id":"TRK8K2LQ","status":"processing"}}}',
);
const head: HeadInput = { headers, now, method: "POST", url: "/hooks" };
const input: VerifyInput = { ...head, body };

const verified: Verified<IexExchangerEvent> = webhook.verify(input);
const index: number = verified.keyIndex;
const facts: [id?: string, type?: string, timestamp?: Date, nonce?: string] = [verified.id ?? "", verified.type ?? "", verified.timestamp ?? now, verified.nonce ?? ""];
const covers: readonly string[] = verified.covers;
const event: EventOf<"iexexchanger"> = verified.json();
const own = verified.json<{ id: string }>().id;

const result: SafeVerified = webhook.safeVerify({ ...input, body: bodyFromText("forged") });
const code: Code | undefined = result.ok ? undefined : result.code;
const refusal: Refusal | undefined = result.ok ? undefined : result;

const stream: Stream = webhook.begin(head);
stream.update(body);
const streamed: Verified = stream.finish();

const delivery: SignInput = { body, id: "evt_1", type: "order.created", nonce: "nonce-of-the-tests", timestamp: now };
const signed: Record<string, string> = webhook.sign(delivery);
for (const like of [new Headers(signed) satisfies HeadersLike, Object.entries(signed), Object.entries(signed).flat()] satisfies HeadersInput[]) {
  webhook.verify({ headers: like, body, now });
}

const part: Part = { text: "." };
const list: SignatureList = { kind: "key-value", separator: ",", key: "v1", timestampKey: "t" };
const signature: SignatureFormat = { header: "X-Acme-Signature", encoding: "hex", list };
const place: Place = { json: "/data/id" };
const scheme: Scheme = { name: "acme", algorithm: "hmac-sha256", message: ["timestamp", part, "body"], signature, timestamp: { unit: "s", toleranceSeconds: 300 }, id: place };
const custom = new Webhook(scheme, "clearly-fake-secret-of-the-tests");
custom.verify({ headers: custom.sign({ body, timestamp: now }), body, now });

const first: Provider | undefined = providers[0];
const title: string | undefined = first?.title;
try {
  webhook.verify({ headers: {}, body });
} catch (error) {
  if (error instanceof WebhookError) error.code satisfies Code;
}

// @ts-expect-error a string is no body: its bytes are not known
const text = () => webhook.verify({ headers, body: "text" });
// @ts-expect-error no such provider
const unknown = () => new Webhook("iexexchange", "clearly-fake-secret-of-the-tests");
// @ts-expect-error an unset environment variable is no secret
const unset = () => new Webhook("github", undefined);
// @ts-expect-error seconds are no Date
const seconds = () => webhook.verify({ headers, body, now: 1782190000 });
// @ts-expect-error a refusal has no facts
const fact = () => refusal?.keyIndex;

export type Events = [
  BitexAttributes, BitexEvent, BitexEventData, BitexEventType, BitexRelationships, BitexResource, BitexResourceId, BitexResourceLink, HubExEvent, HubExEventId,
  IexExchangerEventType, IexExchangerOrder, IexExchangerOrderData, IexExchangerStatus, MiexEvent, MiexEventName, MiexOrder, MiexOrderStatus, Open, Unlisted<string>,
];
export const used = [index, facts, covers, event, own, streamed, title, text, unknown, unset, seconds, fact];
console.log(`genuine ${facts[0]}, forged ${code}`);
