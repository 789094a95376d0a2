//! A genuine delivery under any scheme: what the scheme reads is there, and it verifies.

use countersign::{Delivery, RawRequest, Scheme, Secret, UnixTime, Webhook};
use fastrand::Rng;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    documents::{self, Doc, Writer, form},
    schemes::from_json,
};

/// The present of every test; a whole number of thousands of seconds, so that it can be told in any unit.
pub(crate) const NOW: i64 = 1_782_190_000;

/// A delivery as it was sent, and what its receiver has configured.
#[derive(Clone)]
pub(crate) struct Genuine {
    pub(crate) scheme: Scheme,
    pub(crate) shape: Value,
    pub(crate) secret: String,
    pub(crate) doc: Doc,
    pub(crate) body: Vec<u8>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) url: String,
    pub(crate) method: String,
    /// What is not signed with the rest, for signing again.
    sent: Vec<(String, String)>,
    pub(crate) at: i64,
}

impl Genuine {
    /// `None` if the scheme needs something that is not known here.
    pub(crate) fn new(scheme: &Scheme, rng: &mut Rng) -> Option<Self> {
        let shape = serde_json::to_value(scheme).ok()?;
        let mut doc = documents::random(rng);
        let mut url = "https://hooks.example.com/in/orders?first=1&second=two%20words".to_owned();
        let mut sent = Vec::new();
        let mut fields = vec![("name".to_owned(), "Zoë *~ & Co".to_owned()), ("amount".to_owned(), "10 %".to_owned())];
        let parts = shape["message"].as_array().cloned().unwrap_or_default();
        for part in &parts {
            let text = |key: &str| part[key].as_str().map(str::to_owned);
            if let Some(name) = text("header") {
                sent.push((name, "topic-1".to_owned()));
            }
            if let Some(name) = text("query") {
                url = format!("{url}&{name}=Value1");
            }
            if let Some(name) = text("form") {
                fields.push((name, "ZmllbGQ=".to_owned()));
            }
            if let Some(pointer) = text("json") {
                doc.set(&pointer, Doc::Text("field1".to_owned()));
            }
            if let Some(list) = text("signedHeaders") {
                let mut names: Vec<String> = part["of"].as_array()?.iter().filter_map(|name| Some(name.as_str()?.to_lowercase())).collect();
                names.sort();
                sent.push((list.clone(), names.join(",")));
                for name in names {
                    if !name.eq_ignore_ascii_case(&list)
                        && Some(name.as_str()) != shape["timestamp"]["header"].as_str().map(str::to_lowercase).as_deref()
                    {
                        sent.push((name, "listed".to_owned()));
                    }
                }
            }
        }
        if let Some(name) = shape["key"]["idHeader"].as_str() {
            sent.push((name.to_owned(), "key-1".to_owned()));
        }
        if let Some(pointer) = shape["timestamp"]["json"].as_str() {
            let seconds = shape["timestamp"]["unit"] == "s";
            doc.set(pointer, Doc::Number((if seconds { NOW } else { NOW * 1000 }).to_string()));
        }
        let has =
            |wanted: &str| parts.iter().any(|part| part.as_str().is_some_and(|part| part.starts_with(wanted)) || !part[wanted].is_null());
        let is_form = has("sorted-form") || has("form") || !shape["signature"]["form"].is_null();
        let body = if is_form { form(&fields, true) } else { Writer::Script.write(&doc) };
        let secret = secret(&shape, rng);
        if let Some(name) = shape["signature"]["header"].as_str().filter(|_| shape["algorithm"] == "token") {
            let prefix = shape["signature"]["prefix"].as_str().unwrap_or_default();
            let basic = shape["key"]["encoding"] == "basic";
            let token = if basic { crate::faults::base64(secret.as_bytes()) } else { secret.clone() };
            sent.push((name.to_owned(), format!("{prefix}{token}")));
        }
        if shape["signature"]["urlToken"].is_string() {
            url = format!("https://hooks.example.com/in/{secret}");
        }
        let own = Self {
            scheme: scheme.clone(),
            shape,
            secret,
            doc,
            body: Vec::new(),
            headers: Vec::new(),
            url,
            method: "POST".to_owned(),
            sent,
            at: NOW,
        };
        let own = own.signed(body)?;
        own.verifies().then_some(own)
    }

    /// The same, of this body.
    pub(crate) fn signed(&self, body: Vec<u8>) -> Option<Self> {
        self.signed_by(&self.scheme, Secret::Text(&self.secret), body)
    }

    /// The same, signed by another scheme or secret.
    pub(crate) fn signed_by(&self, scheme: &Scheme, secret: Secret<'_>, body: Vec<u8>) -> Option<Self> {
        let mut own = self.clone();
        own.body = body;
        if let Some(name) = own.shape["bodyDigest"]["query"].as_str() {
            let start = own.url.split(&format!("&{name}=")).next()?.to_owned();
            own.url = format!("{start}&{name}={}", hex::encode(Sha256::digest(&own.body)));
        }
        if let Some(name) = own.shape["signature"]["form"].as_str() {
            // It may be signed already.
            let mark = format!("&{name}=").into_bytes();
            let end = own.body.windows(mark.len()).position(|bytes| bytes == mark).unwrap_or(own.body.len());
            own.body.truncate(end);
        }
        let webhook = Webhook::builder(scheme).ok()?.allow_weak_secrets(true).secret(secret).ok()?.build().ok()?;
        let sent: Vec<(&str, &str)> = own.sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let delivery = Delivery::new(&own.body).id("evt-2Zp0a1").event_type("order.created").nonce("nonce-12345678");
        let delivery = delivery.method(&own.method).url(&own.url).headers(&sent);
        let mut headers = webhook.sign(&delivery, UnixTime::from_secs(own.at)).ok()?;
        let (in_form, in_json) = (own.shape["signature"]["form"].as_str(), own.shape["signature"]["json"].as_str());
        if in_form.is_some() {
            let (name, value) = headers.remove(0);
            own.body = [own.body, b"&".to_vec(), form(&[(name, value)], true)].concat();
        } else if in_json.is_some() {
            let (pointer, value) = headers.remove(0);
            own.doc.set(&pointer, Doc::Text(value));
            own.body = Writer::Script.write(&own.doc);
        }
        let unread = own.sent.iter().filter(|(name, _)| !headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name)));
        let unread: Vec<_> = unread.cloned().collect();
        headers.extend(unread);
        own.headers = headers;
        for (name, value) in [
            ("Host", "hooks.example.com".to_owned()),
            ("Content-Length", own.body.len().to_string()),
            ("User-Agent", "sender/1.0".to_owned()),
        ] {
            if !own.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name)) {
                own.headers.push((name.to_owned(), value));
            }
        }
        Some(own)
    }

    /// The sender's scheme with one field of its shape changed; `None` if that makes no sense.
    pub(crate) fn altered(&self, alter: impl FnOnce(&mut Value)) -> Option<Scheme> {
        let mut shape = self.shape.clone();
        alter(&mut shape);
        let scheme: Scheme = serde_json::from_value(shape.clone()).ok()?;
        Some(from_json(&shape)).filter(|_| scheme.validate().is_ok())
    }

    pub(crate) fn verifies(&self) -> bool {
        let request = RawRequest::new(&self.headers, &self.body).method(&self.method).url(&self.url);
        let webhook = Webhook::new(&self.scheme, [self.secret.as_str()]);
        webhook.is_ok_and(|webhook| webhook.verify(&request, UnixTime::from_secs(NOW)).is_ok())
    }

    /// Whether the whole body is signed.
    pub(crate) fn signs_body(&self) -> bool {
        self.scheme.covers().any(|covered| covered == countersign::scheme::Covered::Body)
    }

    /// The header that the signature stands in.
    pub(crate) fn signature_header(&self) -> Option<&str> {
        let signature = &self.shape["signature"];
        signature["header"].as_str().or_else(|| signature["headers"][0].as_str())
    }
}

/// A secret as the scheme's vendor would show it.
fn secret(shape: &Value, rng: &mut Rng) -> String {
    let bytes: Vec<u8> = (0..32).map(|_| rng.u8(..)).collect();
    let key = &shape["key"];
    let prefix = key["prefixes"][0].as_str().unwrap_or_default();
    let text = match key["encoding"].as_str().unwrap_or("utf8") {
        "base64" => crate::faults::base64(&bytes),
        "base64url" => crate::faults::base64(&bytes).replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned(),
        "basic" => format!("user:{}", hex::encode(&bytes)),
        "hex" => hex::encode(&bytes),
        _ => match rng.u8(..2) {
            0 => hex::encode(&bytes),
            _ => crate::faults::base64(&bytes[..30]).replace(['+', '/'], "x"),
        },
    };
    let id = if key["idHeader"].is_string() { "key-1:" } else { "" };
    format!("{id}{prefix}{text}")
}
