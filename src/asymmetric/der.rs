//! A walk over DER: one element after another, each exactly where it must be, nothing left over.

use alloc::vec::Vec;

use der::{
    Decode as _,
    asn1::{AnyRef, GeneralizedTime, UintRef, UtcTime},
};

/// What is left of the contents of a constructed element.
pub(super) struct Der<'d> {
    rest: &'d [u8],
}

/// Its methods give `None` where the next element is another one or is not DER.
impl<'d> Der<'d> {
    pub(super) const fn new(bytes: &'d [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Nothing may follow.
    pub(super) fn end(&self) -> Option<()> {
        self.is_empty().then_some(())
    }

    /// The next element of any kind.
    pub(super) fn any(&mut self) -> Option<AnyRef<'d>> {
        let (element, rest) = AnyRef::from_der_partial(self.rest).ok()?;
        self.rest = rest;
        Some(element)
    }

    /// The next element with its header, as it was signed.
    pub(super) fn whole(&mut self) -> Option<(&'d [u8], AnyRef<'d>)> {
        let start = self.rest;
        let element = self.any()?;
        Some((start.get(..start.len().checked_sub(self.rest.len())?)?, element))
    }

    /// The contents of the next element, which has the tag of these bits.
    pub(super) fn value(&mut self, tag: u8) -> Option<&'d [u8]> {
        self.value_if(tag)?
    }

    /// As [`value`](Self::value); the inner `None` if the next element is another one, which then stays, or there is none.
    #[expect(clippy::option_option, reason = "malformed and absent are two things")]
    pub(super) fn value_if(&mut self, tag: u8) -> Option<Option<&'d [u8]>> {
        if self.rest.first() != Some(&tag) {
            return Some(None);
        }
        self.any().map(|element| Some(element.value()))
    }

    pub(super) fn sequence(&mut self) -> Option<Self> {
        self.value(SEQUENCE).map(Self::new)
    }

    /// The next element, an integer of at least zero, without the zero byte that keeps it positive.
    pub(super) fn unsigned(&mut self) -> Option<&'d [u8]> {
        self.any()?.decode_as::<UintRef<'_>>().ok().map(|integer| integer.as_bytes())
    }

    /// The next element, a string of whole bytes.
    pub(super) fn bit_string(&mut self) -> Option<&'d [u8]> {
        self.value(BIT_STRING)?.split_first().filter(|(unused, _)| **unused == 0).map(|(_, bytes)| bytes)
    }

    /// The next element, a time of X.509, as Unix seconds.
    pub(super) fn time(&mut self) -> Option<i64> {
        let element = self.any()?;
        let since = if element.value().len() == UTC_TIME_BYTES {
            element.decode_as::<UtcTime>().ok()?.to_unix_duration()
        } else {
            element.decode_as::<GeneralizedTime>().ok()?.to_unix_duration()
        };
        i64::try_from(since.as_secs()).ok()
    }
}

/// An element of this tag with these contents, which are shorter than 64 KiB.
pub(super) fn element(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let contents = contents.concat();
    let [.., high, low] = contents.len().to_be_bytes();
    let mut written = Vec::from([tag]);
    match (high, low) {
        (0, 0..0x80) => written.push(low),
        (0, _) => written.extend([0x81, low]),
        _ => written.extend([0x82, high, low]),
    }
    written.extend(contents);
    written
}

/// An integer from its big-endian bytes, of which the first is not zero.
pub(super) fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if bytes.first().is_some_and(|first| *first >= 0x80) { &[0] } else { &[] };
    element(INTEGER, &[sign, bytes])
}

/// `YYMMDDHHMMSSZ`; the other form of a time has two more digits.
const UTC_TIME_BYTES: usize = 13;

pub(super) const BOOLEAN: u8 = 0x01;
const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;

/// The tag `[number]` of a constructed element.
pub(super) const fn context(number: u8) -> u8 {
    0xa0 | number
}
