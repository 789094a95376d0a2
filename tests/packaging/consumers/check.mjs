// Decides what each consumer must see: one genuine delivery verified, one forged refused. The bundlers take it along.
const genuine = '{"id":"evt_01J0TEST","type":"order.status_changed","created_at":"2026-06-23T10:00:00+00:00","data":{"order":{"tracking_id":"TRK8K2LQ","status":"processing"}}}';
const headers = {
  "x-webhook-signature": "sha256=bdbc7c285d31782154d2cee01b91cf57ec8def8a6f7d624bd367b07dfa739039",
  "x-webhook-event-id": "evt_01J0TEST",
  "x-webhook-event-type": "order.status_changed",
  "x-webhook-timestamp": "1782190000",
  "x-webhook-nonce": "wh_20260623_001",
};

export function check({ Webhook }) {
  const webhook = new Webhook("iexexchanger", "iex_webhook_test_secret");
  const ask = (text) => webhook.safeVerify({ headers, body: new TextEncoder().encode(text), now: new Date(1782190000000) });
  const good = ask(genuine);
  const bad = ask(genuine.replace("processing", "done"));
  return `genuine ${good.ok ? good.id : good.code}, forged ${bad.ok ? "accepted" : bad.code}`;
}
