//! The only rounding: half away from zero (四舍五入).

use rust_decimal::{Decimal, RoundingStrategy};

/// Returns `value` rounded to `places` decimals, half away from zero.
pub(super) fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}
