//! One answer to why a request was refused: its cause, how sure it is, and a sentence to act on.

use alloc::string::{String, ToString};

use super::Cause;

/// How sure a [`Finding`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Certainty {
    /// Worth a look; it may be something else.
    Hint,
    /// The request itself shows it, but no signature matched with it put right.
    Likely,
    /// With this put right the signature matches, so the sender signed exactly that.
    Matched,
}

impl Certainty {
    /// The stable name: `hint`, `likely` or `matched`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Likely => "likely",
            Self::Matched => "matched",
        }
    }
}

/// Why a request was refused.
///
/// It is meant for logs, not for the sender. It holds no secret, no signature and nothing of the body; the only thing of the
/// request that it may hold is the name of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    cause: Cause,
    certainty: Certainty,
    detail: String,
    name: String,
    secret: Option<usize>,
}

impl Finding {
    pub(super) fn new(cause: Cause) -> Self {
        Self { cause, certainty: Certainty::Hint, detail: String::new(), name: String::new(), secret: None }
    }

    pub(super) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The header or provider that it is about. What could not stand in a header name, and what is too long, is left out.
    pub(super) fn with_name(mut self, name: &str) -> Self {
        let plain = |char: &char| char.is_ascii_graphic() && !matches!(char, '`' | '"' | '\\');
        self.name = name.chars().filter(plain).take(128).collect();
        self
    }

    pub(super) const fn with_certainty(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    pub(super) const fn with_secret(mut self, index: Option<usize>) -> Self {
        self.secret = index;
        self
    }

    /// The cause.
    #[must_use]
    pub const fn cause(&self) -> Cause {
        self.cause
    }

    /// How sure it is.
    #[must_use]
    pub const fn certainty(&self) -> Certainty {
        self.certainty
    }

    /// Which way, in words: `lost`, `https`, `seconds`. Empty where there is only one way. Meant for people; it may change.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The header that it is about, as the scheme spells it, or the name of the other provider's scheme; empty for neither.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The place of the secret that matched or is meant, among the secrets of the webhook; for [`Cause::SecretOther`] among
    /// the other secrets.
    #[must_use]
    pub const fn secret(&self) -> Option<usize> {
        self.secret
    }

    /// What happened and what to do about it.
    #[must_use]
    pub fn sentence(&self) -> String {
        let sentence = self.cause.sentence().replace("{name}", &self.name).replace("{}", &self.detail);
        match self.secret {
            Some(index) if self.cause.is_about_secret() => {
                let kind = if self.cause == Cause::SecretOther { " (other secret " } else { " (secret " };
                [&sentence, kind, &index.to_string(), ")"].concat()
            }
            _ => sentence,
        }
    }
}
