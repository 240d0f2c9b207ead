//! Quantities as somebody printed them: the value and how many decimals it was printed with.

use rust_decimal::Decimal;

use super::decimal_text::{self, DecimalFault};
use super::rounding::round;
use super::{Amount, AmountUnit, Rate};

/// The most decimals that a printed rate may have.
const RATE_DECIMALS: u32 = 6;

/// An amount as it was printed: 410.94, 410.94 万元.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedAmount {
    /// The printed value.
    pub amount: Amount,
    /// The unit that it was printed in.
    pub unit: AmountUnit,
    /// How many decimals were printed, trailing zeros counted.
    pub decimals: u32,
}

impl PrintedAmount {
    /// Reads a printed amount; one that carries no unit is in `unit`.
    ///
    /// # Errors
    /// Says what is wrong with the text, as [`Amount::parse`] does.
    pub fn parse(text: &str, unit: AmountUnit) -> Result<Self, DecimalFault> {
        let (number, unit) = [AmountUnit::TenThousandYuan, AmountUnit::Yuan]
            .into_iter()
            .find_map(|unit| Some((text.strip_suffix(unit.name())?.trim_end(), unit)))
            .unwrap_or((text, unit));
        let amount = Amount::parse(number, unit)?;
        Ok(Self { amount, unit, decimals: decimal_text::decimals(number) })
    }

    /// Returns whether `exact`, rounded to the printed decimals, is what was printed.
    pub fn prints(&self, exact: Amount) -> bool {
        exact.rounded(self.unit, self.decimals) == self.amount
    }

    /// Returns the least and the greatest amount that are printed so, in 分.
    pub fn bounds_in_fen(&self) -> (i128, i128) {
        let middle = self.amount.fen();
        let places = (self.unit.fen_places()).saturating_sub(self.decimals);
        let half = if places == 0 { 0 } else { 5 * 10_i128.pow(places - 1) };
        // A tie is rounded away from zero.
        let toward_zero = |value: i128| (middle - value, middle + value - i128::from(value > 0));
        match middle.signum() {
            1 => toward_zero(half),
            -1 => (middle - half + i128::from(half > 0), middle + half),
            _ => (-(half - i128::from(half > 0)), half - i128::from(half > 0)),
        }
    }

    /// Returns half of the last printed place: how far a rounded print may be from its amount.
    ///
    /// A whole number has been rounded off nowhere, so it is taken as exact.
    pub fn rounding_slack(&self) -> Amount {
        if self.decimals == 0 {
            return Amount::ZERO;
        }
        Amount::of_mantissa(5, self.decimals.saturating_add(1), self.unit)
    }
}

/// The rates that print alike: `least ÷ scale` and above, and below `beyond ÷ scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateBounds {
    /// The least of them, in parts of the scale.
    pub least: i128,
    /// What they stay below, in parts of the scale.
    pub beyond: i128,
    /// The scale, above zero.
    pub scale: i128,
}

/// A rate as it was printed: 240.88%.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedRate {
    percent: Decimal,
    decimals: u32,
}

impl PrintedRate {
    /// Reads a printed rate, its percent sign included.
    ///
    /// # Errors
    /// Says what is wrong with the text: no percent sign, not plain decimal text, or finer than six
    /// decimals.
    pub fn parse(text: &str) -> Result<Self, DecimalFault> {
        let number = text.strip_suffix(['%', '％']).ok_or(DecimalFault::NotDecimal)?;
        let percent = decimal_text::read(number, RATE_DECIMALS)?;
        Ok(Self { percent, decimals: decimal_text::decimals(number).min(RATE_DECIMALS) })
    }

    /// Returns how many percentage points (百分点) were printed above `other`, with its sign where it is
    /// negative, trailing zeros off.
    pub fn points_above(&self, other: &Self) -> String {
        (self.percent - other.percent).normalize().to_string()
    }

    /// Returns the rate as one that was printed to `decimals` at least, of which trailing zeros were
    /// left off.
    #[must_use]
    pub fn at_least_to(self, decimals: u32) -> Self {
        Self { decimals: self.decimals.max(decimals.min(RATE_DECIMALS)), ..self }
    }

    /// Returns the rates that are printed so, as far as they are not below zero.
    pub fn bounds(&self) -> RateBounds {
        // In half units of the last printed place of a percentage.
        let scale = 200 * 10_i128.pow(self.decimals);
        let mut digits = self.percent;
        digits.rescale(self.decimals);
        let middle = digits.mantissa() * 2;
        RateBounds { least: middle - 1, beyond: middle + 1, scale }
    }

    /// Returns how many decimals were printed, trailing zeros counted, at most six.
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// Returns whether 100% was printed, with whatever decimals.
    pub fn is_hundred(&self) -> bool {
        self.percent == Decimal::ONE_HUNDRED
    }

    /// Returns whether 0% was printed, with whatever decimals.
    pub fn is_zero(&self) -> bool {
        self.percent.is_zero()
    }

    /// Returns whether `exact`, rounded to the printed decimals, is what was printed.
    pub fn prints(&self, exact: Rate) -> bool {
        round(exact.percent(), self.decimals) == self.percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(part: &str, whole: &str) -> Rate {
        let amount = |text| Amount::parse(text, AmountUnit::TenThousandYuan).expect("plain");
        Rate::of_amounts(amount(part), amount(whole)).expect("whole is not zero")
    }

    #[test]
    fn a_printed_rate_is_compared_at_its_own_decimals() {
        let exact = rate("665.38", "276.23");
        for text in ["240.88%", "240.9%", "241%", "240.879%", "240.88％"] {
            assert!(PrintedRate::parse(text).expect("a rate").prints(exact), "{text}");
        }
        for text in ["240.87%", "240.880%", "240%"] {
            assert!(!PrintedRate::parse(text).expect("a rate").prints(exact), "{text}");
        }
    }

    #[test]
    fn a_printed_rate_needs_its_percent_sign() {
        for text in ["50", "%", "0.5", "五成", "50 %", "050%", "1e2%"] {
            assert_eq!(PrintedRate::parse(text), Err(DecimalFault::NotDecimal), "{text}");
        }
        assert_eq!(
            PrintedRate::parse("50.1234567%"),
            Err(DecimalFault::TooManyDecimals { allowed: 6 })
        );
    }

    #[test]
    fn a_printed_amount_may_carry_its_unit() {
        let plain = PrintedAmount::parse("410.94", AmountUnit::TenThousandYuan);
        assert_eq!(PrintedAmount::parse("410.94 万元", AmountUnit::Yuan), plain);
        let yuan = PrintedAmount::parse("4109400元", AmountUnit::TenThousandYuan).expect("plain");
        assert_eq!((yuan.amount, yuan.decimals), (plain.expect("plain").amount, 0));
    }

    #[test]
    fn a_printed_amount_is_compared_at_its_own_decimals() {
        let exact = Amount::parse("410.9376", AmountUnit::TenThousandYuan).expect("plain");
        for (text, prints) in
            [("410.94", true), ("410.9", true), ("411", true), ("410.90", false), ("410.93", false)]
        {
            let printed = PrintedAmount::parse(text, AmountUnit::TenThousandYuan).expect("plain");
            assert_eq!(printed.prints(exact), prints, "{text}");
        }
    }

    #[test]
    fn the_bounds_of_a_print_are_the_last_that_print_so() {
        for (text, least, most) in [
            ("410.94", 410_935_000, 410_944_999),
            ("-410.94", -410_944_999, -410_935_000),
            ("0.00", -4999, 4999),
            ("410.937600", 410_937_600, 410_937_600),
            ("4109376.00元", 410_937_600, 410_937_600),
            ("4109376元", 410_937_550, 410_937_649),
        ] {
            let printed = PrintedAmount::parse(text, AmountUnit::TenThousandYuan).expect("plain");
            assert_eq!(printed.bounds_in_fen(), (least, most), "{text}");
            for (fen, prints) in
                [(least, true), (most, true), (least - 1, false), (most + 1, false)]
            {
                let exact = Amount::of_fen(fen).expect("in range");
                assert_eq!(printed.prints(exact), prints, "{text} {fen}");
            }
        }
    }

    #[test]
    fn the_bounds_of_a_rate_are_half_a_place_away() {
        let bounds = PrintedRate::parse("240.9%").expect("a rate").bounds();
        assert_eq!(bounds, RateBounds { least: 4817, beyond: 4819, scale: 2000 });
        let whole = PrintedRate::parse("100%").expect("a rate").bounds();
        assert_eq!(whole, RateBounds { least: 199, beyond: 201, scale: 200 });
    }

    #[test]
    fn the_slack_of_a_print_is_half_its_last_place() {
        let slack = |text| {
            let printed = PrintedAmount::parse(text, AmountUnit::TenThousandYuan).expect("plain");
            printed.rounding_slack().print_exact(AmountUnit::TenThousandYuan)
        };
        assert_eq!(slack("1.50"), "0.005");
        assert_eq!(slack("1.5"), "0.05");
        assert_eq!(slack("20"), "0");
    }
}
