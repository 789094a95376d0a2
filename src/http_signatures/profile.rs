//! What a signature must cover and say: the data that verifying and signing share.

use alloc::vec::Vec;

use super::{
    base::{Component, MOST},
    verify::{CONTENT_DIGEST, SIGNATURE, SIGNATURE_INPUT},
};
use crate::{
    Error,
    family::is_plain,
    limits,
    scheme::{Algorithm, Covered, List, Text, put},
};

/// A profile of HTTP message signatures, as data.
///
/// ```
/// use countersign::{http_signatures::Profile, scheme::{Algorithm, Text}};
///
/// const ACME: Profile = Profile::new(Algorithm::HmacSha256, 300)
///     .cover(const { &[Text::new("@method"), Text::new("@path"), Text::new("@query"), Text::new("content-digest")] })
///     .tag("acme-webhooks");
/// # assert_eq!(ACME.validate(), Ok(()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub(crate) algorithm: Algorithm,
    pub(crate) cover: List<Text>,
    pub(crate) cover_one_of: List<Text>,
    pub(crate) may_cover: List<Text>,
    pub(crate) tolerance_seconds: u32,
    pub(crate) lifetime_seconds: Option<u32>,
    pub(crate) label: Option<Text>,
    pub(crate) tag: Option<Text>,
    pub(crate) key_id: Wanted,
    pub(crate) needs_nonce: bool,
}

/// Whether a parameter must stand, and with which value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    No,
    Any,
    Exactly(Text),
}

impl Profile {
    /// A signature of this algorithm; what it covers is to be given.
    ///
    /// The algorithm is HMAC with SHA-256 or, with the feature `asymmetric`, Ed25519, ECDSA in raw form, RSA-PSS with SHA-512 or RSA
    /// PKCS #1 with SHA-256. The parameter `alg`, if it stands, must be its name.
    ///
    /// The tolerance is by how many seconds clocks may differ. Where there is no [`lifetime`](Self::lifetime), it is also how old a
    /// signature may be.
    #[must_use]
    pub const fn new(algorithm: Algorithm, tolerance_seconds: u32) -> Self {
        Self {
            algorithm,
            cover: List::new(&[]),
            cover_one_of: List::new(&[]),
            may_cover: List::new(&[]),
            tolerance_seconds,
            lifetime_seconds: None,
            label: None,
            tag: None,
            key_id: Wanted::No,
            needs_nonce: false,
        }
    }

    /// The same with another algorithm, for senders who have keys of several kinds.
    #[must_use]
    pub const fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = algorithm;
        self
    }

    /// The components that must all be covered, in the order in which signing covers them: `const { &[Text::new("@method")] }`.
    #[must_use]
    pub const fn cover(mut self, components: &'static [Text]) -> Self {
        put(&mut self.cover, List::new(components));
        self
    }

    /// Components of which at least one must be covered; signing covers the first.
    #[must_use]
    pub const fn cover_one_of(mut self, components: &'static [Text]) -> Self {
        put(&mut self.cover_one_of, List::new(components));
        self
    }

    /// Header fields that may be covered too. A signature over any other than these, the ones above, `content-digest` and `host` is
    /// refused: which headers are read is known before there is a request. What is derived may always be covered.
    #[must_use]
    pub const fn may_cover(mut self, fields: &'static [Text]) -> Self {
        put(&mut self.may_cover, List::new(fields));
        self
    }

    /// `expires` must stand; signing sets it so many seconds after `created`.
    #[must_use]
    pub const fn lifetime(mut self, seconds: u32) -> Self {
        self.lifetime_seconds = Some(seconds);
        self
    }

    /// The label that the signature must have; any will do unless said.
    #[must_use]
    pub const fn label(mut self, label: &'static str) -> Self {
        put(&mut self.label, Some(Text::new(label)));
        self
    }

    /// The value that `tag` must have. Without this there may be no `tag`: it tells what a signature is for.
    #[must_use]
    pub const fn tag(mut self, tag: &'static str) -> Self {
        put(&mut self.tag, Some(Text::new(tag)));
        self
    }

    /// `keyid` must stand, with any value. It is not looked up: every configured key is tried.
    #[must_use]
    pub const fn needs_key_id(mut self) -> Self {
        put(&mut self.key_id, Wanted::Any);
        self
    }

    /// The value that `keyid` must have, and that signing writes.
    #[must_use]
    pub const fn key_id(mut self, key_id: &'static str) -> Self {
        put(&mut self.key_id, Wanted::Exactly(Text::new(key_id)));
        self
    }

    /// `nonce` must stand. One that need not is reported if it does.
    #[must_use]
    pub const fn needs_nonce(mut self) -> Self {
        self.needs_nonce = true;
        self
    }

    /// What every signature of this profile covers; one may cover more.
    pub fn covers(&self) -> impl Iterator<Item = Covered<'_>> {
        let others = self.cover_one_of.get(1..).unwrap_or_default();
        let shared = self.cover_one_of.first().into_iter().flat_map(covered).flatten();
        let shared = shared.filter(move |own| others.iter().all(|name| covered(name).contains(&Some(*own))));
        let fixed = [Some(Covered::Timestamp), self.needs_nonce.then_some(Covered::Nonce)];
        fixed.into_iter().flatten().chain(self.cover.iter().flat_map(covered).flatten()).chain(shared)
    }

    /// The headers that are read, by the names under which they are asked for.
    pub(crate) fn header_names(&self) -> Vec<&str> {
        let mut names = Vec::from([SIGNATURE_INPUT.as_str(), SIGNATURE.as_str(), CONTENT_DIGEST.as_str(), HOST]);
        for name in self.named() {
            if let Some(Component::Field(field)) = Component::read(name.as_bytes())
                && !names.contains(&asked(field))
            {
                names.push(field);
            }
        }
        names
    }

    /// Whether a signature may cover this field.
    pub(crate) fn reads(&self, field: &str) -> bool {
        asked(field) != field || self.named().any(|name| name.as_str() == field)
    }

    /// All components that are named.
    fn named(&self) -> impl Iterator<Item = &Text> + Clone {
        self.cover.iter().chain(self.cover_one_of.iter()).chain(self.may_cover.iter())
    }

    /// Whether the body is covered.
    #[must_use]
    pub fn covers_body(&self) -> bool {
        self.cover.iter().any(|name| name.as_str() == "content-digest")
    }

    /// Checks every field against the others.
    ///
    /// # Errors
    /// [`Code::InvalidScheme`](crate::Code::InvalidScheme), naming the first field that makes no sense.
    pub fn validate(&self) -> Result<(), Error> {
        let all = || self.cover.iter().chain(self.cover_one_of.iter());
        let short = |name: &Text| name.len() <= limits::MARK_BYTES;
        let known = all().all(|name| short(name) && Component::read(name.as_bytes()).is_some());
        let fields = self.may_cover.iter().all(|name| short(name) && matches!(Component::read(name.as_bytes()), Some(Component::Field(_))));
        let twice = self.named().enumerate().any(|(place, name)| self.named().take(place).any(|other| other == name));
        let within = |seconds: u32| (1..=limits::TOLERANCE_SECONDS).contains(&seconds);
        let plain = |text: &Text| (1..=limits::MARK_BYTES).contains(&text.len()) && text.bytes().all(is_plain);
        let key_id = !matches!(&self.key_id, Wanted::Exactly(text) if !plain(text));
        let label = self.label.as_ref().is_none_or(|label| label.len() <= limits::MARK_BYTES && super::input::is_key(label.as_bytes()));
        let value = "must be 1 to 64 of visible ASCII without `\"` and `\\`";
        let demands = [
            (name(self.algorithm).is_some(), "algorithm", "is none that HTTP message signatures have"),
            (known, "httpSignature.cover", "names a component that is none, or in upper case, or not supported"),
            (all().next().is_some(), "httpSignature.cover", "is empty, so one signature would do for any request"),
            (all().count() < MOST, "httpSignature.cover", "has more than 15 components"),
            (fields, "httpSignature.mayCover", "must be header fields in lower case"),
            (!twice, "httpSignature.cover", "has a component twice, or `mayCover` has one of it"),
            (self.header_names().len() <= limits::HEADERS, "httpSignature.cover", "reads more than 16 headers in all"),
            (within(self.tolerance_seconds), "httpSignature.toleranceSeconds", "must be 1 to 86400 seconds"),
            (self.lifetime_seconds.is_none_or(within), "httpSignature.lifetimeSeconds", "must be 1 to 86400 seconds"),
            (label, "httpSignature.label", "must be lower-case letters, digits, `_`, `-`, `.` and `*`, and not begin with a digit"),
            (self.tag.as_ref().is_none_or(plain), "httpSignature.tag", value),
            (key_id, "httpSignature.keyId", value),
        ];
        demands.into_iter().find(|(met, ..)| !met).map_or(Ok(()), |(_, field, why)| Err(Error::scheme(field, why)))
    }
}

const HOST: &str = "Host";

/// The name under which a covered field is asked for: that of a header which is read anyway has its own spelling.
pub(crate) fn asked(field: &str) -> &str {
    match field {
        "content-digest" => CONTENT_DIGEST.as_str(),
        "host" => HOST,
        "signature" => SIGNATURE.as_str(),
        "signature-input" => SIGNATURE_INPUT.as_str(),
        field => field,
    }
}

fn covered(name: &Text) -> [Option<Covered<'_>>; 2] {
    Component::read(name.as_bytes()).map_or([None; 2], Component::covers)
}

/// The name in the registry of HTTP signature algorithms (RFC 9421, section 6.2.2); `None` for those that are not in it.
pub(crate) const fn name(algorithm: Algorithm) -> Option<&'static str> {
    #[cfg(feature = "asymmetric")]
    use crate::asymmetric::Algorithm as Public;
    Some(match algorithm {
        Algorithm::HmacSha256 => "hmac-sha256",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::Ed25519) => "ed25519",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::EcdsaP256Sha256Raw) => "ecdsa-p256-sha256",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::RsaPssSha512) => "rsa-pss-sha512",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::RsaPkcs1Sha256) => "rsa-v1_5-sha256",
        _ => return None,
    })
}
