//! Genuine deliveries: drawn from the seed, signed by the native core, with the headers that a real request has besides.

use anyhow::{Result, bail};
use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::case::{Case, Kind};
use super::random::{body, percent, pick, secret, url, word};
use super::senders::{SecretText, Sender};

/// A delivery before it is signed.
pub(super) struct Draft {
    case: Case,
    /// Which of the secrets signs.
    signer: usize,
    timestamp: i64,
    fields: Map<String, Value>,
}

/// Draws a delivery of a sender.
pub(super) fn draft(rng: &mut Rng, sender: usize, senders: &[Sender]) -> Draft {
    let from = &senders[sender];
    let secrets: Vec<Value> = (0..[1, 1, 1, 2, 3, 8][rng.usize(..6)]).map(|_| secret(rng, from.secret)).collect();
    let signer = rng.usize(..secrets.len());
    let timestamp = rng.i64(1_000_000_000..2_000_000_000);
    let tolerance = from.scheme["timestamp"]["toleranceSeconds"].as_i64().unwrap_or(300);
    let age = [0, 1, -1, tolerance, -tolerance, rng.i64(-tolerance..=tolerance)][rng.usize(..6)];

    let mut fields: Map<String, Value> = from.fields.iter().map(|field| ((*field).to_owned(), json!(word(rng)))).collect();
    let mut headers: Vec<(String, String)> = from.headers.iter().map(|name| ((*name).to_owned(), word(rng))).collect();
    if let (SecretText::Token, Some(name)) = (from.secret, from.scheme["signature"]["header"].as_str()) {
        // A token is not made by signing: who sends it hands it in.
        let prefix = from.scheme["signature"]["prefix"].as_str().unwrap_or_default();
        headers.push((name.to_owned(), format!("{prefix}{}", secrets[signer].as_str().unwrap_or_default())));
    }
    fields.insert("headers".to_owned(), json!(headers));
    let (mut method, mut target) = (None, None);
    if from.reads_url || percent(rng, 20) {
        method = Some(pick(rng, &["GET", "POST", "POST", "PATCH", "DELETE", "M-SEARCH"]).to_owned());
        target = Some(url(rng));
    }
    if from.reads_url && from.secret == SecretText::Token {
        let token = secrets[signer].as_str().unwrap_or_default();
        target = Some(match rng.u8(..3) {
            0 => format!("https://receiver.example/hooks/{token}"),
            1 => format!("/hooks/{token}?a=1&b=2"),
            _ => format!("/hooks?a=1&token={token}"),
        });
    }
    let case = Case {
        kind: Kind::Genuine,
        sender,
        scheme: from.scheme.clone(),
        secrets,
        options: Map::new(),
        headers,
        body: body(rng),
        method,
        url: target,
        now: timestamp + age,
    };
    Draft { case, signer, timestamp, fields }
}

impl Draft {
    /// The vector that has a face sign the delivery.
    pub(super) fn vector(&self, name: &str) -> Value {
        let Case { scheme, secrets, body, method, url, .. } = &self.case;
        let mut delivery = self.fields.clone();
        delivery.insert("body".to_owned(), json!({ "hex": hex::encode(body) }));
        delivery.extend(method.iter().map(|method| ("method".to_owned(), json!(method))));
        delivery.extend(url.iter().map(|url| ("url".to_owned(), json!(url))));
        json!({ "name": name, "scheme": scheme, "secrets": [secrets[self.signer]], "sign": delivery, "now": self.timestamp })
    }

    /// The request as it arrives, from the outcome of signing it.
    pub(super) fn signed(self, rng: &mut Rng, outcome: &str) -> Result<Case> {
        let signed: Value = serde_json::from_str(outcome).unwrap_or_default();
        let Some(made) = signed["headers"].as_array() else {
            bail!("a delivery that should be signed was not: {outcome}: {}", self.vector("draft"));
        };
        let made: Vec<(String, String)> = made.iter().map(|pair| serde_json::from_value(pair.clone())).collect::<Result<_, _>>()?;
        let mut case = self.case;
        let is_made = |name: &str| made.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
        case.headers.retain(|(name, _)| !is_made(name));
        case.headers.extend(made);
        case.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        case.headers.push(("User-Agent".to_owned(), word(rng)));
        rng.shuffle(&mut case.headers);
        if percent(rng, 30) {
            for (name, _) in &mut case.headers {
                *name = if rng.bool() { name.to_ascii_lowercase() } else { name.to_ascii_uppercase() };
            }
        }
        Ok(case)
    }
}
