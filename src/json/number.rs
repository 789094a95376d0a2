//! Which JSON numbers are ids. Apart from the reader, as it brings formatting and the parsing of doubles, which wasm has no need of.

use alloc::{
    format,
    string::{String, ToString},
};

/// The largest integer that every JSON reader takes for itself and nothing else, 2^53 - 1.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// The decimal text of a checked number whose nearest double is an integer that doubles hold exactly.
pub(super) fn integer(number: &str) -> Option<String> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let digits = [whole, fraction].concat();
    let significant = digits.trim_start_matches('0');
    let zeros = digits.len().checked_sub(significant.len())?;
    // As 0.d… with d not zero, because `f64::from_str` is wrong about exponents from 655360 on, which zeros may outweigh.
    let exponent: i64 = exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
    let exponent = exponent.saturating_add(i64::try_from(whole.len()).ok()?).saturating_sub(i64::try_from(zeros).ok()?);
    let value: f64 = format!("{sign}0.{significant}e{exponent}").parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "an integer below 2^53")]
    (value.abs() <= EXACT && value % 1.0 == 0.0).then(|| (value as i64).to_string())
}
