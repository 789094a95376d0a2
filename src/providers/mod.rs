//! The catalogue of built-in schemes: a file a provider, or one for those who share a form; each cites the vendor's page.

mod adyen;
mod bitex;
mod body_base64;
mod body_hex;
mod body_marked;
mod body_other;
mod box_com;
mod braintree;
mod contentful;
mod convoy;
mod deel;
mod docusign;
mod framer;
mod github;
mod hubex;
mod hubspot;
mod iexexchanger;
mod linear;
mod linkedin;
mod mailgun;
mod mercado_pago;
mod miex;
mod paddle;
mod pagerduty;
mod pusher;
mod ripple;
mod sinch;
mod slack;
mod square;
mod standard;
mod stripe;
mod timestamped_header;
mod timestamped_list;
mod tokens;
mod trello;
mod twilio;
mod twitch;
mod zoom;

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
#[cfg(feature = "asymmetric")]
mod public_key;
#[cfg(feature = "jws")]
mod vonage;
#[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
mod web_bot_auth;

pub use adyen::{ADYEN, ADYEN_BANKING};
pub use bitex::{BITEX, BITEX_WHITELABELER};
pub use body_base64::{AFTERSHIP, BOLT, HEROKU, LINE, PRIMER, QUICKBOOKS, SHOPIFY, SHOPIFY_EVENTS, TALLY, TYPEFORM, WOOCOMMERCE, X, XERO};
pub use body_hex::{
    ASANA, CALCOM, CHECKOUT_COM, CLICKUP, COINBASE_COMMERCE, CONVOY_SIMPLE, DROPBOX, DUB, DWOLLA, GOCARDLESS, GRAFANA, LAUNCHDARKLY,
    LEMON_SQUEEZY, NYLAS, RAZORPAY, SENTRY, SQUARESPACE,
};
pub use body_marked::{AIRTABLE, BITBUCKET, CIRCLECI, EASYPOST, INSTAGRAM, JIRA, META, MOLLIE, NOTION, WHATSAPP};
pub use body_other::{AUTHORIZE_NET, FRONT_RULE, INTERCOM, ONFLEET, PAYSTACK, RECHARGE_LEGACY, VERCEL};
pub use box_com::BOX;
pub use braintree::BRAINTREE;
pub use contentful::CONTENTFUL;
pub use convoy::{CONVOY, CONVOY_SHA512};
pub use deel::DEEL;
pub use docusign::DOCUSIGN;
pub use framer::FRAMER;
pub use github::GITHUB;
pub use hubex::HUBEX;
pub use hubspot::{HUBSPOT_V1, HUBSPOT_V2, HUBSPOT_V3};
pub use iexexchanger::{IEXEXCHANGER, IEXEXCHANGER_API};
pub use linear::LINEAR;
pub use linkedin::LINKEDIN;
pub use mailgun::{MAILGUN, MAILGUN_PARENT};
pub use mercado_pago::MERCADO_PAGO;
pub use miex::MIEX;
pub use paddle::PADDLE;
pub use pagerduty::PAGERDUTY;
pub use pusher::PUSHER;
pub use ripple::RIPPLE;
pub use sinch::SINCH;
pub use slack::SLACK;
pub use square::SQUARE;
#[cfg(feature = "asymmetric")]
pub use standard::STANDARD_WEBHOOKS_ED25519;
pub use standard::{
    BREX, CLERK, ETSY, GEMINI, GITLAB, INCIDENT_IO, INCREASE, LOOPS, OPENAI, POLAR, RENDER, REPLICATE, RESEND, STANDARD_WEBHOOKS, STYTCH,
    SUPABASE, SVIX, VANTA,
};
pub use stripe::STRIPE;
pub use timestamped_header::{AIRSHIP, AIRWALLEX, CUSTOMERIO, FRONT, GRAFANA_TIMESTAMPED, KLAVIYO, LOB, WEBFLOW, ZENDESK};
pub use timestamped_list::{
    AFFIRM, BUILDKITE, CALENDLY, CLOUDFLARE_STREAM, COINBASE_CDP, ELEVENLABS, KNOCK, MUX, PERSONA, RECHARGE, RECURLY, SANITY, SHIPPO,
    TIKTOK, WORKOS,
};
pub use tokens::{
    BREVO, BREVO_BASIC, BUILDKITE_TOKEN, CHARGEBEE, DATADOG, DEEPGRAM, DEEPGRAM_BASIC, GITLAB_TOKEN, OKTA, POSTMARK, SHIPPO_TOKEN,
    SPARKPOST, TELEGRAM,
};
pub use trello::TRELLO;
pub use twilio::{MANDRILL, TWILIO, TWILIO_JSON};
pub use twitch::TWITCH;
pub use zoom::ZOOM;

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
#[cfg(feature = "asymmetric")]
pub use public_key::{AWS_SNS, AWS_SNS_V1, DISCORD, FAL, KICK, PAYPAL, SENDGRID, TELNYX, WISE};
#[cfg(feature = "jws")]
pub use vonage::VONAGE;
#[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
pub use web_bot_auth::{WEB_BOT_AUTH, WEB_BOT_AUTH_RSA_PSS};

use crate::{Error, Scheme};

/// Every built-in scheme, by name.
pub static ALL: &[&Scheme] = &[
    &ADYEN,
    &ADYEN_BANKING,
    &AFFIRM,
    &AFTERSHIP,
    &AIRSHIP,
    &AIRTABLE,
    &AIRWALLEX,
    &ASANA,
    &AUTHORIZE_NET,
    #[cfg(feature = "asymmetric")]
    &AWS_SNS,
    #[cfg(feature = "asymmetric")]
    &AWS_SNS_V1,
    &BITBUCKET,
    &BITEX,
    &BITEX_WHITELABELER,
    &BOLT,
    &BOX,
    &BRAINTREE,
    &BREVO,
    &BREVO_BASIC,
    &BREX,
    &BUILDKITE,
    &BUILDKITE_TOKEN,
    &CALCOM,
    &CALENDLY,
    &CHARGEBEE,
    &CHECKOUT_COM,
    &CIRCLECI,
    &CLERK,
    &CLICKUP,
    &CLOUDFLARE_STREAM,
    &COINBASE_CDP,
    &COINBASE_COMMERCE,
    &CONTENTFUL,
    &CONVOY,
    &CONVOY_SHA512,
    &CONVOY_SIMPLE,
    &CUSTOMERIO,
    &DATADOG,
    &DEEL,
    &DEEPGRAM,
    &DEEPGRAM_BASIC,
    #[cfg(feature = "asymmetric")]
    &DISCORD,
    &DOCUSIGN,
    &DROPBOX,
    &DUB,
    &DWOLLA,
    &EASYPOST,
    &ELEVENLABS,
    &ETSY,
    #[cfg(feature = "asymmetric")]
    &FAL,
    &FRAMER,
    &FRONT,
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
    &GRAFANA_TIMESTAMPED,
    &HEROKU,
    &HUBEX,
    &HUBSPOT_V1,
    &HUBSPOT_V2,
    &HUBSPOT_V3,
    &IEXEXCHANGER,
    &IEXEXCHANGER_API,
    &INCIDENT_IO,
    &INCREASE,
    &INSTAGRAM,
    &INTERCOM,
    &JIRA,
    #[cfg(feature = "jws")]
    &JIRA_CONNECT,
    #[cfg(feature = "asymmetric")]
    &KICK,
    &KLAVIYO,
    &KNOCK,
    &LAUNCHDARKLY,
    &LEMON_SQUEEZY,
    &LINE,
    &LINEAR,
    &LINKEDIN,
    &LOB,
    &LOOPS,
    #[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
    &MAILCHANNELS,
    &MAILGUN,
    &MAILGUN_PARENT,
    &MANDRILL,
    &MERCADO_PAGO,
    #[cfg(feature = "jws")]
    &MESSAGEBIRD,
    #[cfg(feature = "jws")]
    &MESSAGEBIRD_HS384,
    #[cfg(feature = "jws")]
    &MESSAGEBIRD_HS512,
    &META,
    &MIEX,
    &MOLLIE,
    &MUX,
    #[cfg(feature = "jws")]
    &NETLIFY,
    &NOTION,
    &NYLAS,
    &OKTA,
    &ONFLEET,
    &OPENAI,
    &PADDLE,
    &PAGERDUTY,
    #[cfg(feature = "asymmetric")]
    &PAYPAL,
    &PAYSTACK,
    &PERSONA,
    #[cfg(all(feature = "jws", feature = "asymmetric"))]
    &PLAID,
    &POLAR,
    &POSTMARK,
    &PRIMER,
    &PUSHER,
    &QUICKBOOKS,
    &RAZORPAY,
    &RECHARGE,
    &RECHARGE_LEGACY,
    &RECURLY,
    &RENDER,
    &REPLICATE,
    &RESEND,
    &RIPPLE,
    &SANITY,
    #[cfg(feature = "asymmetric")]
    &SENDGRID,
    &SENTRY,
    &SHIPPO,
    &SHIPPO_TOKEN,
    &SHOPIFY,
    &SHOPIFY_EVENTS,
    &SINCH,
    &SLACK,
    &SPARKPOST,
    &SQUARE,
    &SQUARESPACE,
    &STANDARD_WEBHOOKS,
    #[cfg(feature = "asymmetric")]
    &STANDARD_WEBHOOKS_ED25519,
    &STRIPE,
    &STYTCH,
    &SUPABASE,
    &SVIX,
    &TALLY,
    &TELEGRAM,
    #[cfg(feature = "asymmetric")]
    &TELNYX,
    &TIKTOK,
    &TRELLO,
    &TWILIO,
    &TWILIO_JSON,
    &TWITCH,
    &TYPEFORM,
    &VANTA,
    &VERCEL,
    #[cfg(feature = "jws")]
    &VONAGE,
    #[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
    &WEB_BOT_AUTH,
    #[cfg(all(feature = "http-signatures", feature = "asymmetric"))]
    &WEB_BOT_AUTH_RSA_PSS,
    &WEBFLOW,
    &WHATSAPP,
    #[cfg(feature = "asymmetric")]
    &WISE,
    &WOOCOMMERCE,
    &WORKOS,
    &X,
    &XERO,
    &ZENDESK,
    &ZOOM,
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
