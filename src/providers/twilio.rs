//! Twilio, and Mandrill, which signs forms in the same way.

use crate::scheme::{Algorithm, Encoding, Field, Part, Repeats, Scheme, Signature};

const fn url_first(name: &'static str, title: &'static str, docs: &'static str, message: &'static [Part]) -> Scheme {
    Scheme::new(name, Algorithm::HmacSha1).described(title, docs).message(message)
}

const fn twilio(name: &'static str, title: &'static str, message: &'static [Part]) -> Scheme {
    url_first(name, title, "https://www.twilio.com/docs/usage/security", message)
        .signature(Signature::header("X-Twilio-Signature", Encoding::Base64))
        .id(Field::header("I-Twilio-Idempotency-Token"))
}

/// Requests of Twilio with a form, or by GET without a body: HMAC-SHA-1 over the URL and the form's sorted pairs.
///
/// The secret is the primary auth token. The URL is the one configured at Twilio, query included: hand in that one. Twilio
/// signs some with the default port written out and some without, and its SDKs try both; here the URL is taken as given. The
/// id stands in a header that is not signed, and no time is signed: a replay cannot be told from a first delivery.
pub const TWILIO: Scheme = twilio("twilio", "Twilio", const { &[Part::Url, Part::SortedForm(Repeats::Distinct)] }).unseparated();

/// Requests of Twilio with a body that is no form: HMAC-SHA-1 over the URL, whose `bodySHA256` is the SHA-256 of the body.
///
/// A request whose URL lacks it, or whose body has another digest, is refused. All else is as for [`TWILIO`]: the URL is taken
/// as given, the id stands in a header that is not signed, and a replay cannot be told from a first delivery.
pub const TWILIO_JSON: Scheme = twilio("twilio-json", "Twilio (JSON body)", const { &[Part::Url] }).body_digest_in_query("bodySHA256");

/// Webhooks of Mailchimp Transactional, once Mandrill: HMAC-SHA-1 over the URL and the form's sorted pairs, in base64.
///
/// The URL is the one entered at Mandrill, to the letter: hand in that one. The events are JSON in the field `mandrill_events`,
/// many in one form, so no id or type is reported, and no time is signed: tell a replay by the ids of the events. A form field
/// that stands twice is refused. The request that tests a new webhook is signed with the key `test-webhook`.
pub const MANDRILL: Scheme = url_first(
    "mandrill",
    "Mailchimp Transactional (Mandrill)",
    "https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/",
    const { &[Part::Url, Part::SortedForm(Repeats::Refused)] },
)
.unseparated()
.signature(Signature::header("X-Mandrill-Signature", Encoding::Base64));
