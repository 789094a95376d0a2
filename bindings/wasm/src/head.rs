//! The head of a request that crossed the boundary: the fields that its webhook reads.

use countersign::{Head, Header, Webhook, limits};

use crate::slots::{once, take};

/// Bytes of a length.
const WORD: usize = 4;

/// Bytes of the lengths of method, URL and as many headers as a webhook may read.
pub(crate) const TABLE: usize = WORD * (2 + limits::HEADERS);

/// A request's head: a table of lengths, then the texts of method, URL and the webhook's headers in their order, one after the other.
pub(crate) struct FlatHead<'b> {
    webhook: &'b Webhook,
    table: &'b [u8],
    texts: &'b [u8],
}

impl<'b> FlatHead<'b> {
    pub(crate) fn new(webhook: &'b Webhook, head: &'b [u8]) -> Self {
        let (table, texts) = head.split_at_checked(TABLE).unwrap_or_default();
        Self { webhook, table, texts }
    }

    fn field(&self, place: usize) -> Header<'b> {
        let (words, _) = self.table.as_chunks::<WORD>();
        let mut texts = self.texts;
        let mut field = Header::Missing;
        for word in words.get(..=place).unwrap_or_default() {
            field = take(*word, &mut texts);
        }
        field
    }
}

impl Head for FlatHead<'_> {
    fn header(&self, name: &str) -> Header<'_> {
        let place = self.webhook.header_names().position(|own| own == name);
        place.map_or(Header::Missing, |place| self.header_at(place, name))
    }

    fn header_at(&self, place: usize, _name: &str) -> Header<'_> {
        self.field(place.saturating_add(2))
    }

    fn method(&self) -> Option<&[u8]> {
        once(self.field(0))
    }

    fn url(&self) -> Option<&[u8]> {
        once(self.field(1))
    }
}

/// A [`FlatHead`] with its body.
pub(crate) struct FlatRequest<'b> {
    pub(crate) head: FlatHead<'b>,
    pub(crate) body: &'b [u8],
}

impl Head for FlatRequest<'_> {
    fn header(&self, name: &str) -> Header<'_> {
        self.head.header(name)
    }

    fn header_at(&self, place: usize, name: &str) -> Header<'_> {
        self.head.header_at(place, name)
    }

    fn method(&self) -> Option<&[u8]> {
        self.head.method()
    }

    fn url(&self) -> Option<&[u8]> {
        self.head.url()
    }
}

impl countersign::Request for FlatRequest<'_> {
    fn body(&self) -> &[u8] {
        self.body
    }
}
