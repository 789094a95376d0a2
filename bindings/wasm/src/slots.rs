//! The flat form in which fields cross the boundary: slots of a length and that many bytes.

use countersign::Header;

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
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                let (value, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
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
