//! Web Bot Auth: requests of automated clients, such as Cloudflare's Browser Rendering.

use crate::{
    Scheme, asymmetric,
    http_signatures::Profile,
    scheme::{Algorithm, Text},
};

/// Requests signed by Web Bot Auth with Ed25519: over the authority, with `created`, `expires`, `keyid` and the tag `web-bot-auth`.
///
/// Neither method nor body is covered, and the path only by who signs `@target-uri`: it says who sends, not what. A header
/// `Signature-Agent` is as good as the signature only if that covers it, and is not followed; another header must not be covered. `expires` must stand; the draft
/// recommends at most a day, and no more than a day after `created` is taken, whatever it says. The minute by which clocks may
/// differ is ours.
///
/// Docs: <https://datatracker.ietf.org/doc/html/draft-meunier-web-bot-auth-architecture> and
/// <https://developers.cloudflare.com/bots/reference/bot-verification/web-bot-auth/>.
pub const WEB_BOT_AUTH: Scheme = signed("web-bot-auth", asymmetric::Algorithm::Ed25519);

/// As [`WEB_BOT_AUTH`], with RSASSA-PSS and SHA-512, which the draft's examples have too.
pub const WEB_BOT_AUTH_RSA_PSS: Scheme = signed("web-bot-auth-rsa-pss", asymmetric::Algorithm::RsaPssSha512);

const fn signed(name: &'static str, algorithm: asymmetric::Algorithm) -> Scheme {
    let profile = Profile::new(Algorithm::Public(algorithm), 60)
        .cover_one_of(const { &[Text::new("@authority"), Text::new("@target-uri")] })
        .may_cover(const { &[Text::new("signature-agent")] })
        .lifetime(3600)
        .needs_key_id()
        .tag("web-bot-auth");
    Scheme::http_signature(name, profile)
        .described("Web Bot Auth", "https://datatracker.ietf.org/doc/html/draft-meunier-web-bot-auth-architecture")
}
