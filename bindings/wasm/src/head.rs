//! The head of a request that crossed the boundary: the slots of the fields that its webhook reads.

use countersign::{Head, Header, Webhook};

use crate::slots::Slots;

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

    fn header_at(&self, place: usize, _name: &str) -> Header<'_> {
        let mut slots = Slots(self.headers);
        for _ in 0..place {
            slots.next();
        }
        slots.next()
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
