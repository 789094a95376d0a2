//! A handshake: asked with all that it needs in the buffer, answered into the buffer. Nothing is held in between.

use alloc::{string::String, vec::Vec};
use core::num::NonZeroU32;

use countersign::{
    Head, Header, Secret,
    handshake::{Begun, Handshake, Options, Response, begin},
    scheme::Covered,
};
use wasm_bindgen::prelude::*;

use crate::{buffer, outcome, slots::Slots};

const NONE: usize = 0;
const TO_BE_VERIFIED: usize = 1;

/// Writes what there is to know of the handshake whose name is in the slot in the buffer, one line each: `1` if its
/// requests have to be verified, then the lower-case names of the headers that are read, in slot order. Gives the length.
#[wasm_bindgen]
#[must_use]
pub fn describe_handshake(length: usize) -> i32 {
    let named = buffer::read(length, 0, |name, _| Handshake::by_name(next_text(&mut Slots(name))));
    outcome::decided(named.map(|handshake| {
        let mut lines = String::from(if handshake.scheme().is_some() { "1" } else { "" });
        for name in handshake.header_names() {
            lines.push('\n');
            lines.push_str(&name.to_ascii_lowercase());
        }
        buffer::write(0, lines.as_bytes())
    }))
}

/// Answers the handshake in the buffer: slots of its name, the method, the URL, the public key, the endpoint, each header, each of the
/// `secrets`, each of the `origins`; then the body.
///
/// A rate of zero is none. `verified` is 0 as long as that is not known, 1 if the request verified and the body was covered, 2 if only
/// the former, 3 if it did not verify. Gives 0 if it is no handshake or the refusal by the webhook stands, 1 if it has to be verified
/// first, else the length of the response in the buffer, one line each: the status, the secret that was handed over or nothing, the
/// body, names and values of headers. Nothing in it holds a line break.
#[wasm_bindgen]
#[must_use]
#[expect(clippy::too_many_arguments, reason = "only numbers cross the boundary")]
pub fn answer_handshake(
    head_length: usize,
    body_length: usize,
    secrets: usize,
    origins: usize,
    rate: u32,
    expects_secret: bool,
    allow_weak: bool,
    verified: u8,
) -> i32 {
    let answered = buffer::read(head_length, body_length, |head, body| {
        let mut slots = Slots(head);
        let handshake = Handshake::by_name(next_text(&mut slots))?;
        let (method, url) = (slots.next_once(), slots.next_once());
        let options = Options::new().public_key(next_text(&mut slots)).endpoint(next_text(&mut slots));
        let headers: Vec<_> = handshake.header_names().iter().map(|_| slots.next()).collect();

        let mut options = options.expects_secret(expects_secret).allow_weak_secrets(allow_weak);
        for _ in 0..secrets {
            options = options.secret(Secret::Bytes(slots.next_once().unwrap_or_default()));
        }
        for _ in 0..origins {
            options = options.allowed_origin(next_text(&mut slots));
        }
        if let Some(rate) = NonZeroU32::new(rate) {
            options = options.allowed_rate(rate);
        }
        match (begin(handshake, &Asked { handshake, method, url, headers, body }, &options)?, verified) {
            (Begun::Other, _) => Ok(Err(NONE)),
            (Begun::Ready(response), _) => Ok(Ok(response)),
            (Begun::Pending(_), 0) => Ok(Err(TO_BE_VERIFIED)),
            (Begun::Pending(pending), 3) => Ok(pending.refused(NONE)),
            (Begun::Pending(pending), covered) => pending.verified((covered == 1).then_some(Covered::Body)).map(Ok),
        }
    });
    // A head may hold secrets.
    buffer::wipe(head_length.saturating_add(body_length));
    outcome::decided(answered.map(|response: Result<Response, usize>| response.map_or_else(|number| number, |response| write(&response))))
}

/// What is no UTF-8 is no name, key, URL or origin either, and neither is this.
fn next_text<'b>(slots: &mut Slots<'b>) -> &'b str {
    slots.next_once().and_then(|text| core::str::from_utf8(text).ok()).unwrap_or("?")
}

fn write(response: &Response) -> usize {
    let mut lines = Vec::new();
    for digit in [response.status / 100, response.status / 10 % 10, response.status % 10] {
        lines.push(b'0'.saturating_add(u8::try_from(digit).unwrap_or_default()));
    }
    let texts = response.headers.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
    for line in [response.secret.as_deref().unwrap_or_default().as_bytes(), &response.body].into_iter().chain(texts) {
        lines.push(b'\n');
        lines.extend_from_slice(line);
    }
    buffer::write(0, &lines)
}

/// A request, with the headers of the handshake in their order.
struct Asked<'b> {
    handshake: Handshake,
    method: Option<&'b [u8]>,
    url: Option<&'b [u8]>,
    headers: Vec<Header<'b>>,
    body: &'b [u8],
}

impl Head for Asked<'_> {
    fn header(&self, name: &str) -> Header<'_> {
        let place = self.handshake.header_names().iter().position(|own| *own == name);
        place.and_then(|place| self.headers.get(place)).copied().unwrap_or(Header::Missing)
    }

    fn method(&self) -> Option<&[u8]> {
        self.method
    }

    fn url(&self) -> Option<&[u8]> {
        self.url
    }
}

impl countersign::Request for Asked<'_> {
    fn body(&self) -> &[u8] {
        self.body
    }
}
