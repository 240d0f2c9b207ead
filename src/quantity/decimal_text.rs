//! The one strict reader of decimal text: digits, one point, a sign where signs are allowed.

use rust_decimal::Decimal;

/// Why a text is no decimal here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalFault {
    /// Not plain decimal text: `1_000`, `010`, `1e3`, `.5`, full-width digits, wrong groups.
    NotDecimal,
    /// More decimals than the quantity can hold.
    TooManyDecimals {
        /// How many it can hold.
        allowed: u32,
    },
    /// Larger than the quantity can be.
    OutOfRange,
}

/// Reads `text` as a decimal of at most `decimals` places.
///
/// Digits may be grouped by commas in threes (665,380.00).
///
/// # Errors
/// Says what is wrong with the text.
pub(super) fn read(text: &str, decimals: u32) -> Result<Decimal, DecimalFault> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = ungrouped(whole).ok_or(DecimalFault::NotDecimal)?;
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = digits.len() > 1 && digits.starts_with('0');
    if !plain(&digits) || leading_zero || !fraction.is_none_or(plain) {
        return Err(DecimalFault::NotDecimal);
    }
    let fraction = fraction.unwrap_or_default();
    let significant = fraction.trim_end_matches('0');
    if u32::try_from(significant.len()).map_or(true, |length| length > decimals) {
        return Err(DecimalFault::TooManyDecimals { allowed: decimals });
    }
    if digits.len() > 18 {
        return Err(DecimalFault::OutOfRange);
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    Decimal::from_str_exact(&format!("{sign}{digits}.{significant}0"))
        .map_err(|_error| DecimalFault::OutOfRange)
}

/// Returns how many decimals `text` is written with, trailing zeros counted.
pub(super) fn decimals(text: &str) -> u32 {
    let fraction = text.split_once('.').map_or("", |(_whole, fraction)| fraction);
    u32::try_from(fraction.len()).unwrap_or(u32::MAX)
}

/// Returns `whole` without its group commas, or `None` when a group is not three digits long.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first =
        groups.next().filter(|first| !whole.contains(',') || (1..=3).contains(&first.len()))?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}
