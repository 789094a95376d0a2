//! Dates as text: RFC 3339 and the IMF-fixdate of RFC 9110, read strictly into Unix seconds and written from them.

#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};

const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
const DAYS: &[u8; 21] = b"ThuFriSatSunMonTueWed";
const DAY_SECONDS: i64 = 86_400;

/// Reads `2026-06-23T04:46:40Z`: a fraction of any length is dropped, the offset is `Z` or `+01:00`. No leap seconds.
pub(crate) fn rfc3339(text: &[u8]) -> Option<i64> {
    let (date, mut offset) = text.split_at_checked(19)?;
    let [year, month, day, hours, minutes, seconds] = numbers(date, b"0000-00-00T00:00:00")?;
    if let Some(fraction) = offset.strip_prefix(b".") {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        offset = fraction.get(digits..).filter(|_| digits > 0)?;
    }
    let size = match offset.split_first()? {
        (b'Z', b"") => 0,
        (sign, offset) => {
            let [hours, minutes, ..] = numbers(offset, b"00:00")?;
            let size = seconds_of(0, hours, minutes, 0)?;
            match sign {
                b'+' => size,
                b'-' => size.wrapping_neg(),
                _ => return None,
            }
        }
    };
    Some(seconds_of(days(year, month, day)?, hours, minutes, seconds)?.wrapping_sub(size))
}

/// Reads `Tue, 23 Jun 2026 04:46:40 GMT`, whose day of the week must be right.
pub(crate) fn imf_fixdate(text: &[u8]) -> Option<i64> {
    let [day, year, hours, minutes, seconds, _] = numbers(text, b"aaa, 00 aaa 0000 00:00:00 GMT")?;
    let month = (1..=12).find(|month| name(MONTHS, *month) == text.get(8..11))?;
    let days = days(year, month, day)?;
    (day_name(days) == text.get(..3)).then_some(())?;
    seconds_of(days, hours, minutes, seconds)
}

/// The numbers in `text`, which must have the shape: `0` stands for a digit, `a` for any character, all else for itself.
///
/// None has more than four digits. So small are they that nothing that is computed from them here can overflow.
fn numbers(text: &[u8], shape: &[u8]) -> Option<[i32; 6]> {
    let mut numbers = [0_i32; 6];
    let mut rest = numbers.iter_mut();
    let mut number: Option<&mut i32> = None;
    for (own, wanted) in text.iter().zip(shape) {
        if *wanted != b'0' {
            (*wanted == b'a' || own == wanted).then_some(())?;
            number = None;
            continue;
        }
        own.is_ascii_digit().then_some(())?;
        let digits = number.or_else(|| rest.next())?;
        *digits = digits.wrapping_mul(10).wrapping_add(i32::from(own & 15));
        number = Some(digits);
    }
    (text.len() == shape.len()).then_some(numbers)
}

/// Seconds since 1970, `days` of which are whole.
fn seconds_of(days: i32, hours: i32, minutes: i32, seconds: i32) -> Option<i64> {
    let of_day = hours.wrapping_mul(60).wrapping_add(minutes).wrapping_mul(60).wrapping_add(seconds);
    let valid = hours < 24 && minutes < 60 && seconds < 60;
    valid.then(|| i64::from(days).wrapping_mul(DAY_SECONDS).wrapping_add(i64::from(of_day)))
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar; `None` for one that is none.
fn days(year: i32, month: i32, day: i32) -> Option<i32> {
    let days = days_unchecked(year, month, day);
    (civil(days) == (year, month, day)).then_some(days)
}

/// Counts years from March on, so that a leap day is the last of its year.
#[inline(never)]
fn days_unchecked(year: i32, month: i32, day: i32) -> i32 {
    let (year, month) = if month <= 2 { (year.wrapping_sub(1), month.wrapping_add(9)) } else { (year, month.wrapping_sub(3)) };
    let of_year = month.wrapping_mul(306).wrapping_add(5).wrapping_div(10).wrapping_add(day);
    let leaps = (year >> 2).wrapping_sub(year.div_euclid(100)).wrapping_add(year.div_euclid(400));
    // 719,469 days lie between 0000-03-01, less one, and 1970-01-01.
    year.wrapping_mul(365).wrapping_add(leaps).wrapping_add(of_year).wrapping_sub(719_469)
}

/// The year, month and day that lie `days` after 1970-01-01.
fn civil(days: i32) -> (i32, i32, i32) {
    // A year has 365.2425 days. The year after that estimate is the right one or up to two too late.
    let mut year = days.wrapping_mul(400).div_euclid(146_097).wrapping_add(1971);
    while days_unchecked(year, 1, 1) > days {
        year = year.wrapping_sub(1);
    }
    let mut month = 12;
    while days_unchecked(year, month, 1) > days {
        month = month.wrapping_sub(1);
    }
    (year, month, days.wrapping_sub(days_unchecked(year, month, 1)).wrapping_add(1))
}

fn day_name(days: i32) -> Option<&'static [u8]> {
    name(DAYS, days.rem_euclid(7).wrapping_add(1))
}

/// The name at a place from 1.
#[inline(never)]
fn name(names: &'static [u8], place: i32) -> Option<&'static [u8]> {
    let end = usize::try_from(place).ok()?.checked_mul(3)?;
    names.get(end.checked_sub(3)?..end)
}

/// Writes what [`rfc3339`] reads, in UTC without a fraction; `None` beyond the years 0 to 9999.
#[cfg(feature = "alloc")]
pub(crate) fn write_rfc3339(seconds: i64) -> Option<String> {
    let ((year, month, day), _, time) = parts(seconds)?;
    let date = i64::from(year.wrapping_mul(100).wrapping_add(month).wrapping_mul(100).wrapping_add(day));
    String::from_utf8(filled(b"0000-00-00T00:00:00Z", date.wrapping_mul(1_000_000).wrapping_add(time))).ok()
}

/// Writes what [`imf_fixdate`] reads; `None` beyond the years 0 to 9999.
#[cfg(feature = "alloc")]
pub(crate) fn write_imf_fixdate(seconds: i64) -> Option<String> {
    let ((year, month, day), days, time) = parts(seconds)?;
    let date = i64::from(day.wrapping_mul(10_000).wrapping_add(year));
    let mut text = filled(b"aaa, 00 aaa 0000 00:00:00 GMT", date.wrapping_mul(1_000_000).wrapping_add(time));
    let names = day_name(days)?.iter().chain(name(MONTHS, month)?);
    for (place, letter) in text.iter_mut().filter(|byte| **byte == b'a').zip(names) {
        *place = *letter;
    }
    String::from_utf8(text).ok()
}

/// Year, month and day; the days since 1970; and the time as a number of the six digits `HHMMSS`.
#[cfg(feature = "alloc")]
fn parts(seconds: i64) -> Option<((i32, i32, i32), i32, i64)> {
    matches!(seconds, -62_167_219_200..=253_402_300_799).then_some(())?;
    let days = i32::try_from(seconds.div_euclid(DAY_SECONDS)).ok()?;
    let of_day = seconds.rem_euclid(DAY_SECONDS);
    let time = (of_day / 3600).wrapping_mul(10_000).wrapping_add((of_day / 60 % 60).wrapping_mul(100)).wrapping_add(of_day % 60);
    Some((civil(days), days, time))
}

/// The shape with the digits of a number in place of its zeros.
#[cfg(feature = "alloc")]
fn filled(shape: &[u8], mut digits: i64) -> Vec<u8> {
    let mut text = Vec::from(shape);
    for place in text.iter_mut().rev().filter(|byte| **byte == b'0') {
        *place = b'0'.wrapping_add(u8::try_from(digits % 10).unwrap_or_default());
        digits /= 10;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        // RFC 3339, section 5.8; RFC 9110, section 5.6.7; the others by `date -u -d`.
        for (text, seconds) in [
            ("1985-04-12T23:20:50.52Z", 482_196_050),
            ("1996-12-19T16:39:57-08:00", 851_042_397),
            ("1937-01-01T12:00:27.87+00:20", -1_041_337_173),
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T00:00:00Z", 951_782_400),
            ("2026-06-23T04:46:40Z", 1_782_190_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            assert_eq!(rfc3339(text.as_bytes()), Some(seconds), "{text}");
        }
        assert_eq!(imf_fixdate(b"Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(imf_fixdate(b"Tue, 23 Jun 2026 04:46:40 GMT"), Some(1_782_190_000));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "2026-06-23",
            "2026-06-23 04:46:40Z",
            "2026-06-23T04:46:40",
            "2026-06-23T04:46:40z",
            "2026-6-23T04:46:40Z",
            "2026-02-30T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2025-02-29T00:00:00Z",
            "2026-06-23T24:00:00Z",
            "2026-06-23T04:60:00Z",
            "2026-06-23T04:46:60Z",
            "2026-06-23T04:46:40.Z",
            "2026-06-23T04:46:40.1",
            "2026-06-23T04:46:40+1:00",
            "2026-06-23T04:46:40+24:00",
            "2026-06-23T04:46:40+01:60",
            "2026-06-23T04:46:40Z ",
            "１985-04-12T23:20:50Z",
        ] {
            assert_eq!(rfc3339(text.as_bytes()), None, "{text}");
        }
        for text in [
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC",
        ] {
            assert_eq!(imf_fixdate(text.as_bytes()), None, "{text}");
        }
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn what_is_written_is_read_back() {
        let mut seconds: i64 = -62_167_219_200;
        while seconds < 253_402_300_800 {
            assert_eq!(write_rfc3339(seconds).and_then(|text| rfc3339(text.as_bytes())), Some(seconds));
            assert_eq!(write_imf_fixdate(seconds).and_then(|text| imf_fixdate(text.as_bytes())), Some(seconds));
            seconds += 86_400 * 13 + 12_345;
        }
        assert_eq!(write_rfc3339(253_402_300_800), None);
        assert_eq!(write_imf_fixdate(i64::MAX), None);
    }
}
