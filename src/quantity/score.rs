//! Scores: points with at most two decimals.

use std::iter::Sum;

use rust_decimal::Decimal;

use super::Rate;
use super::decimal_text::{self, DecimalFault};
use super::rounding::round;

/// A number of points, 0 to 100, with at most two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(pub(super) Decimal);

impl Score {
    /// No points.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Reads a score.
    ///
    /// # Errors
    /// Says what is wrong with the text: not plain decimal text, or finer than two decimals. Whether
    /// it lies between 0 and 100 is a check's question.
    pub fn parse(text: &str) -> Result<Self, DecimalFault> {
        decimal_text::read(text, 2).map(|value| Self(value.normalize()))
    }

    /// Returns the score of `points` whole points.
    pub fn whole(points: u32) -> Self {
        Self(Decimal::from(points))
    }

    /// Returns how many points the score lies above `other`; negative when it lies below.
    #[must_use]
    pub fn points_above(self, other: Self) -> Self {
        [self, Self(-other.0)].into_iter().sum()
    }

    /// Returns the part of the points that `rate` earns: none below 0%, all from 100%, and between
    /// them points × rate, rounded half away from zero to two decimals.
    ///
    /// Returns `None` when the points are too many to multiply.
    pub fn share(self, rate: Rate) -> Option<Self> {
        if rate >= Rate::percent_of_whole(100) {
            return Some(self);
        }
        let earned = rate.times(self.0)?;
        Some(Self(round(earned, 2).max(Decimal::ZERO).normalize()))
    }

    /// Returns whether the score is `points` × `rate` to the last digit, so that nothing was rounded.
    pub fn is_share(self, points: Self, rate: Rate) -> bool {
        rate.times(points.0) == Some(self.0)
    }

    /// Prints the score with as many decimals as it needs: 99.5, 90.
    pub fn print(self) -> String {
        let value = self.0.normalize();
        if value.is_zero() { "0".to_owned() } else { value.to_string() }
    }
}

impl Sum for Score {
    /// Adds scores; awarded scores are added as they stand, so that a printed column adds up.
    fn sum<I: Iterator<Item = Self>>(scores: I) -> Self {
        scores.fold(Self::ZERO, |total, score| {
            let sum = total.0.checked_add(score.0);
            Self(sum.expect("a filing's lists are too short to overflow a decimal"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_compare_before_anything_is_rounded() {
        let score = |text| Score::parse(text).expect("a score");
        assert!(score("90.00") == Score::whole(90));
        assert!(score("89.99") < Score::whole(90));
        assert!(score("0") == Score::ZERO);
    }

    #[test]
    fn a_score_finer_than_two_decimals_is_refused() {
        assert_eq!(Score::parse("89.995"), Err(DecimalFault::TooManyDecimals { allowed: 2 }));
        assert_eq!(Score::parse("89.990").map(Score::print).as_deref(), Ok("89.99"));
        assert_eq!(Score::parse("90分"), Err(DecimalFault::NotDecimal));
    }

    #[test]
    fn points_add_and_subtract_exactly() {
        let score = |text| Score::parse(text).expect("a score");
        assert_eq!(score("10").points_above(score("9.97")).print(), "0.03");
        assert_eq!(score("9.97").points_above(score("10")).print(), "-0.03");
        assert_eq!(["9.98", "49.5", "30"].map(score).into_iter().sum::<Score>().print(), "89.48");
    }

    #[test]
    fn a_share_is_rounded_when_it_is_awarded() {
        let share = |points, part, whole| {
            let rate = Rate::of_counts(part, whole).expect("whole is not zero");
            Score::parse(points).expect("a score").share(rate).map(Score::print)
        };
        assert_eq!(share("10", 1, 3).as_deref(), Some("3.33"));
        assert_eq!(share("10", 2, 3).as_deref(), Some("6.67"));
        assert_eq!(share("10", 8745, 100_000).as_deref(), Some("0.87"));
        assert_eq!(share("10", 8_745, 10_000).as_deref(), Some("8.75"));
        assert_eq!(share("10", 0, 3).as_deref(), Some("0"));
        assert_eq!(share("10", 4, 3).as_deref(), Some("10"));
        assert_eq!(share("999999999999999999", u64::MAX - 1, u64::MAX), None);
    }
}
