//! Which headers a scheme reads, in which order, and which of them a request must have.

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
}

/// The headers that a scheme reads, signature first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slots([Option<Slot>; limits::HEADERS]);

impl Slots {
    /// The slots of a scheme, and whether they are all that it reads.
    pub(crate) fn new(scheme: &Scheme) -> (Self, bool) {
        let mut slots = Self([None; limits::HEADERS]);
        let mut whole = true;
        // A family reads its headers by itself.
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if scheme.family.is_some() {
            return (slots, whole);
        }
        let signatures = scheme.signature.place.headers().len();
        for index in 0..signatures {
            whole &= slots.add(scheme, Role::Signature(index), signatures == 1);
        }
        for (role, required) in [
            (Role::Timestamp, true),
            (Role::Id, scheme.has(|part| matches!(part, Part::Id))),
            (Role::Type, scheme.has(|part| matches!(part, Part::Type))),
            (Role::Nonce, scheme.has(|part| matches!(part, Part::Nonce))),
            (Role::KeyId, true),
        ] {
            whole &= slots.add(scheme, role, required);
        }
        for (index, part) in scheme.message.iter().enumerate() {
            whole &= slots.add(scheme, Role::Signed(index), !matches!(part, Part::Value(value) if value.optional));
        }
        let mut index: usize = 0;
        while Role::Listed(index).header(scheme).is_some() {
            whole &= slots.add(scheme, Role::Listed(index), false);
            index = index.saturating_add(1);
        }
        (slots, whole)
    }

    /// Whether there was a slot free for the header of this role, if it has one.
    #[inline(never)]
    fn add(&mut self, scheme: &Scheme, role: Role, required: bool) -> bool {
        let Some(name) = role.header(scheme) else { return true };
        // A header that may be listed and is read in another role too keeps that role.
        if matches!(role, Role::Listed(..)) && self.names(scheme).any(|own| own.eq_ignore_ascii_case(name)) {
            return true;
        }
        let free = self.0.iter_mut().find(|slot| slot.is_none());
        free.map(|free| *free = Some(Slot { role, required })).is_some()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Slot> + Clone {
        self.0.iter().map_while(|slot| *slot)
    }

    /// The header names, as the scheme writes them.
    pub(crate) fn names<'s>(&'s self, scheme: &'s Scheme) -> impl Iterator<Item = &'s Text> + Clone {
        (0..limits::HEADERS).map_while(move |place| self.name_at(place, scheme))
    }

    #[inline(never)]
    fn name_at<'s>(&self, place: usize, scheme: &'s Scheme) -> Option<&'s Text> {
        self.0.get(place)?.as_ref()?.role.header(scheme)
    }

    /// The place of a role among the slots.
    pub(crate) fn position(&self, role: Role) -> Option<usize> {
        self.iter().position(|slot| slot.role == role)
    }
}

impl Role {
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
