//! The head of a request that crossed the boundary: the fields that its webhook reads.

use countersign::{Head, Header, Webhook, limits};

use crate::slots::{once, take};

/// Bytes of a length.
const WORD: usize = 4;

/// The places of the fields that are no headers; those follow, in the webhook's order.
pub(crate) const METHOD: usize = 0;
pub(crate) const URL: usize = 1;
pub(crate) const ID: usize = 2;
pub(crate) const TYPE: usize = 3;
pub(crate) const NONCE: usize = 4;
const FIRST_HEADER: usize = 5;

/// Bytes of the lengths of these and of as many headers as a webhook may read.
const TABLE: usize = WORD * (FIRST_HEADER + limits::HEADERS);

/// The fields of a request, or of a delivery to sign: a table of their lengths, then their texts one after the other.
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

    pub(crate) fn field(&self, place: usize) -> Header<'b> {
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
        self.field(place.saturating_add(FIRST_HEADER))
    }

    fn method(&self) -> Option<&[u8]> {
        once(self.field(METHOD))
    }

    fn url(&self) -> Option<&[u8]> {
        once(self.field(URL))
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
