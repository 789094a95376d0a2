//! The catalogue of built-in schemes: a file a provider, or one for those who share a form; each cites the vendor's page.

mod bitex;
mod body_base64;
mod body_hex;
mod body_marked;
mod body_other;
mod github;
mod hubex;
mod iexexchanger;
mod miex;
mod standard;
mod tokens;

#[cfg(feature = "jws")]
mod fusionauth;
#[cfg(feature = "jws")]
mod jira_connect;
#[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
mod mailchannels;
#[cfg(feature = "jws")]
mod messagebird;
#[cfg(feature = "jws")]
mod netlify;
#[cfg(all(feature = "jws", feature = "asymmetric"))]
mod plaid;
#[cfg(feature = "jws")]
mod vonage;
#[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
mod web_bot_auth;

pub use bitex::{BITEX, BITEX_WHITELABELER};
pub use body_base64::{AFTERSHIP, BOLT, HEROKU, LINE, PRIMER, QUICKBOOKS, SHOPIFY, SHOPIFY_EVENTS, TALLY, TYPEFORM, WOOCOMMERCE, X, XERO};
pub use body_hex::{
    ASANA, CALCOM, CHECKOUT_COM, CLICKUP, COINBASE_COMMERCE, CONVOY_SIMPLE, DROPBOX, DUB, DWOLLA, GOCARDLESS, GRAFANA, LAUNCHDARKLY,
    LEMON_SQUEEZY, NYLAS, RAZORPAY, SENTRY, SQUARESPACE,
};
pub use body_marked::{AIRTABLE, BITBUCKET, CIRCLECI, EASYPOST, INSTAGRAM, JIRA, META, MOLLIE, NOTION, WHATSAPP};
pub use body_other::{AUTHORIZE_NET, FRONT_RULE, INTERCOM, ONFLEET, PAYSTACK, RECHARGE_LEGACY, VERCEL};
pub use github::GITHUB;
pub use hubex::HUBEX;
pub use iexexchanger::{IEXEXCHANGER, IEXEXCHANGER_API};
pub use miex::MIEX;
#[cfg(feature = "asymmetric")]
pub use standard::STANDARD_WEBHOOKS_ED25519;
pub use standard::{
    BREX, CLERK, ETSY, GEMINI, GITLAB, INCIDENT_IO, INCREASE, LOOPS, OPENAI, POLAR, RENDER, REPLICATE, RESEND, STANDARD_WEBHOOKS, STYTCH,
    SUPABASE, SVIX, VANTA,
};
pub use tokens::{
    BREVO, BREVO_BASIC, BUILDKITE_TOKEN, CHARGEBEE, DATADOG, DEEPGRAM, DEEPGRAM_BASIC, GITLAB_TOKEN, OKTA, POSTMARK, SHIPPO_TOKEN,
    SPARKPOST, TELEGRAM,
};

#[cfg(feature = "jws")]
pub use fusionauth::{FUSIONAUTH, FUSIONAUTH_HS384, FUSIONAUTH_HS512};
#[cfg(all(feature = "jws", feature = "asymmetric"))]
pub use fusionauth::{FUSIONAUTH_ES256, FUSIONAUTH_RS256};
#[cfg(feature = "jws")]
pub use jira_connect::JIRA_CONNECT;
#[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
pub use mailchannels::MAILCHANNELS;
#[cfg(feature = "jws")]
pub use messagebird::{MESSAGEBIRD, MESSAGEBIRD_HS384, MESSAGEBIRD_HS512};
#[cfg(feature = "jws")]
pub use netlify::NETLIFY;
#[cfg(all(feature = "jws", feature = "asymmetric"))]
pub use plaid::PLAID;
#[cfg(feature = "jws")]
pub use vonage::VONAGE;
#[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
pub use web_bot_auth::{WEB_BOT_AUTH, WEB_BOT_AUTH_RSA_PSS};

use crate::{Error, Scheme};

/// Every built-in scheme, by name.
pub static ALL: &[&Scheme] = &[
    &AFTERSHIP,
    &AIRTABLE,
    &ASANA,
    &AUTHORIZE_NET,
    &BITBUCKET,
    &BITEX,
    &BITEX_WHITELABELER,
    &BOLT,
    &BREVO,
    &BREVO_BASIC,
    &BREX,
    &BUILDKITE_TOKEN,
    &CALCOM,
    &CHARGEBEE,
    &CHECKOUT_COM,
    &CIRCLECI,
    &CLERK,
    &CLICKUP,
    &COINBASE_COMMERCE,
    &CONVOY_SIMPLE,
    &DATADOG,
    &DEEPGRAM,
    &DEEPGRAM_BASIC,
    &DROPBOX,
    &DUB,
    &DWOLLA,
    &EASYPOST,
    &ETSY,
    &FRONT_RULE,
    #[cfg(feature = "jws")]
    &FUSIONAUTH,
    #[cfg(all(feature = "jws", feature = "asymmetric"))]
    &FUSIONAUTH_ES256,
    #[cfg(feature = "jws")]
    &FUSIONAUTH_HS384,
    #[cfg(feature = "jws")]
    &FUSIONAUTH_HS512,
    #[cfg(all(feature = "jws", feature = "asymmetric"))]
    &FUSIONAUTH_RS256,
    &GEMINI,
    &GITHUB,
    &GITLAB,
    &GITLAB_TOKEN,
    &GOCARDLESS,
    &GRAFANA,
    &HEROKU,
    &HUBEX,
    &IEXEXCHANGER,
    &IEXEXCHANGER_API,
    &INCIDENT_IO,
    &INCREASE,
    &INSTAGRAM,
    &INTERCOM,
    &JIRA,
    #[cfg(feature = "jws")]
    &JIRA_CONNECT,
    &LAUNCHDARKLY,
    &LEMON_SQUEEZY,
    &LINE,
    &LOOPS,
    #[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
    &MAILCHANNELS,
    #[cfg(feature = "jws")]
    &MESSAGEBIRD,
    #[cfg(feature = "jws")]
    &MESSAGEBIRD_HS384,
    #[cfg(feature = "jws")]
    &MESSAGEBIRD_HS512,
    &META,
    &MIEX,
    &MOLLIE,
    #[cfg(feature = "jws")]
    &NETLIFY,
    &NOTION,
    &NYLAS,
    &OKTA,
    &ONFLEET,
    &OPENAI,
    &PAYSTACK,
    #[cfg(all(feature = "jws", feature = "asymmetric"))]
    &PLAID,
    &POLAR,
    &POSTMARK,
    &PRIMER,
    &QUICKBOOKS,
    &RAZORPAY,
    &RECHARGE_LEGACY,
    &RENDER,
    &REPLICATE,
    &RESEND,
    &SENTRY,
    &SHIPPO_TOKEN,
    &SHOPIFY,
    &SHOPIFY_EVENTS,
    &SPARKPOST,
    &SQUARESPACE,
    &STANDARD_WEBHOOKS,
    #[cfg(feature = "asymmetric")]
    &STANDARD_WEBHOOKS_ED25519,
    &STYTCH,
    &SUPABASE,
    &SVIX,
    &TALLY,
    &TELEGRAM,
    &TYPEFORM,
    &VANTA,
    &VERCEL,
    #[cfg(feature = "jws")]
    &VONAGE,
    #[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
    &WEB_BOT_AUTH,
    #[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
    &WEB_BOT_AUTH_RSA_PSS,
    &WHATSAPP,
    &WOOCOMMERCE,
    &X,
    &XERO,
];

/// The built-in scheme of this name.
///
/// # Errors
/// [`Code::UnknownScheme`](crate::Code::UnknownScheme) if there is none.
pub fn by_name(name: &str) -> Result<&'static Scheme, Error> {
    ALL.iter().find(|scheme| scheme.name() == name).copied().ok_or_else(Error::unknown_scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_makes_sense_and_stands_under_its_own_name() {
        for scheme in ALL {
            assert_eq!(scheme.validate(), Ok(()), "{}", scheme.name());
            assert_eq!(by_name(scheme.name()).ok(), Some(*scheme));
        }
        assert!(ALL.is_sorted_by(|a, b| a.name() < b.name()));
    }
}
