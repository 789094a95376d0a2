//! Which vendors' handshakes there are, and what each of them reads and needs.

use crate::{Code, Error};

macro_rules! handshakes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $title:literal, $docs:literal;)*) => {
        /// A vendor's handshake. The set is closed; [`by_name`](Self::by_name) finds one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Handshake {
            $($(#[$doc])* #[doc = concat!("\n\n<", $docs, ">")] $variant,)*
        }

        impl Handshake {
            /// Every handshake, by name.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name by which it is chosen, that of the vendor's scheme where there is one.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The name for people.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// The page where the vendor describes it.
            #[must_use]
            pub const fn docs(self) -> &'static str {
                match self { $(Self::$variant => $docs,)* }
            }
        }
    };
}

handshakes! {
    /// `POST` with `X-Hook-Secret`, which is the signing secret of the new webhook and is sent back in the same header.
    ///
    /// Answered only where [`expects_secret`](crate::handshake::Options::expects_secret) was given. Store
    /// [`Response::secret`](crate::handshake::Response::secret) before answering, for this webhook alone: it is not sent again.
    Asana = "asana", "Asana", "https://developers.asana.com/docs/establish-a-webhook";
    /// `GET` with `bt_challenge`, 20 to 32 lower-case hex digits, answered with
    /// `public key|hex HMAC-SHA-1(SHA-1(private key), challenge)`.
    ///
    /// The key is that of the notifications and the caller is anybody, so nothing else is answered, and a notification whose signed
    /// content has this form must be refused: [`would_sign`](Self::would_sign).
    Braintree = "braintree", "Braintree", "https://developer.paypal.com/braintree/docs/guides/webhooks/create";
    /// `OPTIONS` with `WebHook-Request-Origin`, of any sender that follows CloudEvents' HTTP webhook specification, such as Azure
    /// Event Grid. Granted to the [origins](crate::handshake::Options::allowed_origin) that the caller allows and answered 403
    /// otherwise. `WebHook-Request-Callback` is not called: nothing is fetched here.
    CloudEvents = "cloudevents", "CloudEvents",
        "https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md#4-abuse-protection";
    /// `GET` with `challenge`, echoed as text.
    Dropbox = "dropbox", "Dropbox", "https://www.dropbox.com/developers/reference/webhooks";
    /// `GET` with `challenge_code`, answered with the hex SHA-256 of that, the verification token and the endpoint's URL.
    Ebay = "ebay", "eBay", "https://developer.ebay.com/marketplace-account-deletion";
    /// A signed `POST` of type `sync` with `X-Front-Challenge`, which is echoed as text once the request verifies.
    Front = "front", "Front", "https://dev.frontapp.com/docs/application-webhooks";
    /// `GET` with `challengeCode`, a UUID, answered with its hex HMAC-SHA-256 under the client secret.
    LinkedIn = "linkedin", "LinkedIn", "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation";
    /// `HEAD`, answered 200.
    Mandrill = "mandrill", "Mandrill",
        "https://mandrill.zendesk.com/hc/en-us/articles/360038740014-Why-can-t-my-webhook-or-inbound-route-URL-be-verified";
    /// Facebook, Instagram, WhatsApp, Threads: `GET` with `hub.mode=subscribe` and `hub.verify_token`, which is compared with the
    /// caller's in constant time; `hub.challenge` is echoed as text.
    Meta = "meta", "Meta", "https://developers.facebook.com/docs/graph-api/webhooks/getting-started";
    /// `POST` with `validationToken` in the URL, echoed decoded as text.
    MicrosoftGraph = "microsoft-graph", "Microsoft Graph",
        "https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks";
    /// A first `POST` with `verification_token` in the body, which is the signing secret of the new subscription.
    ///
    /// Answered only where [`expects_secret`](crate::handshake::Options::expects_secret) was given. Store
    /// [`Response::secret`](crate::handshake::Response::secret) and enter it in Notion's settings.
    Notion = "notion", "Notion", "https://developers.notion.com/reference/webhooks";
    /// `GET` with `challenge`, echoed as text.
    Nylas = "nylas", "Nylas", "https://developer.nylas.com/docs/v3/notifications/";
    /// `GET` with `X-Okta-Verification-Challenge`, echoed in JSON.
    Okta = "okta", "Okta", "https://developer.okta.com/docs/concepts/event-hooks/#one-time-verification-request";
    /// `GET` with `check`, echoed as text.
    Onfleet = "onfleet", "Onfleet", "https://docs.onfleet.com/reference/create-webhook";
    /// A signed `POST` of type `url_verification`, whose `challenge` is echoed as text once the request verifies.
    Slack = "slack", "Slack", "https://api.slack.com/events/url_verification";
    /// `HEAD`, answered 200.
    Trello = "trello", "Trello", "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/";
    /// A signed `POST` with `Twitch-Eventsub-Message-Type: webhook_callback_verification`, whose `challenge` is echoed as text
    /// once the request verifies.
    Twitch = "twitch", "Twitch", "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/#responding-to-a-challenge-request";
    /// `GET` with `crc_token`, answered with `sha256=` and its base64 HMAC-SHA-256 under the consumer secret.
    ///
    /// The key is that of the events and the caller is anybody, so only a token of base64 is answered, and a body of such text must be
    /// refused as an event: [`would_sign`](Self::would_sign).
    X = "x", "X (Twitter)", "https://docs.x.com/x-api/webhooks/quickstart";
    /// A `POST` without events, some of them signed wrongly on purpose: 200 if it verifies and 401 if not, with no body.
    Xero = "xero", "Xero", "https://developer.xero.com/documentation/webhooks/configuring-your-server";
    /// `POST` of the event `endpoint.url_validation`, whose `plainToken` is sent back with its hex HMAC-SHA-256.
    ///
    /// The key is that of the events, so only a token of base64 is answered, which no signed content (`v0:…`) can be:
    /// [`would_sign`](Self::would_sign).
    Zoom = "zoom", "Zoom", "https://developers.zoom.us/docs/api/webhooks/#validate-your-webhook-endpoint";
}

impl Handshake {
    /// The handshake of this name.
    ///
    /// # Errors
    /// [`Code::UnknownScheme`] if there is none.
    pub fn by_name(name: &str) -> Result<Self, Error> {
        Self::ALL
            .iter()
            .find(|handshake| handshake.name() == name)
            .copied()
            .ok_or_else(|| Error::named(Code::UnknownScheme, "the handshake").because("is the name of no built-in handshake"))
    }

    /// The name of the scheme by which the request has to verify, for those that are answered only then.
    #[must_use]
    pub const fn scheme(self) -> Option<&'static str> {
        match self {
            Self::Front | Self::Slack | Self::Twitch | Self::Xero => Some(self.name()),
            _ => None,
        }
    }

    /// The headers that are read, beside those of [`scheme`](Self::scheme).
    #[must_use]
    pub const fn header_names(self) -> &'static [&'static str] {
        match self {
            Self::Asana => &["X-Hook-Secret"],
            Self::CloudEvents => &["WebHook-Request-Origin", "WebHook-Request-Rate"],
            Self::Front => &["X-Front-Challenge"],
            Self::Okta => &["X-Okta-Verification-Challenge"],
            Self::Twitch => &["Twitch-Eventsub-Message-Type"],
            _ => &[],
        }
    }

    /// The method by which it comes; a request of any other is no handshake.
    #[must_use]
    pub const fn method(self) -> &'static str {
        match self {
            Self::CloudEvents => "OPTIONS",
            Self::Mandrill | Self::Trello => "HEAD",
            Self::Asana | Self::Front | Self::MicrosoftGraph | Self::Notion | Self::Slack | Self::Twitch | Self::Xero | Self::Zoom => {
                "POST"
            }
            Self::Braintree
            | Self::Dropbox
            | Self::Ebay
            | Self::LinkedIn
            | Self::Meta
            | Self::Nylas
            | Self::Okta
            | Self::Onfleet
            | Self::X => "GET",
        }
    }

    /// Whether the caller's secret, verify token or private key is needed.
    pub(super) const fn needs_secret(self) -> bool {
        matches!(self, Self::Braintree | Self::Ebay | Self::LinkedIn | Self::Meta | Self::X | Self::Zoom)
    }
}
