//! A timestamp that is not what the scheme reads: its unit, its form, and whether it lies in the window.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use super::{Cause, Certainty, Finding};
use crate::{
    Code, Scheme, UnixTime,
    scheme::{List, Part, Text, Timestamp, Unit},
};

/// The number in front of the fraction, or all of it; `None` if it is no number of seconds or less.
fn number(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(whole) && digits(fraction) { whole.parse().ok() } else { None }
}

/// Whether the timestamp `text`, or what it would be in another unit, lies in the window of `past` and `future` seconds.
pub(super) fn window(timestamp: &Timestamp, text: &str, past: u32, future: u32, now: UnixTime) -> Option<Finding> {
    let read = UnixTime::parse(text.as_bytes(), timestamp.unit)?;
    let code = read.within(past, future, now).err()?;
    let value = number(text).unwrap_or_default();
    let per_second = |unit: i64| value.checked_div(unit).map(UnixTime::from_secs);
    let units = [("seconds", 1), ("milliseconds", 1000), ("microseconds", 1_000_000), ("nanoseconds", 1_000_000_000)];
    let unit = units.into_iter().find(|(_, unit)| per_second(*unit).is_some_and(|time| time.within(past, future, now).is_ok()));
    Some(match (unit, code) {
        (Some((words, _)), _) => Finding::new(Cause::TimestampUnit).with_detail(words),
        (None, Code::TimestampInFuture) => Finding::new(Cause::TimestampFuture),
        (None, _) => Finding::new(Cause::TimestampOld),
    })
}

/// The finding for a timestamp that the scheme cannot read.
pub(super) fn format(text: &str) -> Finding {
    let date = text.bytes().take(4).all(|byte| byte.is_ascii_digit()) && text.as_bytes().get(4) == Some(&b'-');
    let words = if text.is_empty() {
        "empty"
    } else if number(text).is_some() && text.contains('.') {
        "a number with a fraction"
    } else if number(text).is_some() {
        "a plain number"
    } else if date {
        "a date in the form of ISO 8601"
    } else if text.ends_with("GMT") {
        "a date as in HTTP headers"
    } else {
        "neither a number nor a date"
    };
    Finding::new(Cause::TimestampFormat).with_detail(words).with_certainty(Certainty::Likely)
}

/// Timestamps in plain digits that `text` may have been.
pub(super) fn plain_digits(text: &str, unit: Unit) -> Option<String> {
    let whole = number(text)?;
    match unit {
        // Seconds with a fraction, where milliseconds are wanted.
        Unit::Milliseconds if text.contains('.') && whole < 100_000_000_000 => {
            let fraction: String = text.split_once('.')?.1.chars().chain("000".chars()).take(3).collect();
            Some([&whole.to_string(), fraction.as_str()].concat())
        }
        Unit::Seconds | Unit::Milliseconds | Unit::SecondsOrMilliseconds => Some(whole.to_string()),
        Unit::Rfc3339 | Unit::ImfFixdate => None,
    }
}

/// Other timestamps that may have been signed in place of `text`, and words for them.
pub(super) fn conversions(text: &str) -> Vec<(String, &'static str)> {
    let Some(value) = number(text) else { return Vec::new() };
    let times = |factor: i64| value.checked_mul(factor).map(|value| value.to_string());
    let per = |unit: i64| value.checked_div(unit).map(|value| value.to_string());
    let all = if value < 100_000_000_000 {
        [(times(1000), "milliseconds"), (times(1_000_000), "microseconds")]
    } else {
        [(per(1000), "seconds"), (times(1000), "microseconds")]
    };
    all.into_iter().filter_map(|(text, words)| Some((text?, words))).collect()
}

/// The scheme with this text in place of the timestamp in its message, and no window; `None` if the message does not hold it.
pub(super) fn with_text(scheme: &Scheme, text: &str) -> Option<Scheme> {
    if !scheme.message.contains(&Part::Timestamp) {
        return None;
    }
    let part = |part: &Part| if *part == Part::Timestamp { Part::Text(Text::from(String::from(text))) } else { part.clone() };
    let parts: Vec<Part> = scheme.message.iter().map(part).collect();
    let mut other = scheme.clone();
    other.message = List::from(parts);
    other.timestamp = None;
    other.unseparated = true;
    Some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(text: &str, unit: Unit) -> Option<(Cause, String)> {
        let timestamp = Timestamp::header("T", unit, 300);
        let found = window(&timestamp, text, 300, 300, UnixTime::from_secs(1_782_190_000))?;
        Some((found.cause(), found.detail().into()))
    }

    #[test]
    fn units_are_told_by_the_window() {
        for (text, unit, expected) in [
            ("1782190000", Unit::Seconds, None),
            ("1782190000123", Unit::Seconds, Some((Cause::TimestampUnit, "milliseconds"))),
            ("1782190000123456", Unit::Seconds, Some((Cause::TimestampUnit, "microseconds"))),
            ("1782190000", Unit::Milliseconds, Some((Cause::TimestampUnit, "seconds"))),
            ("1782100000", Unit::Seconds, Some((Cause::TimestampOld, ""))),
            ("1782290000", Unit::Seconds, Some((Cause::TimestampFuture, ""))),
            ("soon", Unit::Seconds, None),
        ] {
            assert_eq!(cause(text, unit), expected.map(|(cause, detail)| (cause, detail.into())), "{text}");
        }
    }

    #[test]
    fn forms_are_told_by_their_shape() {
        for (text, expected) in [
            ("1.5", "a number with a fraction"),
            ("2026-06-23T04:46:40Z", "a date in the form of ISO 8601"),
            ("Tue, 23 Jun 2026 04:46:40 GMT", "a date as in HTTP headers"),
            ("soon", "neither a number nor a date"),
        ] {
            assert_eq!(format(text).detail(), expected);
        }
        assert_eq!(plain_digits("1782190000.75", Unit::Seconds).as_deref(), Some("1782190000"));
        assert_eq!(plain_digits("1782190000.75", Unit::Milliseconds).as_deref(), Some("1782190000750"));
        assert_eq!(plain_digits("x", Unit::Seconds), None);
    }
}
