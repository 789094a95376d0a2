//! What a webhook is made with beside its scheme, its secrets and its window.

#[cfg(feature = "asymmetric")]
use alloc::string::String;

use crate::WebhookBuilder;

/// As the webhook was told.
#[derive(Clone, Default)]
pub(super) struct Settings {
    pub(super) allow_weak_secrets: bool,
    #[cfg(feature = "asymmetric")]
    pub(super) allow_sha1: bool,
    #[cfg(feature = "asymmetric")]
    pub(super) registration: String,
}

impl Settings {
    /// The same, with everything allowed: what is tried must match, and whether it may is another question.
    pub(super) fn with_leave(&self) -> Self {
        let mut own = self.clone();
        own.allow_weak_secrets = true;
        #[cfg(feature = "asymmetric")]
        {
            own.allow_sha1 = true;
        }
        own
    }

    pub(super) fn apply(&self, builder: WebhookBuilder) -> WebhookBuilder {
        let builder = builder.allow_weak_secrets(self.allow_weak_secrets);
        #[cfg(feature = "asymmetric")]
        let builder = builder.allow_sha1(self.allow_sha1).registration(&self.registration);
        builder
    }
}
