//! The message that is signed, fed to a MAC part by part without being put together in memory.

use crate::{
    found::Found,
    mac::Mac,
    query,
    scheme::{Encoding, Part, Scheme},
    slots::Role,
};

/// Everything of a message but its body.
pub(crate) struct Message<'m> {
    pub(crate) scheme: &'m Scheme,
    pub(crate) found: &'m Found<'m>,
    /// The timestamp's raw text.
    pub(crate) timestamp: &'m [u8],
}

impl Message<'_> {
    /// Feeds the whole message. `body` is the raw body, or the text of its digest where the scheme signs that.
    pub(crate) fn feed(&self, mac: &mut Mac, body: &[u8]) {
        self.feed_before_body(mac);
        if self.scheme.signs_body() {
            mac.update(body);
        }
        self.feed_after_body(mac);
    }

    pub(crate) fn feed_before_body(&self, mac: &mut Mac) {
        for (index, part) in self.scheme.message.iter().enumerate().take_while(|(_, part)| !part.is_body()) {
            self.feed_part(index, part, mac);
        }
    }

    pub(crate) fn feed_after_body(&self, mac: &mut Mac) {
        for (index, part) in self.scheme.message.iter().enumerate().skip_while(|(_, part)| !part.is_body()).skip(1) {
            self.feed_part(index, part, mac);
        }
    }

    fn feed_part(&self, index: usize, part: &Part, mac: &mut Mac) {
        let mut field = |role| mac.update(self.found.value(role).unwrap_or_default());
        match part {
            Part::Text(text) => mac.update(text.as_bytes()),
            Part::Timestamp => mac.update(self.timestamp),
            Part::Id => field(Role::Id),
            Part::Type => field(Role::Type),
            Part::Nonce => field(Role::Nonce),
            Part::Header(_) => field(Role::Signed(index)),
            Part::Method => mac.update(self.found.method),
            Part::Path => mac.update(self.found.url.path),
            Part::CanonicalQuery => self.feed_query(mac),
            Part::Url => mac.update(self.found.url.whole),
            Part::PathAndQuery => mac.update(self.found.url.from_path),
            Part::UrlHubspot | Part::PathAndQueryContentful | Part::SortedForm(_) | Part::Value(_) | Part::NamedHeaders(_) => {
                mac.update(self.found.derived_part(index));
            }
            // Fed by the caller, which has it.
            Part::Body | Part::BodySha256Hex | Part::BodySha256Base64 => {}
        }
    }

    fn feed_query(&self, mac: &mut Mac) {
        // A MAC takes a block as easily as a byte.
        let mut block = [0; 64];
        let mut filled: usize = 0;
        query::canonical(self.found.url.query, &self.found.query_order, &mut |byte| {
            if filled == block.len() {
                mac.update(&block);
                filled = 0;
            }
            block.iter_mut().skip(filled).take(1).for_each(|place| *place = byte);
            filled = filled.saturating_add(1);
        });
        mac.update(block.get(..filled).unwrap_or_default());
    }
}

impl Scheme {
    /// Whether the message holds the body or its digest.
    pub(crate) fn signs_body(&self) -> bool {
        self.has(Part::is_body)
    }

    /// The encoding of the digest that the message holds in place of the body.
    pub(crate) fn signed_body_digest(&self) -> Option<Encoding> {
        self.message.iter().find_map(|part| match part {
            Part::BodySha256Hex => Some(Encoding::Hex),
            Part::BodySha256Base64 => Some(Encoding::Base64),
            _ => None,
        })
    }
}
