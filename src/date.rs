//! Dates as text: RFC 3339 and the IMF-fixdate of RFC 9110, read strictly into Unix seconds and written from them.

#[cfg(feature = "alloc")]
use alloc::string::String;

const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
const DAYS: &[u8; 21] = b"ThuFriSatSunMonTueWed";
const DAY_SECONDS: i64 = 86_400;

/// Reads `2026-06-23T04:46:40Z`: a fraction of any length is dropped, the offset is `Z` or `+01:00`. No leap seconds.
pub(crate) fn rfc3339(text: &[u8]) -> Option<i64> {
    let (date, rest) = text.split_at_checked(19)?;
    shaped(date, b"0000-00-00T00:00:00")?;
    let mut offset = rest;
    if let Some(fraction) = rest.strip_prefix(b".") {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        offset = (digits > 0).then(|| fraction.get(digits..))??;
    }
    let offset_seconds = match offset {
        b"Z" => 0,
        _ => {
            shaped(offset.get(1..)?, b"00:00")?;
            let (hours, minutes) = (number(offset, 1, 2)?, number(offset, 4, 2)?);
            let size = (hours < 24 && minutes < 60).then(|| hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?))??;
            match offset.first()? {
                b'+' => size,
                b'-' => size.checked_neg()?,
                _ => return None,
            }
        }
    };
    let days = days(number(date, 0, 4)?, number(date, 5, 2)?, number(date, 8, 2)?)?;
    seconds(days, date, 11)?.checked_sub(offset_seconds)
}

/// Reads `Tue, 23 Jun 2026 04:46:40 GMT`, whose day of the week must be right.
pub(crate) fn imf_fixdate(text: &[u8]) -> Option<i64> {
    shaped(text, b"aaa, 00 aaa 0000 00:00:00 GMT")?;
    let name = text.get(8..11)?;
    let month = MONTHS.chunks_exact(3).zip(1..).find_map(|(own, month)| (own == name).then_some(month))?;
    let days = days(number(text, 12, 4)?, month, number(text, 5, 2)?)?;
    (day_name(days)? == text.get(..3)?).then_some(())?;
    seconds(days, text, 17)
}

/// Whether `text` has the shape: `0` stands for a digit, `a` for any character, all else for itself.
fn shaped(text: &[u8], shape: &[u8]) -> Option<()> {
    let fits = |(own, wanted): (&u8, &u8)| match wanted {
        b'0' => own.is_ascii_digit(),
        b'a' => true,
        _ => own == wanted,
    };
    (text.len() == shape.len() && text.iter().zip(shape).all(fits)).then_some(())
}

fn number(text: &[u8], at: usize, digits: usize) -> Option<i64> {
    let digits = text.get(at..at.checked_add(digits)?)?;
    digits.iter().try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_add(i64::from(digit.checked_sub(b'0')?)))
}

/// Seconds of the day, at `HH:MM:SS` in `text`, added to those of the days before.
fn seconds(days: i64, text: &[u8], at: usize) -> Option<i64> {
    let (hours, minutes, seconds) = (number(text, at, 2)?, number(text, at.checked_add(3)?, 2)?, number(text, at.checked_add(6)?, 2)?);
    let valid = hours < 24 && minutes < 60 && seconds < 60;
    let of_day = hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(seconds)?;
    valid.then(|| days.checked_mul(DAY_SECONDS)?.checked_add(of_day))?
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar; `None` for one that is none.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let days = days_unchecked(year, month, day)?;
    (civil(days)? == (year, month, day)).then_some(days)
}

/// Counts years from March on, so that a leap day is the last of its year.
fn days_unchecked(year: i64, month: i64, day: i64) -> Option<i64> {
    let shifted = month.checked_add(9)?.checked_rem(12)?;
    let year = if month <= 2 { year.checked_sub(1)? } else { year };
    let of_year = shifted.checked_mul(306)?.checked_add(5)?.div_euclid(10).checked_add(day)?;
    let leaps = year.div_euclid(4).checked_sub(year.div_euclid(100))?.checked_add(year.div_euclid(400))?;
    // 719,469 days lie between 0000-03-01, less one, and 1970-01-01.
    year.checked_mul(365)?.checked_add(leaps)?.checked_add(of_year)?.checked_sub(719_469)
}

/// The year, month and day that lie `days` after 1970-01-01.
fn civil(days: i64) -> Option<(i64, i64, i64)> {
    let mut year = days.checked_mul(400)?.div_euclid(146_097).checked_add(1970)?;
    // The estimate is off by one at most, in either direction.
    while days_unchecked(year.checked_add(1)?, 1, 1)? <= days {
        year = year.checked_add(1)?;
    }
    while days_unchecked(year, 1, 1)? > days {
        year = year.checked_sub(1)?;
    }
    let month = (1..=12).rev().find(|month| days_unchecked(year, *month, 1).is_some_and(|first| first <= days))?;
    Some((year, month, days.checked_sub(days_unchecked(year, month, 1)?)?.checked_add(1)?))
}

fn day_name(days: i64) -> Option<&'static [u8]> {
    name(DAYS, days.rem_euclid(7))
}

fn name(names: &'static [u8], index: i64) -> Option<&'static [u8]> {
    names.chunks_exact(3).nth(usize::try_from(index).ok()?)
}

/// Writes what [`rfc3339`] reads, in UTC without a fraction; `None` beyond the years 0 to 9999.
#[cfg(feature = "alloc")]
pub(crate) fn write_rfc3339(seconds: i64) -> Option<String> {
    let (year, month, day) = civil(seconds.div_euclid(DAY_SECONDS))?;
    let mut text = String::new();
    for (value, digits, after) in [(year, 4, '-'), (month, 2, '-'), (day, 2, 'T')] {
        push(&mut text, value, digits)?;
        text.push(after);
    }
    push_time(&mut text, seconds)?;
    text.push('Z');
    Some(text)
}

/// Writes what [`imf_fixdate`] reads; `None` beyond the years 0 to 9999.
#[cfg(feature = "alloc")]
pub(crate) fn write_imf_fixdate(seconds: i64) -> Option<String> {
    let days = seconds.div_euclid(DAY_SECONDS);
    let (year, month, day) = civil(days)?;
    let mut text = String::new();
    text.push_str(core::str::from_utf8(day_name(days)?).ok()?);
    text.push_str(", ");
    push(&mut text, day, 2)?;
    text.push(' ');
    text.push_str(core::str::from_utf8(name(MONTHS, month.checked_sub(1)?)?).ok()?);
    text.push(' ');
    push(&mut text, year, 4)?;
    text.push(' ');
    push_time(&mut text, seconds)?;
    text.push_str(" GMT");
    Some(text)
}

#[cfg(feature = "alloc")]
fn push_time(text: &mut String, seconds: i64) -> Option<()> {
    let of_day = seconds.rem_euclid(DAY_SECONDS);
    push(text, of_day / 3600, 2)?;
    text.push(':');
    push(text, of_day / 60 % 60, 2)?;
    text.push(':');
    push(text, of_day % 60, 2)
}

/// Appends a number in exactly so many digits.
#[cfg(feature = "alloc")]
fn push(text: &mut String, value: i64, digits: u32) -> Option<()> {
    let unit = |place: u32| 10_i64.checked_pow(place);
    (0..unit(digits)?).contains(&value).then_some(())?;
    for place in (0..digits).rev() {
        let digit = value.checked_div(unit(place)?)? % 10;
        text.push(char::from(b'0'.checked_add(u8::try_from(digit).ok()?)?));
    }
    Some(())
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
