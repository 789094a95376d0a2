//! The flat form in which fields cross the boundary: slots of a length and that many bytes.

use countersign::Header;

const MISSING: u32 = 0xffff_ffff;
const REPEATED: u32 = 0xffff_fffe;

/// Takes slots off the front of a buffer; past its end every slot is missing.
#[cfg(any(feature = "asymmetric", feature = "explain", feature = "handshakes"))]
pub(crate) struct Slots<'b>(pub(crate) &'b [u8]);

#[cfg(any(feature = "asymmetric", feature = "explain", feature = "handshakes"))]
impl<'b> Slots<'b> {
    pub(crate) fn next(&mut self) -> Header<'b> {
        let Some((length, rest)) = self.0.split_first_chunk::<4>() else { return Header::Missing };
        self.0 = rest;
        take(*length, &mut self.0)
    }

    /// A slot that can stand only once.
    pub(crate) fn next_once(&mut self) -> Option<&'b [u8]> {
        once(self.next())
    }
}

/// The field of this length at the front of `texts`, which is taken off.
pub(crate) fn take<'b>(length: [u8; 4], texts: &mut &'b [u8]) -> Header<'b> {
    match u32::from_le_bytes(length) {
        MISSING => Header::Missing,
        REPEATED => Header::Repeated,
        length => {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            let (value, rest) = texts.split_at_checked(length).unwrap_or((*texts, &[]));
            *texts = rest;
            Header::Once(value)
        }
    }
}

/// The value of a field that can stand only once.
pub(crate) fn once(field: Header<'_>) -> Option<&[u8]> {
    match field {
        Header::Once(value) => Some(value),
        Header::Missing | Header::Repeated => None,
    }
}
