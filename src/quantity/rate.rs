//! Rates: the exact quotient of two amounts or counts, in percent.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Amount;
use super::rounding::round;

/// A rate, kept as numerator and denominator so that nothing is rounded before it is shown.
///
/// Rates compare by value: 1 ÷ 2 equals 2 ÷ 4.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    numerator: Decimal,
    /// Never zero, never negative.
    denominator: Decimal,
}

impl Rate {
    /// Returns `part ÷ whole`, or `None` when `whole` is zero.
    pub fn of_amounts(part: Amount, whole: Amount) -> Option<Self> {
        Self::of(part.0, whole.0)
    }

    /// Returns `part ÷ whole`, or `None` when `whole` is zero.
    pub fn of_counts(part: u64, whole: u64) -> Option<Self> {
        Self::of(Decimal::from(part), Decimal::from(whole))
    }

    /// Returns the rate of `percent` hundredths: a threshold to compare with.
    pub fn percent_of_whole(percent: u32) -> Self {
        Self { numerator: Decimal::from(percent), denominator: Decimal::ONE_HUNDRED }
    }

    /// Returns whether the rate is above 100%.
    pub fn is_above_hundred(self) -> bool {
        self.numerator > self.denominator
    }

    /// Prints the rate in percent with at most `places` decimals, trailing zeros off: 240.88%, 100%.
    ///
    /// Rounds half away from zero.
    pub fn print(self, places: u32) -> String {
        format!("{}%", print_trimmed(round(self.percent(), places)))
    }

    /// Prints how many percentage points (百分点) the rate lies above `other`, with at most `places`
    /// decimals, trailing zeros off; negative when it lies below.
    ///
    /// The difference is taken between the unrounded rates.
    pub fn print_points_above(self, other: Self, places: u32) -> String {
        print_trimmed(round(self.points_above(other), places))
    }

    /// Returns the rate in percent, to the 28 digits of a decimal.
    ///
    /// Rounding this once more is safe: with sums below 5 × 10^17 元 on top, the quotient lies
    /// farther from every tie of six decimals than its 28th digit reaches.
    pub(super) fn percent(self) -> Decimal {
        self.numerator
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|hundredfold| hundredfold.checked_div(self.denominator))
            .expect("amounts below 10^15 and a denominator that is not zero stay in range")
    }

    /// Returns `points` × rate, or `None` when the product leaves a decimal's range.
    pub(super) fn times(self, points: Decimal) -> Option<Decimal> {
        self.numerator.checked_mul(points)?.checked_div(self.denominator)
    }

    fn points_above(self, other: Self) -> Decimal {
        self.percent()
            .checked_sub(other.percent())
            .expect("two quotients of amounts below 10^15 are far below a decimal's range")
    }

    /// Returns the numerator and the denominator.
    pub(super) const fn parts(self) -> (Decimal, Decimal) {
        (self.numerator, self.denominator)
    }

    pub(super) fn of(numerator: Decimal, denominator: Decimal) -> Option<Self> {
        if denominator.is_zero() {
            return None;
        }
        Some(if denominator.is_sign_negative() {
            Self { numerator: -numerator, denominator: -denominator }
        } else {
            Self { numerator, denominator }
        })
    }
}

impl PartialEq for Rate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Rate {}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rate {
    /// Compares exactly, by continued fractions: whole parts first, then the remainders' inverses;
    /// a cross product could leave a decimal's range.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (self.numerator, self.denominator);
        let (mut c, mut d) = (other.numerator, other.denominator);
        loop {
            let (left, left_rest) = divided(a, b);
            let (right, right_rest) = divided(c, d);
            match left.cmp(&right) {
                Ordering::Equal => {}
                unequal => return unequal,
            }
            match (left_rest.is_zero(), right_rest.is_zero()) {
                (true, true) => return Ordering::Equal,
                (true, false) => return Ordering::Less,
                (false, true) => return Ordering::Greater,
                // a/b against c/d in the rests is d/c against b/a.
                (false, false) => (a, b, c, d) = (d, right_rest, b, left_rest),
            }
        }
    }
}

/// Returns the floor of `dividend ÷ divisor` and the rest, which is not negative.
fn divided(dividend: Decimal, divisor: Decimal) -> (Decimal, Decimal) {
    let rest = dividend
        .checked_rem(divisor)
        .expect("the divisor is a denominator or a rest that is not zero");
    let rest = if rest.is_sign_negative() && !rest.is_zero() { rest + divisor } else { rest };
    let whole = (dividend - rest)
        .checked_div(divisor)
        .expect("the divisor is a denominator or a rest that is not zero");
    (whole, rest)
}

/// Prints `value` with trailing zeros off and no sign on nothing.
fn print_trimmed(value: Decimal) -> String {
    let value = value.normalize();
    if value.is_zero() { "0".to_owned() } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::AmountUnit;

    fn amount(text: &str) -> Amount {
        Amount::parse(text, AmountUnit::Yuan).expect("plain decimal text")
    }

    fn rate(part: &str, whole: &str) -> Rate {
        Rate::of_amounts(amount(part), amount(whole)).expect("whole is not zero")
    }

    #[test]
    fn rates_print_in_percent_without_trailing_zeros() {
        for (part, whole, text) in [
            ("665.38", "276.23", "240.88%"),
            ("410.94", "33.94", "1210.78%"),
            ("1", "1", "100%"),
            ("0", "5", "0%"),
            ("-1", "3", "-33.33%"),
            ("1", "-3", "-33.33%"),
            ("1", "8", "12.5%"),
            ("98345", "1000000", "9.83%"),
            ("9.835", "100", "9.84%"),
            ("-0.01", "100000", "0%"),
        ] {
            let part = Amount::parse(part, AmountUnit::TenThousandYuan).expect("plain");
            let whole = Amount::parse(whole, AmountUnit::TenThousandYuan).expect("plain");
            assert_eq!(
                Rate::of_amounts(part, whole).map(|rate| rate.print(2)).as_deref(),
                Some(text)
            );
        }
        assert_eq!(Rate::of_counts(4, 4).map(|rate| rate.print(2)).as_deref(), Some("100%"));
        assert_eq!(Rate::of_counts(1, 0), None);
        assert_eq!(Rate::of_amounts(amount("1"), amount("-0")), None);
    }

    #[test]
    fn rates_compare_exactly_and_by_value() {
        assert_eq!(rate("1", "2"), rate("2", "4"));
        assert!(rate("-1", "2") < rate("1", "3"));
        assert!(rate("-1", "2") < rate("-1", "3"));
        assert!(rate("0", "2") > rate("-1", "3"));
        assert!(rate("1", "-2") < rate("0", "1"));
        assert!(
            rate("999999999999998.99", "999999999999999")
                < rate("999999999999999", "999999999999999.01")
        );
        assert!(Rate::percent_of_whole(90) == rate("9", "10"));
        assert!(rate("89.99", "100") < Rate::percent_of_whole(90));
        assert!(rate("100.01", "100").is_above_hundred());
        assert!(!rate("100", "100").is_above_hundred());
    }

    #[test]
    fn points_are_taken_between_unrounded_rates() {
        // 33.333… − 66.666…, not 33.33 − 66.67.
        assert_eq!(rate("1", "3").print_points_above(rate("2", "3"), 2), "-33.33");
        assert_eq!(rate("1", "1").print_points_above(rate("1", "1"), 2), "0");
        assert_eq!(rate("3", "4").print_points_above(rate("1", "4"), 2), "50");
    }
}
