//! Which family a scheme is of, where it is no template: the one place where the core's questions turn off to the families.

use alloc::vec::Vec;

use super::{BodyDigest, BodyHash, Draft, Facts, KeyRing, Outgoing, Pending, Told};
#[cfg(feature = "http-signatures")]
use crate::http_signatures;
#[cfg(feature = "jws")]
use crate::jws;
use crate::{
    Delivery, Error, Head, Scheme, SignedHeaders, UnixTime, Verified, Webhook,
    scheme::{Algorithm, Covered, KeyFormat, fields},
    verified::Stood,
};

/// What takes the place of message, signature and timestamp in a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    #[cfg(feature = "jws")]
    Jws(jws::Profile),
    #[cfg(feature = "http-signatures")]
    Http(http_signatures::Profile),
}

/// Asks the profile of whichever family it is.
macro_rules! ask {
    ($family:expr, $profile:ident => $answer:expr) => {
        match $family {
            #[cfg(feature = "jws")]
            Family::Jws($profile) => $answer,
            #[cfg(feature = "http-signatures")]
            Family::Http($profile) => $answer,
        }
    };
}

impl Family {
    const fn algorithm(&self) -> Algorithm {
        ask!(self, profile => profile.algorithm)
    }

    /// Whether this scheme, whose family it is, has no field of a template, and a key without an id.
    pub(crate) fn stands_alone_in(&self, scheme: &Scheme) -> bool {
        let mut own = Scheme::new("", self.algorithm());
        for (to, from) in [(&mut own.name, &scheme.name), (&mut own.title, &scheme.title), (&mut own.docs, &scheme.docs)] {
            to.clone_from(from);
        }
        own.key = KeyFormat { id_header: None, ..scheme.key.clone() };
        own.success = scheme.success;
        own.family = Some(self.clone());
        own == *scheme
    }

    pub(crate) fn validate(&self) -> Result<(), Error> {
        ask!(self, profile => profile.validate())
    }

    pub(crate) fn covers(&self) -> Vec<Covered<'_>> {
        ask!(self, profile => profile.covers().collect())
    }

    /// The headers that are read, by the names under which they are asked for.
    pub(crate) fn header_names(&self) -> Vec<&str> {
        match self {
            #[cfg(feature = "jws")]
            Self::Jws(profile) => Vec::from([profile.header.as_str()]),
            #[cfg(feature = "http-signatures")]
            Self::Http(profile) => profile.header_names(),
        }
    }

    pub(crate) const fn reads_request_line(&self) -> bool {
        match self {
            #[cfg(feature = "jws")]
            Self::Jws(profile) => profile.reads_request_line(),
            // A signature may cover more of it than is demanded.
            #[cfg(feature = "http-signatures")]
            Self::Http(_) => true,
        }
    }

    /// By how many seconds clocks may differ; none where no time is signed.
    pub(crate) const fn tolerance_seconds(&self) -> Option<u32> {
        match self {
            #[cfg(feature = "jws")]
            Self::Jws(profile) if profile.start.is_none() => None,
            #[cfg(feature = "jws")]
            Self::Jws(profile) => Some(profile.tolerance_seconds),
            #[cfg(feature = "http-signatures")]
            Self::Http(profile) => Some(profile.tolerance_seconds),
        }
    }

    fn begin(&self, keys: &dyn KeyRing, head: &dyn Head, now: UnixTime, tolerance_seconds: u32) -> Result<Pending, Error> {
        match self {
            #[cfg(feature = "jws")]
            Self::Jws(profile) => jws::begin(profile, keys, head, now, tolerance_seconds),
            #[cfg(feature = "http-signatures")]
            Self::Http(profile) => http_signatures::begin(profile, keys, head, now, tolerance_seconds),
        }
    }

    fn body_hash(&self) -> BodyHash {
        ask!(self, profile => profile.body_hash())
    }

    fn sign(&self, keys: &dyn KeyRing, outgoing: &Outgoing<'_>, body: &BodyDigest, now: UnixTime) -> Result<SignedHeaders, Error> {
        match self {
            #[cfg(feature = "jws")]
            Self::Jws(profile) => jws::sign(profile, keys, outgoing, body, now),
            #[cfg(feature = "http-signatures")]
            Self::Http(profile) => {
                let mut headers = http_signatures::sign(profile, keys, outgoing, body, now)?;
                // Those that it reads beside its own, as a template gives them.
                for name in profile.header_names() {
                    if let crate::Header::Once(value) = outgoing.head.header(name)
                        && let Ok(value) = core::str::from_utf8(value)
                        && !headers.iter().any(|(own, _)| own == name)
                    {
                        headers.push((name.into(), value.into()));
                    }
                }
                Ok(headers)
            }
        }
    }

    /// Takes the object of a family from the members of a scheme of this algorithm, if there is one.
    pub(crate) fn read(members: &mut fields::Fields<'_>, algorithm: Algorithm) -> Option<Self> {
        #[cfg(feature = "jws")]
        if let Some(node) = members.take(JWS) {
            return Some(Self::Jws(jws::read(node, algorithm, members.wrong)));
        }
        #[cfg(feature = "http-signatures")]
        if let Some(node) = members.take(HTTP_SIGNATURE) {
            return Some(Self::Http(http_signatures::read(node, algorithm, members.wrong)));
        }
        None
    }

    /// The name of its object in a scheme, and the object.
    #[cfg(feature = "serde")]
    pub(crate) fn write(&self) -> (&'static str, crate::scheme::Node) {
        match self {
            #[cfg(feature = "jws")]
            Self::Jws(profile) => (JWS, jws::write(profile)),
            #[cfg(feature = "http-signatures")]
            Self::Http(profile) => (HTTP_SIGNATURE, http_signatures::write(profile)),
        }
    }
}

#[cfg(feature = "jws")]
const JWS: &str = "jws";
#[cfg(feature = "http-signatures")]
const HTTP_SIGNATURE: &str = "httpSignature";

impl Scheme {
    /// A scheme of tokens in the manner of this profile, under its algorithm.
    ///
    /// It takes a key, a success and a description beside it, and nothing else.
    #[cfg(feature = "jws")]
    #[must_use]
    pub const fn jws(name: &'static str, profile: jws::Profile) -> Self {
        let algorithm = profile.algorithm;
        Self::new(name, algorithm).of_family(Family::Jws(profile))
    }

    /// A scheme of HTTP message signatures in the manner of this profile, under its algorithm.
    ///
    /// It takes a key, a success and a description beside it, and nothing else.
    #[cfg(feature = "http-signatures")]
    #[must_use]
    pub const fn http_signature(name: &'static str, profile: http_signatures::Profile) -> Self {
        let algorithm = profile.algorithm;
        Self::new(name, algorithm).of_family(Family::Http(profile))
    }

    /// Whether the event id stands in a token, so that no header shows it and [`Verified::id`] alone tells it.
    #[must_use]
    pub const fn has_id_in_token(&self) -> bool {
        match &self.family {
            #[cfg(feature = "jws")]
            Some(Family::Jws(_)) => true,
            _ => false,
        }
    }

    /// Whether the nonce stands beside the signature, so that no header shows it alone and [`Verified::nonce`] tells it.
    #[must_use]
    pub const fn has_nonce_in_signature(&self) -> bool {
        match &self.family {
            #[cfg(feature = "http-signatures")]
            Some(Family::Http(_)) => true,
            _ => false,
        }
    }

    const fn of_family(mut self, family: Family) -> Self {
        crate::scheme::put(&mut self.family, Some(family));
        self
    }
}

impl Webhook {
    /// Decides a whole request of a family.
    pub(crate) fn decide_by<'r>(&'r self, family: &Family, head: &dyn Head, body: &[u8], now: UnixTime) -> Result<Verified<'r>, Error> {
        let mut pending = self.begin_by(family, head, now)?;
        pending.update(body);
        pending.finish().map(|facts| self.told(facts))
    }

    /// Decides all but the body.
    pub(crate) fn begin_by(&self, family: &Family, head: &dyn Head, now: UnixTime) -> Result<Pending, Error> {
        family.begin(self.ring(), head, now, self.tolerance_seconds)
    }

    /// Begins to sign.
    pub(crate) fn draft_by(&self, family: &Family, delivery: &Delivery<'_>, now: UnixTime) -> Draft {
        Draft::new(self, delivery, family.body_hash(), now)
    }

    /// Signs what has gone by.
    pub(crate) fn sign_by(&self, family: &Family, draft: Draft) -> Result<SignedHeaders, Error> {
        let Draft { head, id, nonce, now, hash } = draft;
        let outgoing = Outgoing { head: &head, id: id.as_deref(), nonce: nonce.as_deref() };
        family.sign(self.ring(), &outgoing, &hash.finish(), now)
    }

    pub(crate) fn told(&self, facts: Facts) -> Verified<'_> {
        let Facts { key_index, timestamp, id, nonce } = facts;
        let told = Told { id, nonce };
        Verified {
            scheme: self.scheme(),
            key_index,
            timestamp,
            id: Stood::NOTHING,
            event_type: Stood::NOTHING,
            nonce: Stood::NOTHING,
            told,
        }
    }
}
