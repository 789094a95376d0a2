//! The catalogue of built-in schemes: one file a provider, each a constant and the page it was written from.

mod bitex;
mod github;
mod hubex;
mod iexexchanger;
mod miex;
mod standard_webhooks;

#[cfg(feature = "jws")]
mod fusionauth;
#[cfg(feature = "jws")]
mod jira_connect;
#[cfg(feature = "http-signatures")]
mod mailchannels;
#[cfg(feature = "jws")]
mod messagebird;
#[cfg(feature = "jws")]
mod netlify;
#[cfg(feature = "jws")]
mod plaid;
#[cfg(feature = "jws")]
mod vonage;
#[cfg(feature = "http-signatures")]
mod web_bot_auth;

pub use bitex::{BITEX, BITEX_WHITELABELER};
pub use github::GITHUB;
pub use hubex::HUBEX;
pub use iexexchanger::{IEXEXCHANGER, IEXEXCHANGER_API};
pub use miex::MIEX;
pub use standard_webhooks::STANDARD_WEBHOOKS;

#[cfg(feature = "jws")]
pub use fusionauth::{FUSIONAUTH, FUSIONAUTH_ES256, FUSIONAUTH_HS384, FUSIONAUTH_HS512, FUSIONAUTH_RS256};
#[cfg(feature = "jws")]
pub use jira_connect::JIRA_CONNECT;
#[cfg(feature = "http-signatures")]
pub use mailchannels::MAILCHANNELS;
#[cfg(feature = "jws")]
pub use messagebird::{MESSAGEBIRD, MESSAGEBIRD_HS384, MESSAGEBIRD_HS512};
#[cfg(feature = "jws")]
pub use netlify::NETLIFY;
#[cfg(feature = "jws")]
pub use plaid::PLAID;
#[cfg(feature = "jws")]
pub use vonage::VONAGE;
#[cfg(feature = "http-signatures")]
pub use web_bot_auth::{WEB_BOT_AUTH, WEB_BOT_AUTH_RSA_PSS};

use crate::{Error, Scheme};

/// Every built-in scheme, by name.
pub static ALL: &[&Scheme] = &[&BITEX, &BITEX_WHITELABELER, &GITHUB, &HUBEX, &IEXEXCHANGER, &IEXEXCHANGER_API, &MIEX, &STANDARD_WEBHOOKS];

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
