//! Which headers a scheme reads, in which order, and which of them a request must have.

use crate::{
    limits,
    scheme::{Field, Part, Place, Scheme, Text},
};

/// What a header is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Signature,
    Timestamp,
    Id,
    Type,
    Nonce,
    /// The header that this part of the message names, by index.
    Signed(usize),
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
        let signs = |part: &Part| scheme.message.contains(part);
        let header = |field: &Option<Field>| matches!(field, Some(Field::Header(_)));
        let slot = |there: bool, role, required| there.then_some(Slot { role, required });
        let fixed = [
            slot(matches!(scheme.signature.place, Place::Header(_)), Role::Signature, true),
            slot(scheme.timestamp.as_ref().is_some_and(|timestamp| timestamp.header.is_some()), Role::Timestamp, true),
            slot(header(&scheme.id), Role::Id, signs(&Part::Id)),
            slot(header(&scheme.event_type), Role::Type, signs(&Part::Type)),
            slot(scheme.nonce.is_some(), Role::Nonce, signs(&Part::Nonce)),
        ];
        let signed =
            scheme.message.iter().enumerate().filter_map(|(index, part)| slot(matches!(part, Part::Header(_)), Role::Signed(index), true));
        let mut slots = [None; limits::HEADERS];
        let mut all = fixed.into_iter().flatten().chain(signed);
        for (place, slot) in slots.iter_mut().zip(&mut all) {
            *place = Some(slot);
        }
        (Self(slots), all.next().is_none())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Slot> + Clone {
        self.0.iter().map_while(|slot| *slot)
    }

    /// The header names, as the scheme writes them.
    pub(crate) fn names<'s>(&self, scheme: &'s Scheme) -> impl Iterator<Item = &'s Text> + Clone {
        self.0.into_iter().flatten().filter_map(move |slot| slot.role.header(scheme))
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
            Self::Signature => match &scheme.signature.place {
                Place::Header(name) => Some(name),
                Place::Url(_) => None,
            },
            Self::Timestamp => scheme.timestamp.as_ref()?.header.as_ref(),
            Self::Id => of_field(&scheme.id),
            Self::Type => of_field(&scheme.event_type),
            Self::Nonce => scheme.nonce.as_ref().map(|nonce| &nonce.header),
            Self::Signed(index) => match scheme.message.get(index)? {
                Part::Header(name) => Some(name),
                _ => None,
            },
        }
    }
}
