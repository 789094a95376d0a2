//! What a token must be and say: the data that verifying and signing share.

use crate::{
    Error,
    family::is_plain,
    limits,
    scheme::{Algorithm, Covered, Encoding, Text, is_token_char, is_visible, put},
};

/// The claim that says when a token was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Start {
    /// `iat`.
    IssuedAt,
    /// `nbf`.
    NotBefore,
}

/// The claim that holds SHA-256 of the raw body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyClaim {
    pub(crate) claim: Text,
    pub(crate) encoding: Encoding,
    pub(crate) absent_if_empty: bool,
}

impl BodyClaim {
    /// The digest stands in `claim`, in this encoding, whatever the body.
    #[must_use]
    pub const fn new(claim: &'static str, encoding: Encoding) -> Self {
        Self { claim: Text::new(claim), encoding, absent_if_empty: false }
    }

    /// The claim is left out where there is no body. If it stands, it must be the digest all the same.
    #[must_use]
    pub const fn absent_if_empty(mut self) -> Self {
        self.absent_if_empty = true;
        self
    }
}

/// A profile of JSON Web Signatures, as data.
///
/// ```
/// use countersign::{jws::{BodyClaim, Profile, Start}, scheme::{Algorithm, Encoding}};
///
/// const ACME: Profile = Profile::new(Algorithm::HmacSha256, "X-Acme-Jwt")
///     .issuer("acme")
///     .made(Start::IssuedAt, 300)
///     .body(BodyClaim::new("body_sha256", Encoding::Hex));
/// # assert_eq!(ACME.validate(), Ok(()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub(crate) algorithm: Algorithm,
    pub(crate) header: Text,
    pub(crate) prefix: Text,
    pub(crate) issuer: Option<Text>,
    pub(crate) start: Option<Start>,
    pub(crate) lifetime_seconds: Option<u32>,
    pub(crate) tolerance_seconds: u32,
    pub(crate) needs_id: bool,
    pub(crate) body: Option<BodyClaim>,
    pub(crate) url: Option<Text>,
    pub(crate) request: Option<Text>,
}

impl Profile {
    /// A token of this algorithm alone in the header `header`; what it binds is to be given.
    ///
    /// The algorithm is one that tokens have: HMAC with SHA-256, SHA-384 or SHA-512 and, with the feature `asymmetric`, ECDSA in raw
    /// form, RSA with SHA-256 to SHA-512, and Ed25519. The token's `alg` must be its name.
    #[must_use]
    pub const fn new(algorithm: Algorithm, header: &'static str) -> Self {
        Self {
            algorithm,
            header: Text::new(header),
            prefix: Text::new(""),
            issuer: None,
            start: None,
            lifetime_seconds: None,
            tolerance_seconds: 0,
            needs_id: false,
            body: None,
            url: None,
            request: None,
        }
    }

    /// The same with another algorithm, for vendors who let the customer choose.
    #[must_use]
    pub const fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = algorithm;
        self
    }

    /// The text before the token in its header, such as `Bearer ` with the space.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        put(&mut self.prefix, Text::new(prefix));
        self
    }

    /// The value that `iss` must have.
    #[must_use]
    pub const fn issuer(mut self, issuer: &'static str) -> Self {
        put(&mut self.issuer, Some(Text::new(issuer)));
        self
    }

    /// The claim that must say when the token was made, and the tolerance.
    ///
    /// The tolerance is by how many seconds clocks may differ. Where there is no [`lifetime`](Self::lifetime), it is also how old
    /// a token may be.
    #[must_use]
    pub const fn made(mut self, start: Start, tolerance_seconds: u32) -> Self {
        self.start = Some(start);
        self.tolerance_seconds = tolerance_seconds;
        self
    }

    /// `exp` must stand; signing sets it so many seconds after the start.
    #[must_use]
    pub const fn lifetime(mut self, seconds: u32) -> Self {
        self.lifetime_seconds = Some(seconds);
        self
    }

    /// `jti` must stand. It is the event id; one that need not stand is reported if it does.
    #[must_use]
    pub const fn needs_id(mut self) -> Self {
        self.needs_id = true;
        self
    }

    /// The claim that binds the body.
    #[must_use]
    pub const fn body(mut self, claim: BodyClaim) -> Self {
        put(&mut self.body, Some(claim));
        self
    }

    /// The claim that binds the URL: lower-case hex of SHA-256 of the whole URL, as it was called.
    #[must_use]
    pub const fn url(mut self, claim: &'static str) -> Self {
        put(&mut self.url, Some(Text::new(claim)));
        self
    }

    /// The claim that binds method, path and query by Atlassian's query string hash, `qsh`.
    #[must_use]
    pub const fn request(mut self, claim: &'static str) -> Self {
        put(&mut self.request, Some(Text::new(claim)));
        self
    }

    /// What the token covers.
    pub fn covers(&self) -> impl Iterator<Item = Covered<'_>> {
        let one = |there: bool, covered| there.then_some(covered);
        let request = self.request.is_some();
        [
            one(self.start.is_some(), Covered::Timestamp),
            one(self.needs_id, Covered::Id),
            one(request, Covered::Method),
            one(request, Covered::Path),
            one(request, Covered::Query),
            one(self.url.is_some(), Covered::Url),
            one(self.body.is_some(), Covered::Body),
        ]
        .into_iter()
        .flatten()
    }

    /// Whether the method or the URL of a request is read.
    #[must_use]
    pub const fn reads_request_line(&self) -> bool {
        self.url.is_some() || self.request.is_some()
    }

    /// Checks every field against the others.
    ///
    /// # Errors
    /// [`Code::InvalidScheme`](crate::Code::InvalidScheme), naming the first field that makes no sense.
    pub fn validate(&self) -> Result<(), Error> {
        let plain = |text: &Text| (1..=limits::MARK_BYTES).contains(&text.len()) && text.bytes().all(is_plain);
        let all_plain = |text: &Option<Text>| text.as_ref().is_none_or(plain);
        let header = (1..=128).contains(&self.header.len()) && self.header.bytes().all(is_token_char);
        let prefix = self.prefix.len() <= limits::MARK_BYTES && self.prefix.bytes().all(is_visible) && !self.prefix.starts_with(' ');
        let claims = [self.body.as_ref().map(|body| &body.claim), self.url.as_ref(), self.request.as_ref()];
        let own = claims.into_iter().flatten();
        let reserved = |claim: &Text| matches!(claim.as_str(), "iss" | "iat" | "nbf" | "exp" | "jti");
        let twice = own.clone().enumerate().any(|(place, claim)| reserved(claim) || own.clone().take(place).any(|other| other == claim));
        let hash = self.body.as_ref().is_none_or(|body| matches!(body.encoding, Encoding::Hex | Encoding::Base64 | Encoding::Base64Url));
        let within = |seconds: u32| (1..=limits::TOLERANCE_SECONDS).contains(&seconds);
        let timed = self.start.is_some();
        let claim = "must be 1 to 64 of visible ASCII without `\"` and `\\`";
        let demands = [
            (name(self.algorithm).is_some(), "algorithm", "is none that tokens have"),
            (header, "jws.header", "is not a header name"),
            (prefix, "jws.prefix", "must be at most 64 of visible ASCII, and not begin with a space"),
            (all_plain(&self.issuer), "jws.iss", claim),
            (own.clone().all(plain), "jws", claim),
            (
                own.clone().next().is_some(),
                "jws",
                "binds nothing of the request, so one token would do for any; give bodyHash, urlHash or requestHash",
            ),
            (!twice, "jws", "has one claim in two roles"),
            (hash, "jws.bodyHash.encoding", "must be hex, base64 or base64url"),
            (timed == within(self.tolerance_seconds), "jws.toleranceSeconds", "must be 1 to 86400 seconds, and goes with `start`"),
            (
                self.lifetime_seconds.is_none_or(|seconds| timed && within(seconds)),
                "jws.lifetimeSeconds",
                "must be 1 to 86400 seconds, and goes with `start`",
            ),
        ];
        demands.into_iter().find(|(met, ..)| !met).map_or(Ok(()), |(_, field, why)| Err(Error::scheme(field, why)))
    }
}

/// The name of an algorithm in the header of a token (RFC 7518, section 3.1; RFC 8037); `None` for those that tokens have not.
pub(crate) const fn name(algorithm: Algorithm) -> Option<&'static str> {
    #[cfg(feature = "asymmetric")]
    use crate::asymmetric::Algorithm as Public;
    Some(match algorithm {
        Algorithm::HmacSha256 => "HS256",
        Algorithm::HmacSha384 => "HS384",
        Algorithm::HmacSha512 => "HS512",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::EcdsaP256Sha256Raw) => "ES256",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::RsaPkcs1Sha256) => "RS256",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::RsaPkcs1Sha384) => "RS384",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::RsaPkcs1Sha512) => "RS512",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::RsaPssSha256) => "PS256",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::RsaPssSha512) => "PS512",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(Public::Ed25519) => "EdDSA",
        _ => return None,
    })
}

impl Start {
    /// The name of the claim.
    #[must_use]
    pub const fn claim(self) -> &'static str {
        match self {
            Self::IssuedAt => "iat",
            Self::NotBefore => "nbf",
        }
    }
}
