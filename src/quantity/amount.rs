//! Amounts of money: exact, in 元.

use std::iter::Sum;

use rust_decimal::Decimal;

use super::decimal_text::{self, DecimalFault};
use super::rounding::round;

/// The unit that the amounts of a filing are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AmountUnit {
    /// 元.
    Yuan,
    /// 万元, ten thousand 元.
    TenThousandYuan,
}

impl AmountUnit {
    /// Returns the unit's name as it is printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::TenThousandYuan => "万元",
        }
    }

    /// Returns how many decimals an amount in this unit may have: to the 分 in 元, six in 万元.
    const fn decimals(self) -> u32 {
        match self {
            Self::Yuan => 2,
            Self::TenThousandYuan => 6,
        }
    }

    /// Returns how many places of this unit there are to the 分.
    pub(super) const fn fen_places(self) -> u32 {
        self.decimals()
    }

    /// Returns one unit of the `decimals`th decimal place, in 分; nothing where that is finer.
    pub const fn step_in_fen(self, decimals: u32) -> i128 {
        match self.decimals().checked_sub(decimals) {
            Some(places) => 10_i128.pow(places),
            None => 0,
        }
    }

    /// Returns the power of ten between this unit and 元.
    const fn exponent(self) -> u32 {
        match self {
            Self::Yuan => 0,
            Self::TenThousandYuan => 4,
        }
    }
}

/// An exact sum of money in 元, below 10^15 元 either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub(super) Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Reads an amount written in `unit`.
    ///
    /// # Errors
    /// Says what is wrong with the text: not plain decimal text, finer than 分 in 元 or than
    /// 0.000001 in 万元, or 10^15 元 and more.
    pub fn parse(text: &str, unit: AmountUnit) -> Result<Self, DecimalFault> {
        let written = decimal_text::read(text, unit.decimals())?;
        let yuan = written
            .checked_mul(Decimal::from(10_u64.pow(unit.exponent())))
            .ok_or(DecimalFault::OutOfRange)?;
        if yuan.abs() >= Decimal::from(1_000_000_000_000_000_u64) {
            return Err(DecimalFault::OutOfRange);
        }
        Ok(Self(yuan.normalize()))
    }

    /// Returns whether the amount is nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Returns whether the amount is below nothing.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Returns the sum, or `None` when it is out of a decimal's range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Returns the difference, or `None` when it is out of a decimal's range.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Returns the amount rounded to `places` decimals of `unit`, half away from zero.
    #[must_use]
    pub fn rounded(self, unit: AmountUnit, places: u32) -> Self {
        let value = round(self.in_unit(unit), places);
        value
            .checked_mul(Decimal::from(10_u64.pow(unit.exponent())))
            .map_or(self, |yuan| Self(yuan.normalize()))
    }

    /// Returns how many decimals the amount needs in `unit`: 4 for 384.2076 万元.
    pub fn decimals(self, unit: AmountUnit) -> u32 {
        self.in_unit(unit).normalize().scale()
    }

    /// Returns the amount as a whole number of 分; what is finer is left off.
    pub fn fen(self) -> i128 {
        let mut value = self.0;
        value.rescale(2);
        value.mantissa()
    }

    /// Returns the amount of `fen` 分, or `None` when it is out of a decimal's range.
    pub fn of_fen(fen: i128) -> Option<Self> {
        Decimal::try_from_i128_with_scale(fen, 2).ok().map(|value| Self(value.normalize()))
    }

    /// Returns how far the amount is from nothing.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Returns `digits` in the `decimals`th decimal place of `unit`.
    pub(super) fn of_mantissa(digits: i64, decimals: u32, unit: AmountUnit) -> Self {
        let value = Decimal::try_new(digits, decimals).unwrap_or_default();
        value
            .checked_mul(Decimal::from(10_u64.pow(unit.exponent())))
            .map_or(Self::ZERO, |yuan| Self(yuan.normalize()))
    }

    /// Prints the amount in `unit` with exactly `places` decimals, rounded half away from zero.
    pub fn print(self, unit: AmountUnit, places: u32) -> String {
        let places_usize = usize::try_from(places).unwrap_or(usize::MAX);
        let value = round(self.in_unit(unit), places);
        let value = if value.is_zero() { Decimal::ZERO } else { value };
        format!("{value:.places_usize$}")
    }

    /// Prints the amount in `unit` with as many decimals as it needs: 384.2076, 5.58, 20.
    pub fn print_exact(self, unit: AmountUnit) -> String {
        let value = self.in_unit(unit).normalize();
        if value.is_zero() { "0".to_owned() } else { value.to_string() }
    }

    /// Returns the amount that the digits of this one, written in `unit`, give in the other unit:
    /// 3842076 万元 is 384.2076 万元 when it was meant in 元. `None` where they are finer than the other
    /// unit can be.
    pub fn in_other_unit(self, unit: AmountUnit) -> Option<Self> {
        let digits = self.in_unit(unit).normalize();
        match unit {
            AmountUnit::TenThousandYuan => {
                (digits.scale() <= AmountUnit::Yuan.decimals()).then_some(Self(digits))
            }
            AmountUnit::Yuan => digits.checked_mul(Decimal::from(10_000)).map(Self),
        }
    }

    /// Returns the amount as a number of `unit`.
    fn in_unit(self, unit: AmountUnit) -> Decimal {
        let mut value = self.0;
        // Moving the point keeps every digit; a division could round.
        if value.set_scale(value.scale() + unit.exponent()).is_err() {
            return self.0;
        }
        value
    }
}

impl Sum for Amount {
    /// Adds amounts; each is below 10^15 元, so only some 10^13 of them could leave the range.
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |total, amount| {
            total.checked_add(amount).expect("a filing's lists are too short to overflow a decimal")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AmountUnit::{TenThousandYuan, Yuan};

    fn read(text: &str) -> Result<String, DecimalFault> {
        Amount::parse(text, TenThousandYuan).map(|amount| amount.print_exact(Yuan))
    }

    #[test]
    fn only_plain_decimal_text_is_an_amount() {
        for (text, yuan) in [
            ("384.2076", "3842076"),
            ("0", "0"),
            ("-0", "0"),
            ("-12.5", "-125000"),
            ("665,380.00", "6653800000"),
            ("0.000001", "0.01"),
            ("1.10000000000000000000000000000000", "11000"),
            ("99999999999.999999", "999999999999999.99"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(yuan), "{text}");
        }
        for text in [
            "", "-", "+1", "1_000", "010", "00", "1e3", ".5", "5.", "１２", "1.2.3", "1 000", " 1",
            "1,00", "1000,000", ",100", "1,000,00", "1.000,0", "0x10", "NaN", "∞", "--1", "1-",
            "壹",
        ] {
            assert_eq!(read(text), Err(DecimalFault::NotDecimal), "{text}");
        }
        assert_eq!(read("0.0000001"), Err(DecimalFault::TooManyDecimals { allowed: 6 }));
        assert_eq!(Amount::parse("0.001", Yuan), Err(DecimalFault::TooManyDecimals { allowed: 2 }));
        for text in ["100000000000", "-100000000000", "999999999999999999", &"9".repeat(5000)] {
            assert_eq!(read(text), Err(DecimalFault::OutOfRange), "{text}");
        }
    }

    #[test]
    fn printing_rounds_half_away_from_zero() {
        for (text, places, printed) in [
            ("98.345", 2, "98.35"),
            ("-98.345", 2, "-98.35"),
            ("98.349", 2, "98.35"),
            ("98.344999", 2, "98.34"),
            ("33.9", 2, "33.90"),
            ("0", 2, "0.00"),
            ("-0.001", 2, "0.00"),
            ("99999999999.995", 2, "100000000000.00"),
            ("0.5", 0, "1"),
            ("20", 6, "20.000000"),
        ] {
            let amount = Amount::parse(text, TenThousandYuan).expect("plain decimal text");
            assert_eq!(amount.print(TenThousandYuan, places), printed, "{text}");
        }
    }

    #[test]
    fn the_same_digits_are_read_in_the_other_unit() {
        let other = |text: &str, unit| {
            let amount = Amount::parse(text, unit).expect("plain decimal text");
            amount.in_other_unit(unit).map(|amount| amount.print_exact(TenThousandYuan))
        };
        assert_eq!(other("3842076", TenThousandYuan).as_deref(), Some("384.2076"));
        assert_eq!(other("384.2076", TenThousandYuan), None);
        assert_eq!(other("384.2", Yuan).as_deref(), Some("384.2"));
    }

    #[test]
    fn rounding_an_amount_is_printing_it() {
        let amount = Amount::parse("410.9376", TenThousandYuan).expect("plain decimal text");
        assert_eq!(amount.rounded(TenThousandYuan, 2).print_exact(TenThousandYuan), "410.94");
        assert_eq!(amount.rounded(Yuan, 0), amount);
        assert_eq!(amount.decimals(TenThousandYuan), 4);
        assert_eq!(amount.decimals(Yuan), 0);
    }
}
