//! The four systems as the demo plays them: scheme, secrets, a delivery of each as its vendor describes it.

use countersign::{Error, Scheme, providers};

/// A system that sends webhooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    IexExchanger,
    Miex,
    Hubex,
    Bitex,
}

impl System {
    pub(crate) const ALL: [Self; 4] = [Self::IexExchanger, Self::Miex, Self::Hubex, Self::Bitex];

    /// The scheme's name, which is also the last part of the receiver's path.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::IexExchanger => "iexexchanger",
            Self::Miex => "miex",
            Self::Hubex => "hubex",
            Self::Bitex => "bitex",
        }
    }

    pub(crate) fn scheme(self) -> Result<&'static Scheme, Error> {
        providers::by_name(self.name())
    }

    /// The variable from which the receiver has its secret.
    pub(crate) const fn variable(self) -> &'static str {
        match self {
            Self::IexExchanger => "IEXEXCHANGER_SECRET",
            Self::Miex => "MIEX_SECRET",
            Self::Hubex => "HUBEX_TOKEN",
            Self::Bitex => "BITEX_API_KEY",
        }
    }

    pub(crate) const fn secret(self) -> &'static str {
        match self {
            Self::IexExchanger => "demo-iexexchanger-secret-of-today",
            Self::Miex => "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
            Self::Hubex => "demo-hubex-token-of-today",
            Self::Bitex => "demo-bitex-api-key-of-today",
        }
    }

    /// The secret before the rotation, which the receiver still takes.
    pub(crate) const fn previous_secret(self) -> &'static str {
        match self {
            Self::IexExchanger => "demo-iexexchanger-secret-of-last-week",
            Self::Miex => "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
            Self::Hubex => "demo-hubex-token-of-last-week",
            Self::Bitex => "demo-bitex-api-key-of-last-week",
        }
    }

    /// A secret that the receiver was never given.
    pub(crate) const fn foreign_secret(self) -> &'static str {
        match self {
            Self::IexExchanger => "demo-iexexchanger-secret-of-a-stranger",
            Self::Miex => "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            Self::Hubex => "demo-hubex-token-of-a-stranger",
            Self::Bitex => "demo-bitex-api-key-of-a-stranger",
        }
    }

    /// The id of the event with this number; HubEx has none.
    pub(crate) fn id(self, number: usize) -> String {
        match self {
            Self::IexExchanger => format!("evt_demo_{number:02}"),
            Self::Miex => format!("job-demo-{number:02}"),
            Self::Hubex => String::new(),
            Self::Bitex => number.to_string(),
        }
    }

    pub(crate) const fn event_type(self) -> &'static str {
        match self {
            Self::IexExchanger => "order.status_changed",
            Self::Miex => "order.created",
            Self::Hubex => "41",
            Self::Bitex => "user_enabled",
        }
    }

    /// A type that the vendor has not published.
    pub(crate) const fn unknown_type(self) -> &'static str {
        match self {
            Self::IexExchanger | Self::Miex => "order.teleported",
            Self::Hubex => "4242",
            Self::Bitex => "user_teleported",
        }
    }

    /// A body about the event with this number. Each holds `Zoë`, whose two bytes in UTF-8 the faults change.
    pub(crate) fn body(self, event_type: &str, number: usize) -> String {
        let id = self.id(number);
        match self {
            Self::IexExchanger => format!(
                r#"{{"id":"{id}","type":"{event_type}","created_at":"2026-06-23T10:00:00+00:00","data":{{"order":{{"tracking_id":"TRK8K2LQ","status":"processing","client":"Zoë"}}}}}}"#
            ),
            Self::Miex => {
                format!(
                    r#"{{"event":"{event_type}","data":{{"id":{number},"hashedId":"a3f7b2c1d4e5","status":"ORDERINIT","client":"Zoë"}}}}"#
                )
            }
            Self::Hubex => format!(r#"{{"EventID":{event_type},"object":{{"id":{number},"name":"Zoë"}}}}"#),
            Self::Bitex => format!(
                r#"{{"data":{{"type":"events","id":"{id}","attributes":{{"event_type":"{event_type}","created_at":"2026-06-23T10:00:00.000Z","sent_at":"2026-06-23T10:00:01.000Z"}},"relationships":{{"resource":{{"data":{{"type":"users","id":"1"}}}}}}}},"included":[{{"type":"users","id":"1","attributes":{{"name":"Zoë"}}}}]}}"#
            ),
        }
    }
}
