//! The flat form in which a request's head crosses the boundary: slots of a length and that many bytes.

use countersign::{Head, Header, Webhook};

const MISSING: u32 = 0xffff_ffff;
const REPEATED: u32 = 0xffff_fffe;

/// Takes slots off the front of a buffer; past its end every slot is missing.
pub(crate) struct Slots<'b>(pub(crate) &'b [u8]);

impl<'b> Slots<'b> {
    pub(crate) fn next(&mut self) -> Header<'b> {
        let Some((length, rest)) = self.0.split_first_chunk::<4>() else { return Header::Missing };
        self.0 = rest;
        match u32::from_le_bytes(*length) {
            MISSING => Header::Missing,
            REPEATED => Header::Repeated,
            length => {
                let length = usize::try_from(length).unwrap_or(usize::MAX).min(rest.len());
                let (value, rest) = rest.split_at(length);
                self.0 = rest;
                Header::Once(value)
            }
        }
    }

    /// A slot that can stand only once.
    pub(crate) fn next_once(&mut self) -> Option<&'b [u8]> {
        match self.next() {
            Header::Once(value) => Some(value),
            Header::Missing | Header::Repeated => None,
        }
    }
}

/// A request's head: the slots of method and URL, then those of the webhook's headers in their order.
pub(crate) struct FlatHead<'b> {
    webhook: &'b Webhook,
    method: Option<&'b [u8]>,
    url: Option<&'b [u8]>,
    headers: &'b [u8],
}

impl<'b> FlatHead<'b> {
    pub(crate) fn new(webhook: &'b Webhook, head: &'b [u8]) -> Self {
        let mut slots = Slots(head);
        let method = slots.next_once();
        let url = slots.next_once();
        Self { webhook, method, url, headers: slots.0 }
    }
}

impl Head for FlatHead<'_> {
    fn header(&self, name: &str) -> Header<'_> {
        let mut slots = Slots(self.headers);
        for own in self.webhook.header_names() {
            let header = slots.next();
            if own == name {
                return header;
            }
        }
        Header::Missing
    }

    fn method(&self) -> Option<&[u8]> {
        self.method
    }

    fn url(&self) -> Option<&[u8]> {
        self.url
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
