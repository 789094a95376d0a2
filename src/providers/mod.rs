//! The catalogue of built-in schemes: one file a provider, each a constant and the page it was written from.

mod bitex;
mod github;
mod hubex;
mod iexexchanger;
mod miex;
mod standard_webhooks;

pub use bitex::{BITEX, BITEX_WHITELABELER};
pub use github::GITHUB;
pub use hubex::HUBEX;
pub use iexexchanger::{IEXEXCHANGER, IEXEXCHANGER_API};
pub use miex::MIEX;
pub use standard_webhooks::STANDARD_WEBHOOKS;

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
