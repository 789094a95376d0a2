//! The deliveries that are timed and counted: the same for every contender, with the headers that a proxy leaves.

use countersign::{Delivery, Error, RawRequest, Scheme, SignedHeaders, UnixTime, Webhook};

/// A secret for every scheme here: as text it is long enough, and past its prefix it is base64 of 24 bytes.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What a forger has in its place.
pub const OTHER_SECRET: &str = "whsec_C2FVsBQIhrscChlQIMVb5sSYspob7oDa";

/// So many different ones in turn, so that nothing is remembered of the one before.
pub const DELIVERIES: usize = 8;

/// What a request has besides the headers of its signature.
const USUAL: [(&str, &str); 9] = [
    ("host", "shop.example"),
    ("user-agent", "Sender/2.1 (+https://sender.example/webhooks)"),
    ("content-type", "application/json; charset=utf-8"),
    ("content-length", "1024"),
    ("accept", "*/*"),
    ("accept-encoding", "gzip, deflate, br"),
    ("x-forwarded-for", "192.0.2.7"),
    ("x-forwarded-proto", "https"),
    ("x-request-id", "6f1e1c0e-5b0c-4c7e-9a36-0f6d0d0c9f11"),
];

/// A request as a server has it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Name and value, in the order in which they came: those of the signature last.
    pub headers: SignedHeaders,
    /// The raw body.
    pub body: Vec<u8>,
}

impl Sent {
    /// As countersign takes it.
    #[must_use]
    pub fn request(&self) -> RawRequest<'_, String, String> {
        RawRequest::new(&self.headers, &self.body)
    }
}

/// Deliveries with a body of `size` bytes, signed at `now`, in seconds, with this secret.
///
/// # Errors
/// If the secret or a field does not suit the scheme.
pub fn deliveries(scheme: &Scheme, secret: &str, size: usize, now: i64) -> Result<Vec<Sent>, Error> {
    let webhook = Webhook::new(scheme, [secret])?;
    (0..DELIVERIES).map(|place| send(&webhook, place, size, now)).collect()
}

fn send(webhook: &Webhook, place: usize, size: usize, now: i64) -> Result<Sent, Error> {
    let id = format!("msg_2KWPBgLlAfxdpx2AI54pPJ85f{place:02}");
    let body = body(place, size);
    let delivery = Delivery::new(&body).id(&id).event_type("order.updated");
    let mut headers: SignedHeaders = USUAL.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    headers.extend(webhook.sign(&delivery, UnixTime::from_secs(now))?);
    Ok(Sent { headers, body })
}

/// JSON of so many bytes, all of them ASCII: standardwebhooks takes nothing but UTF-8.
fn body(place: usize, size: usize) -> Vec<u8> {
    let head = format!(r#"{{"type":"order.updated","place":{place},"note":""#);
    let letters = (b'a'..=b'z').cycle().skip(place);
    head.bytes().chain(letters).take(size.saturating_sub(2)).chain(*br#""}"#).collect()
}
