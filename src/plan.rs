//! What a scheme reads of a request, worked out once: which headers in which order, which of them must be there, and what else.

use crate::{
    limits,
    scheme::{Field, Part, Scheme, Source, Text},
};

/// What a header is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The signature; the index is that of its header, where there are several.
    Signature(usize),
    Timestamp,
    Id,
    Type,
    Nonce,
    /// Says which secret signed.
    KeyId,
    /// The header that this part of the message names, by index.
    Signed(usize),
    /// Of all headers that a request may list as signed, by index. One number, as elsewhere: what is passed on in two words needs no
    /// place in memory.
    Listed(usize),
}

/// One header that a scheme reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) role: Role,
    /// A header that is merely reported, not signed, may be absent.
    pub(crate) required: bool,
    /// Bytes that may not stand in an id or nonce, because they end or begin it in the message, which must have one reading.
    /// Zero, which stands in no header that is read, where there is none.
    pub(crate) fences: [u8; 2],
}

/// What a scheme reads. The headers stand signature first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    slots: [Option<Slot>; limits::HEADERS],
    /// The slot of each role that a scheme has once, by [`Role::once`].
    places: [u8; ONCE],
    pub(crate) method: bool,
    pub(crate) url: bool,
    pub(crate) query: bool,
    /// Whether anything has to be worked out of the request.
    #[cfg(feature = "alloc")]
    pub(crate) derives: bool,
    /// Where the body stands in the message, or its digest; past its end if it does not.
    pub(crate) body: usize,
    /// Whether it is a digest.
    pub(crate) digests_body: bool,
}

/// The place of what has none.
const NOWHERE: u8 = u8::MAX;

/// The roles that a scheme has once.
const ONCE: usize = 5;

impl Plan {
    /// The plan of a scheme, and whether there was room for all the headers that it reads.
    pub(crate) fn new(scheme: &Scheme) -> (Self, bool) {
        let mut plan = Self {
            slots: [None; limits::HEADERS],
            places: [NOWHERE; ONCE],
            method: scheme.reads_method(),
            url: scheme.reads_url(),
            query: scheme.reads_query(),
            #[cfg(feature = "alloc")]
            derives: scheme.derives(),
            body: scheme.message.iter().position(Part::is_body).unwrap_or(usize::MAX),
            digests_body: scheme.has(|part| part.is_body() && !matches!(part, Part::Body | Part::BodyObject)),
        };
        let mut whole = true;
        // A family reads its headers by itself.
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if scheme.family.is_some() {
            return (plan, whole);
        }
        let signatures = scheme.signature.place.headers().len();
        for index in 0..signatures {
            whole &= plan.add(scheme, Role::Signature(index), signatures == 1);
        }
        for (role, required) in [
            (Role::Timestamp, true),
            (Role::Id, scheme.has(|part| matches!(part, Part::Id))),
            (Role::Type, scheme.has(|part| matches!(part, Part::Type))),
            (Role::Nonce, scheme.has(|part| matches!(part, Part::Nonce))),
            (Role::KeyId, true),
        ] {
            whole &= plan.add(scheme, role, required);
        }
        for (index, part) in scheme.message.iter().enumerate() {
            whole &= plan.add(scheme, Role::Signed(index), !matches!(part, Part::Value(value) if value.optional));
        }
        let mut index: usize = 0;
        while Role::Listed(index).header(scheme).is_some() {
            whole &= plan.add(scheme, Role::Listed(index), false);
            index = index.saturating_add(1);
        }
        (plan, whole)
    }

    /// Whether there was a slot free for the header of this role, if it has one.
    #[inline(never)]
    fn add(&mut self, scheme: &Scheme, role: Role, required: bool) -> bool {
        let Some(name) = role.header(scheme) else { return true };
        // A header that may be listed and is read in another role too keeps that role.
        if matches!(role, Role::Listed(..)) && self.names(scheme).any(|own| own.eq_ignore_ascii_case(name)) {
            return true;
        }
        let Some((place, free)) = self.slots.iter_mut().enumerate().find(|(_, slot)| slot.is_none()) else { return false };
        *free = Some(Slot { role, required, fences: fences(scheme, role) });
        if let Some(once) = role.once().and_then(|once| self.places.get_mut(once)) {
            *once = u8::try_from(place).unwrap_or(NOWHERE);
        }
        true
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Slot> + Clone {
        self.slots.iter().map_while(Option::as_ref)
    }

    /// The header names, as the scheme writes them.
    pub(crate) fn names<'s>(&'s self, scheme: &'s Scheme) -> impl Iterator<Item = &'s Text> + Clone {
        (0..limits::HEADERS).map_while(move |place| self.name_at(place, scheme))
    }

    #[inline(never)]
    fn name_at<'s>(&self, place: usize, scheme: &'s Scheme) -> Option<&'s Text> {
        self.slots.get(place)?.as_ref()?.role.header(scheme)
    }

    /// The place of a role among the slots; past the last for one that has none.
    pub(crate) fn position(&self, role: Role) -> usize {
        match role.once() {
            Some(once) => self.places.get(once).map_or(limits::HEADERS, |place| usize::from(*place)),
            None => self.iter().position(|slot| slot.role == role).unwrap_or(limits::HEADERS),
        }
    }
}

/// The bytes by which the message ends an id or nonce, and begins it after a part that could hold that byte itself.
fn fences(scheme: &Scheme, role: Role) -> [u8; 2] {
    let own: fn(&Part) -> bool = match role {
        Role::Id => |part| matches!(part, Part::Id),
        Role::Nonce => |part| matches!(part, Part::Nonce),
        _ => return [0; 2],
    };
    let parts = &scheme.message;
    let Some(place) = parts.iter().position(own) else { return [0; 2] };
    let text_at = |place: Option<usize>| match place.and_then(|place| parts.get(place)) {
        Some(Part::Text(text)) => text.as_bytes(),
        _ => b"",
    };
    let unbounded = place.checked_sub(2).and_then(|place| parts.get(place)).is_some_and(Part::is_unbounded);
    let after = text_at(place.checked_add(1)).first();
    let before = text_at(place.checked_sub(1).filter(|_| unbounded)).last();
    [after, before].map(|byte| byte.copied().unwrap_or_default())
}

impl Role {
    /// A number for each of the roles that a scheme has once.
    const fn once(self) -> Option<usize> {
        match self {
            Self::Timestamp => Some(0),
            Self::Id => Some(1),
            Self::Type => Some(2),
            Self::Nonce => Some(3),
            Self::KeyId => Some(4),
            Self::Signature(_) | Self::Signed(_) | Self::Listed(_) => None,
        }
    }

    /// The name of the header that has this role.
    pub(crate) fn header(self, scheme: &Scheme) -> Option<&Text> {
        let of_field = |field| match field {
            &Some(Field::Header(ref name)) => Some(name),
            _ => None,
        };
        match self {
            Self::Signature(index) => scheme.signature.place.headers().get(index),
            Self::Timestamp => scheme.timestamp.as_ref()?.header_name(),
            Self::Id => of_field(&scheme.id),
            Self::Type => of_field(&scheme.event_type),
            Self::Nonce => scheme.nonce.as_ref().map(|nonce| &nonce.header),
            Self::KeyId => scheme.key.id_header.as_ref(),
            Self::Signed(index) => match scheme.message.get(index)? {
                Part::Header(name) => Some(name),
                Part::NamedHeaders(headers) => Some(&headers.list),
                Part::Value(value) => match &value.source {
                    Source::Header(name) => Some(name),
                    _ => None,
                },
                _ => None,
            },
            Self::Listed(mut index) => scheme.message.iter().find_map(|part| {
                let Part::NamedHeaders(headers) = part else { return None };
                let name = headers.of.get(index);
                index = index.saturating_sub(headers.of.len());
                name
            }),
        }
    }
}
