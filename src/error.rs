//! Why something was refused: one error type and the closed set of codes that every language shares.

use core::fmt;

use crate::scheme::Text;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $status:literal, $why:literal;)*) => {
        /// The reason for a refusal, the same string on every runtime.
        ///
        /// No binding adds one of its own. A minor release of the core may add one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of [`number`](Self::number).
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name, such as `missing_header`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The HTTP status to answer the sender with, and no detail beside it.
            ///
            /// 401 for what is not authenticated; 400 for what no sender would write; 503 for what the receiver lacks or has wrong, as
            /// another attempt may find it mended.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* }
            }

            /// What is said when the place of the refusal adds nothing more precise.
            const fn why(self) -> &'static str {
                match self { $(Self::$variant => $why,)* }
            }
        }
    };
}

codes! {
    /// A header that the scheme needs is not there.
    MissingHeader = "missing_header", 401, "is missing; is a proxy dropping it?";
    /// A header (or a field within one) that must stand once stands twice, also when joined by `, `.
    DuplicateHeader = "duplicate_header", 401, "stands more than once";
    /// A header is empty, over 4096 bytes, or holds bytes that the scheme does not allow there.
    MalformedHeader = "malformed_header", 400, "is empty, too long, or holds what may not stand there";
    /// The signature is not in the one form that the scheme writes.
    MalformedSignature = "malformed_signature", 400, "is not in the form the scheme writes; was it cut short or re-encoded?";
    /// The timestamp is not in the one form that the scheme has: plain decimal, RFC 3339 or the `IMF-fixdate` of HTTP.
    MalformedTimestamp = "malformed_timestamp", 400, "is not in the form the scheme writes";
    /// The timestamp lies before the window.
    TimestampTooOld = "timestamp_too_old", 401, "is too old; is this a replay, or is the clock wrong?";
    /// The timestamp lies after the window.
    TimestampInFuture = "timestamp_in_future", 401, "is too far in the future; is the clock wrong, or are these milliseconds?";
    /// No secret gives this signature for this message.
    SignatureMismatch = "signature_mismatch", 401, "matches none of the secrets; check the secret, the URL, and that the body is the raw bytes, not re-serialised";
    /// There is no secret, or nothing is left of it once its prefix is gone.
    MissingSecret = "missing_secret", 503, "is empty; is the environment variable set?";
    /// The secret cannot be decoded as the scheme says.
    MalformedSecret = "malformed_secret", 503, "cannot be decoded as the scheme says; was it copied whole?";
    /// The secret has fewer than 16 bytes once decoded.
    WeakSecret = "weak_secret", 503, "has fewer than 16 bytes; use a longer one, or allow weak secrets";
    /// More than 16 signatures in one header.
    TooManySignatures = "too_many_signatures", 401, "lists more than 16 signatures";
    /// More than 8 secrets.
    TooManyKeys = "too_many_keys", 503, "is one too many; at most 8 may be given";
    /// The scheme reads the URL and none was given.
    MissingUrl = "missing_url", 503, "is needed by this scheme";
    /// A field of the body that is signed cannot be read, the body is not of the kind that is signed, or it cannot be read as what the
    /// caller asked for, which bindings say where the host parses.
    MalformedBody = "malformed_body", 400, "is not what was asked for";
    /// No built-in scheme has this name.
    UnknownScheme = "unknown_scheme", 503, "is the name of no built-in scheme";
    /// A custom scheme contradicts itself or would protect nothing.
    InvalidScheme = "invalid_scheme", 503, "makes no sense";
    /// The URL is not one that can be read in exactly one way.
    MalformedUrl = "malformed_url", 400, "is not an absolute http(s) URL or a path, in visible ASCII without a fragment";
    /// The scheme reads the method and none was given.
    MissingMethod = "missing_method", 503, "is needed by this scheme";
    /// The method is not 1 to 32 upper-case letters or hyphens.
    MalformedMethod = "malformed_method", 400, "is not 1 to 32 upper-case letters or hyphens";
    /// A tolerance that the scheme cannot honour or that would switch replay protection off.
    InvalidTolerance = "invalid_tolerance", 503, "cannot be honoured";
}

impl Code {
    /// The place in [`ALL`](Self::ALL), from 1: what crosses the wasm boundary.
    #[must_use]
    pub const fn number(self) -> u8 {
        (self as u8).saturating_add(1)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A refusal: a stable [`Code`] and a sentence that names the place and the fix.
///
/// The sentence never holds a secret, an expected signature or a value from the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Kept);

/// On the heap in wasm: it is handed on in many places, and the code that moves a word is shorter than that for seven. Elsewhere
/// that would be the only thing that verifying allocates.
#[cfg(all(feature = "alloc", target_family = "wasm"))]
type Kept = alloc::boxed::Box<Refusal>;
#[cfg(not(all(feature = "alloc", target_family = "wasm")))]
type Kept = Refusal;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    code: Code,
    subject: Subject,
    why: Option<&'static str>,
}

/// What was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Header(Text),
    Secret(usize),
    Scheme(Text),
    Named(&'static str),
}

impl Error {
    // Once, not at each of its many callers.
    #[inline(never)]
    pub(crate) fn new(code: Code, subject: Subject) -> Self {
        Self(Kept::from(Refusal { code, subject, why: None }))
    }

    pub(crate) fn header(code: Code, name: &Text) -> Self {
        Self::new(code, Subject::Header(name.clone()))
    }

    pub(crate) fn named(code: Code, place: &'static str) -> Self {
        Self::new(code, Subject::Named(place))
    }

    pub(crate) fn scheme(field: impl Into<Text>, why: &'static str) -> Self {
        Self::new(Code::InvalidScheme, Subject::Scheme(field.into())).because(why)
    }

    /// The refusal of a name that no built-in scheme has, for a binding that keeps the catalogue on its own side.
    #[must_use]
    pub fn unknown_scheme() -> Self {
        let unknown = Self::named(Code::UnknownScheme, "the scheme");
        if cfg!(feature = "asymmetric") {
            unknown
        } else {
            unknown.because("is the name of no built-in scheme here; is it one of countersign/asymmetric?")
        }
    }

    /// The refusal of a webhook that has no secrets yet, for a binding that hands out webhooks by number.
    #[must_use]
    pub fn not_ready() -> Self {
        Self::named(Code::MissingSecret, "the webhook")
    }

    pub(crate) fn because(mut self, why: &'static str) -> Self {
        self.0.why = Some(why);
        self
    }

    /// The same refusal of something that has a better name.
    #[cfg(feature = "asymmetric")]
    pub(crate) fn about(mut self, subject: Subject) -> Self {
        self.0.subject = subject;
        self
    }

    /// The stable reason.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }
}

impl Error {
    /// The pieces of the sentence. Strings only: formatting machinery would be a tenth of the wasm module.
    fn pieces(&self) -> [&str; 4] {
        let (before, name, after) = match &self.0.subject {
            Subject::Header(name) => ("header `", name.as_str(), "` "),
            Subject::Secret(index) => ("secret ", DIGITS.get(*index).copied().unwrap_or_default(), " "),
            Subject::Scheme(field) => ("scheme field `", field.as_str(), "` "),
            Subject::Named(place) => ("", *place, " "),
        };
        [before, name, after, self.0.why.unwrap_or_else(|| self.0.code.why())]
    }

    /// The header that was refused, where one was.
    #[cfg(feature = "explain")]
    pub(crate) fn header_name(&self) -> &str {
        match &self.0.subject {
            Subject::Header(name) => name,
            Subject::Secret(_) | Subject::Scheme(_) | Subject::Named(_) => "",
        }
    }

    /// The place of the secret that was refused, where one was.
    #[cfg(feature = "explain")]
    pub(crate) fn secret_index(&self) -> Option<usize> {
        match &self.0.subject {
            Subject::Secret(index) => Some(*index),
            Subject::Header(_) | Subject::Scheme(_) | Subject::Named(_) => None,
        }
    }

    /// The sentence, as [`Display`](fmt::Display) writes it.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn message(&self) -> alloc::string::String {
        crate::scheme::joined(&self.pieces())
    }
}

/// Places in a list of at most [`limits::KEYS`](crate::limits::KEYS) secrets, and the one after it.
const DIGITS: [&str; 9] = ["0", "1", "2", "3", "4", "5", "6", "7", "8"];

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().into_iter().try_for_each(|piece| f.write_str(piece))
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the names, which say whose business each is: the sender's, the receiver's, or nobody's but a forger's.
    #[test]
    fn statuses_follow_from_what_the_codes_say() {
        for code in Code::ALL {
            let name = code.as_str();
            let own = ["secret", "scheme", "keys", "tolerance"].iter().any(|word| name.ends_with(word));
            let expected = match name {
                "missing_url" | "missing_method" => 503,
                _ if own => 503,
                _ if name.starts_with("malformed_") => 400,
                _ => 401,
            };
            assert_eq!(code.status(), expected, "{name}");
        }
    }
}
