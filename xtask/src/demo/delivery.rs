//! What is sent: a delivery signed by the native core, and each way in which it goes wrong on the way or at the sender.

use anyhow::{Context as _, Result};
use countersign::{Delivery as Unsigned, UnixTime, Webhook};

use super::system::System;

/// What is done to a delivery, or how it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Genuine,
    /// HubEx only: the other place for its token.
    TokenInQuery,
    BodyChanged,
    TypeHeaderChanged,
    Stale,
    /// An hour old, and its timestamp set to the present without a new signature.
    StaleMadeFresh,
    Future,
    SignatureMissing,
    SignatureCutShort,
    SignatureTwice,
    WrongSecret,
    PreviousSecret,
    InvalidUtf8,
    /// Invalid UTF-8 that something on the way decoded and wrote again.
    InvalidUtf8Replaced,
    UnknownType,
}

impl Fault {
    pub(crate) const fn label(self, system: System) -> &'static str {
        let hubex = matches!(system, System::Hubex);
        match self {
            Self::Genuine if hubex => "genuine, token in the path",
            Self::Genuine => "genuine",
            Self::TokenInQuery => "genuine, token in the query",
            Self::BodyChanged => "body changed",
            Self::TypeHeaderChanged if matches!(system, System::IexExchanger) => "signed header changed (type)",
            Self::TypeHeaderChanged => "header changed (type)",
            Self::Stale => "stale: sent an hour late",
            Self::StaleMadeFresh => "stale, its timestamp rewritten",
            Self::Future => "future: an hour ahead",
            Self::SignatureMissing if hubex => "token missing",
            Self::SignatureMissing => "signature missing",
            Self::SignatureCutShort if hubex => "token cut short",
            Self::SignatureCutShort => "signature cut short",
            Self::SignatureTwice if hubex => "token twice",
            Self::SignatureTwice => "signature header twice",
            Self::WrongSecret if hubex => "wrong token",
            Self::WrongSecret => "wrong secret",
            Self::PreviousSecret if hubex => "previous token during rotation",
            Self::PreviousSecret => "previous secret during rotation",
            Self::InvalidUtf8 => "invalid UTF-8 body, signed so",
            Self::InvalidUtf8Replaced => "invalid UTF-8 became U+FFFD on the way",
            Self::UnknownType => "unknown event type",
        }
    }
}

/// A request as it goes over the wire.
pub(crate) struct Delivery {
    /// Path and query.
    pub(crate) target: String,
    /// Repeats included.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Signs a delivery of the event with this number and does to it what the fault says.
pub(crate) fn make(system: System, fault: Fault, number: usize) -> Result<Delivery> {
    let secret = match fault {
        Fault::WrongSecret => system.foreign_secret(),
        Fault::PreviousSecret => system.previous_secret(),
        _ => system.secret(),
    };
    let event_type = if fault == Fault::UnknownType { system.unknown_type() } else { system.event_type() };
    let shift = match fault {
        Fault::Stale | Fault::StaleMadeFresh => -3600,
        Fault::Future => 3600,
        _ => 0,
    };
    let mut body = system.body(event_type, number).into_bytes();
    if matches!(fault, Fault::InvalidUtf8 | Fault::InvalidUtf8Replaced) {
        replace(&mut body, "ë".as_bytes(), b"\xEB")?;
    }

    let now = UnixTime::now().as_secs();
    let target = target(system, fault, secret);
    let webhook = Webhook::new(system.scheme()?, [secret])?;
    let (id, nonce) = (system.id(number), format!("nonce-{now}-{number}-{}", fastrand::u64(..)));
    // Signed with the URL that carries the token, also where that is then taken away.
    let signed_url = format!("/webhooks/{}/{secret}", system.name());
    let unsigned = Unsigned::new(&body).id(&id).event_type(event_type).nonce(&nonce).url(&signed_url);
    let mut headers = webhook.sign(&unsigned, UnixTime::from_secs(now + shift))?;
    spoil_headers(system, fault, now, &mut headers)?;
    match fault {
        Fault::BodyChanged => replace(&mut body, "ë".as_bytes(), "é".as_bytes())?,
        Fault::InvalidUtf8Replaced => replace(&mut body, b"\xEB", "\u{FFFD}".as_bytes())?,
        _ => {}
    }
    headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    Ok(Delivery { target, headers, body })
}

fn target(system: System, fault: Fault, secret: &str) -> String {
    let path = format!("/webhooks/{}", system.name());
    match fault {
        _ if system != System::Hubex => path,
        Fault::TokenInQuery => format!("{path}?token={secret}"),
        Fault::SignatureTwice => format!("{path}?token={secret}&token={secret}"),
        Fault::SignatureMissing => format!("{path}/"),
        Fault::SignatureCutShort => format!("{path}/{}", cut(secret)),
        _ => format!("{path}/{secret}"),
    }
}

fn spoil_headers(system: System, fault: Fault, now: i64, headers: &mut Vec<(String, String)>) -> Result<()> {
    if system == System::Hubex {
        return Ok(());
    }
    let signature = if system == System::Bitex { "WEBHOOK-AUTH" } else { "X-Webhook-Signature" };
    let type_name = if system == System::Miex { "X-Webhook-Event" } else { "X-Webhook-Event-Type" };
    match fault {
        Fault::SignatureMissing => headers.retain(|(name, _)| name != signature),
        Fault::SignatureCutShort => {
            let value = value_of(headers, signature)?;
            *value = cut(value).to_owned();
        }
        Fault::SignatureTwice => {
            let value = value_of(headers, signature)?.clone();
            headers.push((signature.to_owned(), value));
        }
        Fault::TypeHeaderChanged => *value_of(headers, type_name)? = "order.cancelled".to_owned(),
        Fault::StaleMadeFresh => *value_of(headers, "X-Webhook-Timestamp")? = now.to_string(),
        _ => {}
    }
    Ok(())
}

fn value_of<'h>(headers: &'h mut [(String, String)], name: &str) -> Result<&'h mut String> {
    headers.iter_mut().find(|(own, _)| own == name).map(|(_, value)| value).with_context(|| format!("no header {name} was signed"))
}

fn cut(text: &str) -> &str {
    &text[..text.len() - 1]
}

fn replace(body: &mut Vec<u8>, from: &[u8], to: &[u8]) -> Result<()> {
    let at = body.windows(from.len()).position(|window| window == from).context("a body without the character to change")?;
    body.splice(at..at + from.len(), to.iter().copied());
    Ok(())
}
