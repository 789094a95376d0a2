//! Unix time, how a timestamp is read, and whether it lies in the window.

use crate::{Code, date, scheme::Unit};

/// From this number on it is milliseconds, where a vendor sends either.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// The last second that is a number of milliseconds.
#[cfg(feature = "alloc")]
const LAST_IN_MILLISECONDS: i64 = i64::MAX / 1000;

/// A moment, in whole seconds since 1970-01-01 00:00 UTC.
///
/// The core has no clock: the present is always handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(i64);

impl UnixTime {
    /// The moment `seconds` after the epoch.
    #[must_use]
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the epoch.
    #[must_use]
    pub const fn as_secs(self) -> i64 {
        self.0
    }

    /// The present, by the system's clock.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn now() -> Self {
        std::time::SystemTime::now().into()
    }

    /// Reads a timestamp as the scheme writes it; `None` if anything else is there, or on overflow.
    ///
    /// A number is an ASCII decimal: digits only, no sign, no fraction, no space, no leading zero. Milliseconds are rounded
    /// down to seconds.
    pub(crate) fn parse(text: &[u8], unit: Unit) -> Option<Self> {
        match unit {
            Unit::Rfc3339 => return date::rfc3339(text).map(Self),
            Unit::ImfFixdate => return date::imf_fixdate(text).map(Self),
            Unit::Seconds | Unit::Milliseconds | Unit::SecondsOrMilliseconds => {}
        }
        if text.is_empty() || (text.len() > 1 && text.first() == Some(&b'0')) {
            return None;
        }
        // Nineteen digits fit 64 bits without a sign, and are then looked at for it.
        if text.len() > 19 {
            return None;
        }
        let mut digits = true;
        let number = text.iter().fold(0_u64, |sum, byte| {
            digits &= byte.is_ascii_digit();
            sum.wrapping_mul(10).wrapping_add(u64::from(byte & 15))
        });
        let number = i64::try_from(number).ok().filter(|_| digits)?;
        Some(Self(match unit {
            Unit::Milliseconds => number.div_euclid(1000),
            Unit::SecondsOrMilliseconds if number >= MILLISECONDS_FROM => number.div_euclid(1000),
            _ => number,
        }))
    }

    /// Writes what [`parse`](Self::parse) reads; `None` before 1970 and beyond what can be written.
    #[cfg(feature = "alloc")]
    pub(crate) fn write(self, unit: Unit) -> Option<alloc::string::String> {
        let number = match unit {
            Unit::Rfc3339 => return date::write_rfc3339(self.0),
            Unit::ImfFixdate => return date::write_imf_fixdate(self.0),
            Unit::Seconds => Some(self.0),
            Unit::Milliseconds | Unit::SecondsOrMilliseconds => {
                matches!(self.0, 0..=LAST_IN_MILLISECONDS).then(|| self.0.wrapping_mul(1000))
            }
        };
        let mut rest = u64::try_from(number?).ok()?;
        // The longest number of 64 bits has 20 digits.
        let mut text = [0; 20];
        let mut written: usize = 0;
        for digit in text.iter_mut().rev() {
            *digit = b'0'.saturating_add(u8::try_from(rest % 10).ok()?);
            written = written.saturating_add(1);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        core::str::from_utf8(text.get(text.len().checked_sub(written)?..)?).ok().map(Into::into)
    }

    /// Whether `self`, read from a request, lies at most `past` seconds before and `future` after `now`, both ends included.
    pub(crate) fn within(self, past: u32, future: u32, now: Self) -> Result<(), Code> {
        let age = now.0.saturating_sub(self.0);
        if age > i64::from(past) {
            Err(Code::TimestampTooOld)
        } else if age < i64::from(future).saturating_neg() {
            Err(Code::TimestampInFuture)
        } else {
            Ok(())
        }
    }
}

#[cfg(feature = "std")]
impl From<std::time::SystemTime> for UnixTime {
    fn from(time: std::time::SystemTime) -> Self {
        let seconds = |duration: std::time::Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        Self(match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(after) => seconds(after),
            Err(before) => seconds(before.duration()).saturating_neg(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_decimals_are_timestamps() {
        assert_eq!(UnixTime::parse(b"0", Unit::Seconds), Some(UnixTime(0)));
        assert_eq!(UnixTime::parse(b"1782190000", Unit::Seconds), Some(UnixTime(1_782_190_000)));
        assert_eq!(UnixTime::parse(b"1782190000999", Unit::Milliseconds), Some(UnixTime(1_782_190_000)));
        assert_eq!(UnixTime::parse(b"9223372036854775807", Unit::Seconds), Some(UnixTime(i64::MAX)));
        for text in ["", "-1", "+1", "1e9", "12abc", " 1", "1 ", "01", "0x10", "1.0", "9223372036854775808", "-9223372036854775808", "１"]
        {
            assert_eq!(UnixTime::parse(text.as_bytes(), Unit::Seconds), None, "{text}");
        }
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn what_is_written_is_read_back() {
        for seconds in [0, 1, 9, 10, 1_782_190_000, i64::MAX / 1000] {
            for unit in [Unit::Seconds, Unit::Milliseconds] {
                let text = UnixTime(seconds).write(unit).unwrap_or_default();
                assert_eq!(UnixTime::parse(text.as_bytes(), unit), Some(UnixTime(seconds)), "{text}");
            }
        }
        assert_eq!(UnixTime(i64::MAX).write(Unit::Seconds).as_deref(), Some("9223372036854775807"));
        assert_eq!(UnixTime(i64::MAX).write(Unit::Milliseconds), None);
        assert_eq!(UnixTime(-1).write(Unit::Seconds), None);
    }

    #[test]
    fn the_window_includes_both_ends_and_survives_extremes() {
        let now = UnixTime(1000);
        assert_eq!(UnixTime(700).within(300, 300, now), Ok(()));
        assert_eq!(UnixTime(1300).within(300, 300, now), Ok(()));
        assert_eq!(UnixTime(699).within(300, 300, now), Err(Code::TimestampTooOld));
        assert_eq!(UnixTime(1301).within(300, 300, now), Err(Code::TimestampInFuture));
        assert_eq!(UnixTime(i64::MAX).within(300, 300, UnixTime(i64::MIN)), Err(Code::TimestampInFuture));
        assert_eq!(UnixTime(i64::MIN).within(300, 300, UnixTime(i64::MAX)), Err(Code::TimestampTooOld));
    }
}
