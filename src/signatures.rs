//! The second step: the signature header, read by its grammar into bytes that can be compared.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

#[cfg(feature = "asymmetric")]
use crate::mac::LONGEST;
use crate::{
    Code, Error,
    encoding::decode,
    found::Found,
    key::scrub_stack,
    limits,
    mac::{LONGEST_MAC, Tag, signature_bytes},
    plan::Role,
    scheme::{ANY_KEY, Algorithm, Encoding, Grammar, Place, Scheme, Separator},
    url::{is_unreserved, split_once},
    words::holds,
};

type Others = [[u8; LONGEST_MAC]; limits::SIGNATURES - 1];

/// Room for those that a request has beside the first.
const NONE: Others = [[0; LONGEST_MAC]; limits::SIGNATURES - 1];

/// The signatures of one request, decoded.
pub(crate) struct Signatures {
    /// Those of MACs, and the digests of tokens.
    first: [u8; LONGEST_MAC],
    /// Nearly all requests have one, and clearing the room for others took as long as reading that.
    others: Option<Others>,
    /// Those of public keys, which may be eight times as long: sixteen of them would be too much of a small stack.
    #[cfg(feature = "asymmetric")]
    public: alloc::vec::Vec<alloc::boxed::Box<[u8]>>,
    count: usize,
    algorithm: Algorithm,
}

impl Signatures {
    /// Those of a request that has not been looked at. To be filled where it lies, like [`Found`].
    pub(crate) const fn none(algorithm: Algorithm) -> Self {
        Self {
            first: [0; LONGEST_MAC],
            others: None,
            #[cfg(feature = "asymmetric")]
            public: alloc::vec::Vec::new(),
            count: 0,
            algorithm,
        }
    }

    /// Puts others in their place, and copies no more than there are. They are those of MACs.
    #[cfg(feature = "host-hash")]
    pub(crate) fn put(&mut self, others: &Self) {
        self.first = others.first;
        self.count = others.count;
        self.algorithm = others.algorithm;
        match &others.others {
            Some(others) => self.others = Some(*others),
            None => self.others = None,
        }
    }

    /// Reads the signatures where the scheme has them, and gives the timestamp that stood beside them.
    pub(crate) fn fill<'r>(&mut self, scheme: &Scheme, found: &Found<'r>) -> Result<Option<&'r [u8]>, Error> {
        let mut timestamp = None;
        match &scheme.signature.place {
            Place::Url(parameter) => {
                let token = found.url.token(parameter)?;
                let legible = !token.is_empty() && token.iter().copied().all(is_unreserved);
                let refused = |code| Error::named(code, "the token in `url`");
                if !legible {
                    return Err(refused(Code::MalformedSignature).because("holds characters that no token has, or none"));
                }
                self.push(Encoding::Raw, token).map_err(refused)?;
            }
            #[cfg(feature = "alloc")]
            Place::Form(_) | Place::Json(_) => {
                let refused = |code| Error::named(code, "the signature in the body");
                self.read(scheme, found.body_signature()).map_err(refused)?;
            }
            place => {
                for (index, name) in place.headers().iter().enumerate() {
                    let Some(value) = found.value(Role::Signature(index)) else { continue };
                    timestamp = self.read(scheme, value).map_err(|code| Error::header(code, name))?;
                }
                if let (0, Some(name)) = (self.count, place.headers().first()) {
                    return Err(Error::header(Code::MissingHeader, name));
                }
            }
        }
        Ok(timestamp)
    }

    /// Takes the signatures of one value, of which there must be one at least, and gives the timestamp beside them.
    fn read<'v>(&mut self, scheme: &Scheme, value: &'v [u8]) -> Result<Option<&'v [u8]>, Code> {
        let encoding = scheme.signature.encoding;
        let before = self.count;
        let mut timestamp = None;
        match &scheme.signature.grammar {
            Grammar::Plain { prefix, optional } => match value.strip_prefix(prefix.as_bytes()) {
                Some(signature) => self.push(encoding, signature)?,
                None if *optional => self.push(encoding, value)?,
                None => return Err(Code::MalformedSignature),
            },
            Grammar::Tagged { separator, tag } => {
                let mut elements = Elements::of(value, *separator)?;
                while let Some(element) = elements.next()? {
                    match element.strip_prefix(tag.as_bytes()) {
                        Some(signature) => self.push(encoding, signature)?,
                        None if element.is_empty() => return Err(Code::MalformedSignature),
                        None => {}
                    }
                }
            }
            Grammar::KeyValue { separator, assign, key, timestamp_key } => {
                let mut elements = Elements::of(value, *separator)?;
                while let Some(element) = elements.next()? {
                    let (name, value) =
                        split_once(element, *assign).filter(|(name, _)| !name.is_empty()).ok_or(Code::MalformedSignature)?;
                    if timestamp_key.as_ref().is_some_and(|key| name == key.as_bytes()) {
                        if timestamp.replace(value).is_some() {
                            return Err(Code::DuplicateHeader);
                        }
                    } else if name == key.as_bytes() {
                        self.push(encoding, value)?;
                    } else if key.as_str() == ANY_KEY {
                        self.push_if_one(encoding, value)?;
                    }
                }
                if timestamp_key.is_some() && timestamp.is_none() {
                    return Err(Code::MalformedSignature);
                }
            }
            Grammar::Positional { separator } => {
                let mut elements = Elements::of(value, *separator)?;
                timestamp = elements.next()?;
                while let Some(signature) = elements.next()? {
                    self.push_if_one(encoding, signature)?;
                }
            }
        }
        if self.count == before { Err(Code::MalformedSignature) } else { Ok(timestamp) }
    }

    /// Passes over what is no signature of this kind, where a list may hold other ones and nothing tells them apart.
    fn push_if_one(&mut self, encoding: Encoding, text: &[u8]) -> Result<(), Code> {
        match self.push(encoding, text) {
            Err(Code::MalformedSignature) => Ok(()),
            pushed => pushed,
        }
    }

    fn push(&mut self, encoding: Encoding, text: &[u8]) -> Result<(), Code> {
        let place = match self.count.checked_sub(1) {
            None => &mut self.first,
            Some(other) => self.others.get_or_insert(NONE).get_mut(other).ok_or(Code::TooManySignatures)?,
        };
        let length = signature_bytes(self.algorithm, encoding, text);
        #[cfg(feature = "asymmetric")]
        if let Algorithm::Public(algorithm) = self.algorithm {
            let mut buffer = [0; LONGEST];
            let bytes = buffer.get_mut(..length).ok_or(Code::MalformedSignature)?;
            decode(encoding, text, bytes).filter(|()| algorithm.takes(bytes)).ok_or(Code::MalformedSignature)?;
            self.public.push((&*bytes).into());
            self.count = self.count.saturating_add(1);
            return Ok(());
        }
        let place = place.get_mut(..length).ok_or(Code::MalformedSignature)?;
        if encoding == Encoding::Raw {
            if text.is_empty() || text.first() == Some(&b' ') || text.last() == Some(&b' ') {
                return Err(Code::MalformedSignature);
            }
            // A token of any length is compared by its digest, which is all that is kept of the secret.
            for (to, from) in place.iter_mut().zip(token_digest(text)) {
                *to = from;
            }
            scrub_stack();
        } else {
            decode(encoding, text, place).ok_or(Code::MalformedSignature)?;
        }
        self.count = self.count.saturating_add(1);
        Ok(())
    }

    /// Whether any of the signatures is this tag, compared in constant time.
    pub(crate) fn contain(&self, tag: &Tag) -> bool {
        let length = signature_bytes(self.algorithm, Encoding::Raw, b"");
        // A public key makes no tag, and nothing is not a signature.
        if length == 0 || tag.as_bytes().len() != length {
            return false;
        }
        let mut matched = subtle::Choice::from(0);
        for signature in core::iter::once(&self.first).chain(self.others.iter().flatten()).take(self.count) {
            // All are of one length, and zeros follow: whole words are as good as bytes, and fewer.
            let words = words(signature).zip(words(tag.padded()));
            matched |= words.fold(0, |differences, (ours, theirs)| differences | (ours ^ theirs)).ct_eq(&0);
        }
        matched.into()
    }

    /// Those of a public key.
    #[cfg(feature = "asymmetric")]
    pub(crate) fn public(&self) -> &[alloc::boxed::Box<[u8]>] {
        &self.public
    }
}

/// The elements of a list, at most [`limits::SIGNATURES`] of them, whatever they are.
struct Elements<'v> {
    rest: Option<&'v [u8]>,
    separator: Separator,
    first: bool,
    /// Nearly all have one, and then there is nothing to count or to look for.
    single: bool,
}

impl<'v> Elements<'v> {
    #[cfg_attr(target_family = "wasm", inline(never))]
    fn of(value: &'v [u8], separator: Separator) -> Result<Self, Code> {
        let single = !holds(value, separator.byte);
        if !single && value.iter().filter(|byte| **byte == separator.byte).count() >= limits::SIGNATURES {
            return Err(Code::TooManySignatures);
        }
        Ok(Self { rest: Some(value), separator, first: true, single })
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn next(&mut self) -> Result<Option<&'v [u8]>, Code> {
        let Some(rest) = self.rest else { return Ok(None) };
        let split = if self.single { None } else { split_once(rest, self.separator.byte) };
        let (element, more) = split.map_or((rest, None), |(element, more)| (element, Some(more)));
        self.rest = more;
        if core::mem::take(&mut self.first) || !self.separator.spaced {
            return Ok(Some(element));
        }
        element.strip_prefix(b" ").map(Some).ok_or(Code::MalformedSignature)
    }
}

const WORD: usize = size_of::<u64>();

fn words(bytes: &[u8]) -> impl Iterator<Item = u64> {
    bytes.as_chunks::<WORD>().0.iter().map(|word| u64::from_le_bytes(*word))
}

/// Apart from its caller, so that what hashing leaves on the stack lies where it is scrubbed.
#[inline(never)]
fn token_digest(token: &[u8]) -> [u8; 32] {
    Sha256::digest(token).into()
}
