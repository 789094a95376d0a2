//! The message that is signed, fed part by part to what signs or checks it without being put together in memory.

use crate::{
    found::Found,
    plan::Role,
    query,
    scheme::{Part, Scheme},
};

/// What takes a message piece by piece: a MAC, for one.
pub(crate) trait Sink {
    fn take(&mut self, bytes: &[u8]);
}

#[cfg(feature = "asymmetric")]
impl Sink for alloc::vec::Vec<u8> {
    fn take(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

#[cfg(feature = "asymmetric")]
impl Sink for crate::asymmetric::Checker {
    fn take(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }
}

/// Everything of a message but its body.
pub(crate) struct Message<'m> {
    pub(crate) scheme: &'m Scheme,
    pub(crate) found: &'m Found<'m>,
    /// The timestamp's raw text.
    pub(crate) timestamp: &'m [u8],
    /// What the vendor calls the receiver.
    #[cfg(feature = "asymmetric")]
    pub(crate) registration: &'m str,
}

impl Message<'_> {
    /// Feeds the whole message. `body` is the raw body, or the text of its digest where the scheme signs that.
    pub(crate) fn feed(&self, sink: &mut dyn Sink, body: &[u8]) {
        self.feed_before_body(sink);
        if self.signs_body() {
            sink.take(body);
        }
        self.feed_after_body(sink);
    }

    /// Whether the message holds the body or its digest.
    fn signs_body(&self) -> bool {
        self.found.plan.body < self.scheme.message.len()
    }

    pub(crate) fn feed_before_body(&self, sink: &mut dyn Sink) {
        let parts = &self.scheme.message;
        self.feed_parts(0, parts.get(..self.found.plan.body).unwrap_or(parts), sink);
    }

    pub(crate) fn feed_after_body(&self, sink: &mut dyn Sink) {
        let first = self.found.plan.body.saturating_add(1);
        self.feed_parts(first, self.scheme.message.get(first..).unwrap_or_default(), sink);
    }

    fn feed_parts(&self, first: usize, parts: &[Part], sink: &mut dyn Sink) {
        for (index, part) in parts.iter().enumerate() {
            self.feed_part(first.saturating_add(index), part, sink);
        }
    }

    fn feed_part(&self, index: usize, part: &Part, sink: &mut dyn Sink) {
        let mut field = |role| sink.take(self.found.value(role).unwrap_or_default());
        match part {
            Part::Text(text) => sink.take(text.as_bytes()),
            Part::Timestamp => sink.take(self.timestamp),
            Part::Id => field(Role::Id),
            Part::Type => field(Role::Type),
            Part::Nonce => field(Role::Nonce),
            Part::Header(_) => field(Role::Signed(index)),
            Part::Method => sink.take(self.found.method),
            Part::Path => sink.take(self.found.url.path),
            Part::CanonicalQuery => self.feed_query(sink),
            Part::Url => sink.take(self.found.url.whole),
            Part::PathAndQuery => {
                sink.take(self.found.url.path);
                sink.take(self.found.url.from_query);
            }
            Part::UrlHubspot | Part::PathAndQueryContentful | Part::SortedForm(_) | Part::Value(_) | Part::NamedHeaders(_) => {
                sink.take(self.found.derived_part(index));
            }
            // Fed by the caller, which has it.
            Part::Body | Part::BodyObject | Part::BodySha256Hex | Part::BodySha256Base64 => {}
            #[cfg(feature = "asymmetric")]
            Part::BodyCrc32 => {}
            #[cfg(feature = "asymmetric")]
            Part::Registration => sink.take(self.registration.as_bytes()),
        }
    }

    fn feed_query(&self, sink: &mut dyn Sink) {
        // A block is taken as easily as a byte.
        let mut block = [0; 64];
        let mut filled: usize = 0;
        query::canonical(self.found.url.query, &self.found.query_order, &mut |byte| {
            if filled == block.len() {
                sink.take(&block);
                filled = 0;
            }
            block.iter_mut().skip(filled).take(1).for_each(|place| *place = byte);
            filled = filled.saturating_add(1);
        });
        sink.take(block.get(..filled).unwrap_or_default());
    }
}

impl Scheme {
    /// Whether the message holds the body or its digest.
    pub(crate) fn signs_body(&self) -> bool {
        self.has(Part::is_body)
    }
}
