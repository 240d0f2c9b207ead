//! Exact fractions of whole numbers, every operation checked.

use std::cmp::Ordering;

/// A fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    numerator: i128,
    /// Above zero.
    denominator: i128,
}

impl Fraction {
    pub(super) const ZERO: Self = Self::whole(0);

    pub(super) const fn whole(value: i128) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    pub(super) fn is_zero(self) -> bool {
        self.numerator == 0
    }

    pub(super) fn is_positive(self) -> bool {
        self.numerator > 0
    }

    pub(super) fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// Returns the sum, or `None` when it grows too large.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        if self.denominator == 1 && other.denominator == 1 {
            return self.numerator.checked_add(other.numerator).map(Self::whole);
        }
        let shared = gcd(self.denominator, other.denominator);
        let (left, right) = (other.denominator / shared, self.denominator / shared);
        let numerator =
            self.numerator.checked_mul(left)?.checked_add(other.numerator.checked_mul(right)?)?;
        Some(Self::lowest(numerator, self.denominator.checked_mul(left)?))
    }

    /// Returns the product, or `None` when it grows too large.
    pub(super) fn times(self, other: Self) -> Option<Self> {
        let left = Self::lowest(self.numerator, other.denominator);
        let right = Self::lowest(other.numerator, self.denominator);
        let numerator = left.numerator.checked_mul(right.numerator)?;
        Some(Self { numerator, denominator: left.denominator.checked_mul(right.denominator)? })
    }

    /// Returns the quotient, or `None` when it grows too large or `other` is zero.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        let sign = other.numerator.signum();
        let inverse = Self {
            numerator: other.denominator.checked_mul(sign)?,
            denominator: other.numerator.checked_abs().filter(|value| *value != 0)?,
        };
        self.times(inverse)
    }

    /// Returns the fraction with the other sign, or `None` when it grows too large.
    pub(super) fn negated(self) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_neg()?, ..self })
    }

    /// Returns how it compares with `other`, or `None` when a number grows too large.
    pub(super) fn compared(self, other: Self) -> Option<Ordering> {
        let left = self.numerator.checked_mul(other.denominator)?;
        Some(left.cmp(&other.numerator.checked_mul(self.denominator)?))
    }

    /// Returns the greatest whole number that is not above it.
    pub(super) fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// Returns `numerator ÷ denominator`, which is above zero, in lowest terms.
    fn lowest(numerator: i128, denominator: i128) -> Self {
        if denominator == 1 {
            return Self::whole(numerator);
        }
        let shared = gcd(numerator, denominator);
        Self { numerator: numerator / shared, denominator: denominator / shared }
    }
}

/// Returns the greatest common divisor, above zero where `b` is.
///
/// The least whole number has no magnitude; it only ever stands beside a denominator, which is
/// smaller, and the first remainder is taken before any sign.
pub(super) fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (b, a % b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(numerator: i128, denominator: i128) -> Fraction {
        Fraction::whole(numerator).over(Fraction::whole(denominator)).expect("small")
    }

    #[test]
    fn fractions_are_exact_and_in_lowest_terms() {
        let sum = fraction(1, 6).plus(fraction(1, 10)).expect("small");
        assert_eq!(sum, fraction(4, 15));
        assert_eq!(fraction(4, 6).times(fraction(9, 8)), Some(fraction(3, 4)));
        assert_eq!(fraction(3, -6), fraction(-1, 2));
        assert_eq!(fraction(1, 2).over(Fraction::ZERO), None);
        assert_eq!(fraction(1, 3).compared(fraction(2, 6)), Some(Ordering::Equal));
    }

    #[test]
    fn floors_go_down_on_both_sides_of_zero() {
        assert_eq!((fraction(7, 2).floor(), fraction(-7, 2).floor()), (3, -4));
        assert_eq!((fraction(6, 2).floor(), fraction(-6, 2).floor()), (3, -3));
    }

    #[test]
    fn what_grows_too_large_is_refused() {
        let most = Fraction::whole(i128::MAX);
        assert_eq!(most.plus(Fraction::whole(1)), None);
        assert_eq!(most.times(Fraction::whole(2)), None);
        assert_eq!(Fraction::whole(i128::MIN).negated(), None);
        assert_eq!(gcd(i128::MIN, 6), 2);
    }
}
