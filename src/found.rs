//! The first step of every decision: each field that the scheme reads is there, once, and could be what it should be.

#[cfg(feature = "alloc")]
use crate::derived::{Derived, For};
use crate::{
    Code, Error, Header, limits,
    plan::{Plan, Role, Slot},
    query::{self, Order},
    scheme::{Nonce, Part, Scheme, Unit, is_visible},
    url::Url,
    words::{holds, is_graphic},
};

/// The fields of a request that a scheme reads. All of them are visible ASCII.
pub(crate) struct Found<'r> {
    pub(crate) plan: &'r Plan,
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
    /// Of a request that has not been looked at. To be filled where it lies: it is large, and moving it took as long as filling it.
    pub(crate) const fn nothing(plan: &'r Plan) -> Self {
        Self {
            plan,
            values: [None; limits::HEADERS],
            method: b"",
            url: Url::EMPTY,
            query_order: Order::NONE,
            #[cfg(feature = "alloc")]
            derived: Derived::NONE,
        }
    }

    /// Finds every field: method, URL, then the headers in the order of their slots.
    ///
    /// `header` gives the header of the slot at a place, or `None` to pass over it.
    pub(crate) fn fill(
        &mut self,
        scheme: &Scheme,
        method: Option<&'r [u8]>,
        url: Option<&'r [u8]>,
        header: &dyn Fn(usize, &Slot, &str) -> Option<Header<'r>>,
    ) -> Result<(), Error> {
        let plan = self.plan;
        if plan.method {
            self.method = check_method(method)?;
        }
        if plan.url {
            self.url = check_url(scheme, plan, url)?;
        }
        if plan.query {
            self.query_order = Order::of(self.url.query);
        }
        for (place, (value, slot)) in self.values.iter_mut().zip(plan.iter()).enumerate() {
            let Some(name) = slot.role.header(scheme) else { continue };
            let Some(header) = header(place, slot, name) else { continue };
            *value = match header {
                Header::Missing if slot.required => Err(Code::MissingHeader),
                Header::Missing => Ok(None),
                Header::Repeated => Err(Code::DuplicateHeader),
                Header::Once(value) => check_value(scheme, slot, value).map(|()| Some(value)),
            }
            .map_err(|code| Error::header(code, name))?;
        }
        Ok(())
    }

    /// Works out what is neither a header nor the body as it stands; where the scheme `signs`, there is no signature yet.
    #[cfg(feature = "alloc")]
    pub(crate) fn derive(&mut self, scheme: &Scheme, body: &[u8], signs: bool) -> Result<(), Error> {
        if self.plan.derives {
            self.derived = Derived::new(scheme, self, body, signs)?;
        }
        Ok(())
    }

    /// The value of the header of this name.
    #[cfg(feature = "alloc")]
    pub(crate) fn named(&self, scheme: &Scheme, name: &str) -> Option<&'r [u8]> {
        let named = |slot: &Slot| slot.role.header(scheme).is_some_and(|own| own.eq_ignore_ascii_case(name));
        self.plan.iter().position(named).and_then(|place| self.at(place))
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
        self.at(self.plan.position(role))
    }

    fn at(&self, place: usize) -> Option<&'r [u8]> {
        self.values.get(place).copied().flatten()
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

fn check_url<'r>(scheme: &Scheme, plan: &Plan, url: Option<&'r [u8]>) -> Result<Url<'r>, Error> {
    let url = Url::parse(url.ok_or_else(|| Error::named(Code::MissingUrl, "`url`"))?)?;
    if plan.query {
        query::check(url.query)?;
    }
    if !url.is_absolute() && scheme.has(Part::reads_whole_url) {
        let why = "must be the whole URL, as registered with the sender";
        return Err(Error::named(Code::MalformedUrl, "`url`").because(why));
    }
    Ok(url)
}

/// Whether a header that stands once could be what its role asks for; the grammar of signatures and timestamps comes later.
fn check_value(scheme: &Scheme, slot: &Slot, value: &[u8]) -> Result<(), Code> {
    let role = slot.role;
    let malformed = match role {
        Role::Signature(_) => Code::MalformedSignature,
        Role::Timestamp => Code::MalformedTimestamp,
        _ => Code::MalformedHeader,
    };
    let looked_at = value.get(..limits::HEADER_BYTES).unwrap_or(value);
    let graphic = is_graphic(looked_at);
    // A recipient may join repeated headers by a comma and a space (RFC 9110, section 5.3), and Node and `Headers` do.
    if !graphic {
        // The one form of a date holds the same, once.
        let dated = role == Role::Timestamp && scheme.timestamp.as_ref().is_some_and(|timestamp| timestamp.unit == Unit::ImfFixdate);
        let rest = looked_at.get(if dated { DAY_AND_COMMA } else { 0 }..).unwrap_or_default();
        // A list may be written so; a second header joined to it then shows as an element too many.
        let listed = matches!(role, Role::Signature(_)) && scheme.signature.grammar.separator().is_some_and(|separator| separator.spaced);
        if !listed && rest.windows(2).any(|pair| pair == b", ") {
            return Err(Code::DuplicateHeader);
        }
    }
    if value.len() > limits::HEADER_BYTES {
        return Err(match role {
            Role::Signature(_) if lists_too_many(scheme, looked_at) => Code::TooManySignatures,
            _ => Code::MalformedHeader,
        });
    }
    if value.is_empty() || !graphic && !value.iter().copied().all(is_visible) {
        return Err(malformed);
    }
    let padded = value.first() == Some(&b' ') || value.last() == Some(&b' ');
    match role {
        Role::Signature(_) | Role::Timestamp => Ok(()),
        _ if padded || slot.fences.iter().any(|fence| *fence != 0 && holds(value, *fence)) => Err(malformed),
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

impl Nonce {
    fn allows(&self, value: &[u8]) -> bool {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'-');
        self.restricted.is_none_or(|(least, most)| (least..=most).contains(&value.len()) && value.iter().all(plain))
    }
}
