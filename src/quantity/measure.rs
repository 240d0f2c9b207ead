//! Measures: the numbers of indicators, in whatever unit they are counted.

use rust_decimal::Decimal;

use super::Rate;
use super::decimal_text::{self, DecimalFault};

/// The most decimals that a measure may have.
const MAX_DECIMALS: u32 = 6;

/// A number of days, persons, percent or anything else that an indicator counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Measure(Decimal);

impl Measure {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Reads a measure, without its unit.
    ///
    /// # Errors
    /// Says what is wrong with the text: not plain decimal text, finer than six decimals, or of more
    /// than 18 digits.
    pub fn parse(text: &str) -> Result<Self, DecimalFault> {
        decimal_text::read(text, MAX_DECIMALS).map(|value| Self(value.normalize()))
    }

    /// Returns the measure of `count` whole units.
    pub fn whole(count: u32) -> Self {
        Self(Decimal::from(count))
    }

    /// Returns which part of `target` the measure is; `None` where the target is zero or less, or
    /// where either has so many digits that their quotient could leave a decimal's range.
    pub fn part_of(self, target: Self) -> Option<Rate> {
        let too_large = |measure: Self| measure.0.abs() >= Decimal::from(10_u64.pow(15));
        if target.0 <= Decimal::ZERO || too_large(self) || too_large(target) {
            return None;
        }
        Rate::of(self.0, target.0)
    }

    /// Returns twice the measure less `other`, or `None` when it is out of a decimal's range.
    pub fn twice_less(self, other: Self) -> Option<Self> {
        self.0.checked_add(self.0)?.checked_sub(other.0).map(Self)
    }

    /// Prints the measure with as many decimals as it needs: 95, 97.5.
    pub fn print(self) -> String {
        let value = self.0.normalize();
        if value.is_zero() { "0".to_owned() } else { value.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(text: &str) -> Measure {
        Measure::parse(text).expect("plain decimal text")
    }

    #[test]
    fn measures_compare_by_value() {
        assert!(measure("95.0") == measure("95"));
        assert!(measure("97") > measure("95.5"));
        assert!(measure("-1") < Measure::whole(0));
        assert_eq!(Measure::parse("95%"), Err(DecimalFault::NotDecimal));
    }

    #[test]
    fn a_part_needs_a_target_above_zero() {
        let part = |actual: &str, target: &str| {
            measure(actual).part_of(measure(target)).map(|rate| rate.print(2))
        };
        assert_eq!(part("120", "100").as_deref(), Some("120%"));
        assert_eq!(part("0.000001", "999999999999999").as_deref(), Some("0%"));
        assert_eq!(
            part("999999999999999", "0.000001").as_deref(),
            Some("99999999999999900000000%")
        );
        assert_eq!(part("1", "0"), None);
        assert_eq!(part("1", "-1"), None);
        assert_eq!(part("999999999999999999", "1"), None);
    }
}
