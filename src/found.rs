//! The first step of every decision: each field that the scheme reads is there, once, and could be what it should be.

#[cfg(feature = "alloc")]
use crate::derived::{Derived, For};
use crate::{
    Code, Error, Header, limits,
    query::{self, Order},
    scheme::{Nonce, Part, Scheme, Unit, is_visible},
    slots::{Role, Slot, Slots},
    url::Url,
};

/// The fields of a request that a scheme reads. All of them are visible ASCII.
pub(crate) struct Found<'r> {
    slots: Slots,
    values: [Option<&'r [u8]>; limits::HEADERS],
    pub(crate) method: &'r [u8],
    pub(crate) url: Url<'r>,
    /// Of the pairs of the URL's query, where the message holds its canonical form.
    pub(crate) query_order: Order,
    /// What had to be worked out. Without a heap there is none, and no scheme that needs it.
    #[cfg(feature = "alloc")]
    derived: Derived,
}

impl<'r> Found<'r> {
    /// Finds every field: method, URL, then the headers in the order of their slots.
    ///
    /// `header` gives the header of a slot, or `None` to pass over it.
    pub(crate) fn new(
        scheme: &Scheme,
        slots: Slots,
        method: Option<&'r [u8]>,
        url: Option<&'r [u8]>,
        header: &dyn Fn(Slot, &str) -> Option<Header<'r>>,
    ) -> Result<Self, Error> {
        let method = if scheme.reads_method() { check_method(method)? } else { b"" };
        let url = if scheme.reads_url() { check_url(scheme, url)? } else { Url::EMPTY };
        let query_order = if scheme.reads_query() { Order::of(url.query) } else { Order::NONE };
        let mut values = [None; limits::HEADERS];
        for (value, slot) in values.iter_mut().zip(slots.iter()) {
            let Some(name) = slot.role.header(scheme) else { continue };
            let Some(header) = header(slot, name) else { continue };
            *value = match header {
                Header::Missing if slot.required => Err(Code::MissingHeader),
                Header::Missing => Ok(None),
                Header::Repeated => Err(Code::DuplicateHeader),
                Header::Once(value) => check_value(scheme, slot.role, value).map(|()| Some(value)),
            }
            .map_err(|code| Error::header(code, name))?;
        }
        Ok(Self {
            slots,
            values,
            method,
            url,
            query_order,
            #[cfg(feature = "alloc")]
            derived: Derived::NONE,
        })
    }

    /// Works out what is neither a header nor the body as it stands; where the scheme `signs`, there is no signature yet.
    #[cfg(feature = "alloc")]
    pub(crate) fn derive(&mut self, scheme: &Scheme, body: &[u8], signs: bool) -> Result<(), Error> {
        if scheme.derives() {
            self.derived = Derived::new(scheme, self, body, signs)?;
        }
        Ok(())
    }

    /// The value of the header of this name.
    #[cfg(feature = "alloc")]
    pub(crate) fn named(&self, scheme: &Scheme, name: &str) -> Option<&'r [u8]> {
        let named = |slot: Slot| slot.role.header(scheme).is_some_and(|own| own.eq_ignore_ascii_case(name));
        self.slots.iter().position(named).and_then(|slot| self.values.get(slot).copied().flatten())
    }

    /// What the part of the message at `index` was worked out to.
    pub(crate) fn derived_part(&self, index: usize) -> &[u8] {
        #[cfg(feature = "alloc")]
        return self.derived.get(For::Part(index)).unwrap_or_default();
        #[cfg(not(feature = "alloc"))]
        {
            let _ = index;
            b""
        }
    }

    /// The signature that stands in the body.
    #[cfg(feature = "alloc")]
    pub(crate) fn body_signature(&self) -> &[u8] {
        self.derived.get(For::Signature).unwrap_or_default()
    }

    /// The timestamp's raw text, unless it stands in the signature's list.
    pub(crate) fn timestamp(&self) -> Option<&[u8]> {
        #[cfg(feature = "alloc")]
        if let Some(timestamp) = self.derived.get(For::Timestamp) {
            return Some(timestamp);
        }
        self.value(Role::Timestamp)
    }

    /// The digest of the body that the signed URL claims.
    #[cfg(feature = "alloc")]
    pub(crate) fn body_digest(&self) -> Option<&[u8]> {
        self.derived.get(For::BodyDigest)
    }

    /// The value of the header that has this role.
    pub(crate) fn value(&self, role: Role) -> Option<&'r [u8]> {
        self.slots.position(role).and_then(|slot| self.values.get(slot).copied().flatten())
    }
}

pub(crate) fn check_method(method: Option<&[u8]>) -> Result<&[u8], Error> {
    let method = method.ok_or_else(|| Error::named(Code::MissingMethod, "`method`"))?;
    let legible = |byte: &u8| byte.is_ascii_uppercase() || *byte == b'-';
    if (1..=limits::METHOD_BYTES).contains(&method.len()) && method.iter().all(legible) {
        Ok(method)
    } else {
        Err(Error::named(Code::MalformedMethod, "`method`"))
    }
}

fn check_url<'r>(scheme: &Scheme, url: Option<&'r [u8]>) -> Result<Url<'r>, Error> {
    let url = Url::parse(url.ok_or_else(|| Error::named(Code::MissingUrl, "`url`"))?)?;
    if scheme.reads_query() {
        query::check(url.query)?;
    }
    if !url.is_absolute() && scheme.has(Part::reads_whole_url) {
        let why = "must be the whole URL that was registered with the sender";
        return Err(Error::named(Code::MalformedUrl, "`url`").because(why));
    }
    Ok(url)
}

/// Whether a header that stands once could be what its role asks for; the grammar of signatures and timestamps comes later.
fn check_value(scheme: &Scheme, role: Role, value: &[u8]) -> Result<(), Code> {
    let malformed = match role {
        Role::Signature(_) => Code::MalformedSignature,
        Role::Timestamp => Code::MalformedTimestamp,
        _ => Code::MalformedHeader,
    };
    let looked_at = value.get(..limits::HEADER_BYTES).unwrap_or(value);
    let mut previous = 0;
    // A list may be written so; a second header joined to it then shows as an element too many.
    let spaced = matches!(role, Role::Signature(_)) && scheme.signature.grammar.separator().is_some_and(|separator| separator.spaced);
    // The one form of a date holds what joins repeated headers, once.
    let dated = role == Role::Timestamp && scheme.timestamp.as_ref().is_some_and(|timestamp| timestamp.unit == Unit::ImfFixdate);
    for byte in looked_at.iter().skip(if dated { DAY_AND_COMMA } else { 0 }) {
        // A recipient may join repeated headers so (RFC 9110, section 5.3), and Node and `Headers` do.
        if previous == b',' && *byte == b' ' && !spaced {
            return Err(Code::DuplicateHeader);
        }
        previous = *byte;
    }
    if value.len() > limits::HEADER_BYTES {
        return Err(match role {
            Role::Signature(_) if lists_too_many(scheme, looked_at) => Code::TooManySignatures,
            _ => Code::MalformedHeader,
        });
    }
    if value.is_empty() || !value.iter().copied().all(is_visible) {
        return Err(malformed);
    }
    let padded = value.first() == Some(&b' ') || value.last() == Some(&b' ');
    match role {
        Role::Signature(_) | Role::Timestamp => Ok(()),
        _ if padded || is_ambiguous(scheme, role, value) => Err(malformed),
        Role::Nonce if !scheme.nonce.as_ref().is_none_or(|nonce| nonce.allows(value)) => Err(malformed),
        _ => Ok(()),
    }
}

/// Whether the part of an over-long signature header that is looked at already lists more signatures than there may be.
fn lists_too_many(scheme: &Scheme, looked_at: &[u8]) -> bool {
    let separator = scheme.signature.grammar.separator();
    let count = |byte| looked_at.iter().filter(|own| **own == byte).count();
    separator.is_some_and(|separator| count(separator.byte) >= limits::SIGNATURES)
}

/// Characters of the `Sun, ` that an IMF-fixdate begins with.
const DAY_AND_COMMA: usize = 5;

/// Whether an id or nonce holds a byte by which the message ends it, or begins it after a part that could hold that byte
/// itself: a message must have one reading.
fn is_ambiguous(scheme: &Scheme, role: Role, value: &[u8]) -> bool {
    let own: fn(&Part) -> bool = match role {
        Role::Id => |part| matches!(part, Part::Id),
        Role::Nonce => |part| matches!(part, Part::Nonce),
        _ => return false,
    };
    let parts = &scheme.message;
    let byte_of = |place: Option<usize>, first: bool| match place.and_then(|place| parts.get(place)) {
        Some(Part::Text(text)) => (if first { text.as_bytes().first() } else { text.as_bytes().last() }).copied(),
        _ => None,
    };
    let Some(place) = parts.iter().position(own) else { return false };
    let after = byte_of(place.checked_add(1), true);
    let unbounded = place.checked_sub(2).and_then(|place| parts.get(place)).is_some_and(Part::is_unbounded);
    let before = byte_of(place.checked_sub(1).filter(|_| unbounded), false);
    value.iter().any(|byte| Some(*byte) == after || Some(*byte) == before)
}

impl Nonce {
    fn allows(&self, value: &[u8]) -> bool {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'-');
        self.restricted.is_none_or(|(least, most)| (least..=most).contains(&value.len()) && value.iter().all(plain))
    }
}
