//! Quantities as the cells of a workbook hold them: the only place where money becomes a float, and
//! where a float is taken for the decimal that it stands for.

use super::rounding::round;
use super::{Amount, AmountUnit, Rate, Score};

/// How many decimals the stored result of a division has: as many digits as Excel shows.
const RATE_DECIMALS: u32 = 15;

impl Amount {
    /// Returns the double nearest to the amount in `unit`, for a cell of a workbook.
    ///
    /// A workbook stores doubles, of 15 to 17 significant digits; an amount below 10^15 元 has at
    /// most 17 and is shown rounded to its decimals, so that its cell shows what every other output
    /// prints. Nothing is computed with the result.
    pub fn to_cell(self, unit: AmountUnit) -> f64 {
        // Text is read to the nearest double, and plain decimal text is always read.
        self.print_exact(unit).parse().unwrap_or_default()
    }
}

impl Score {
    /// Returns the double nearest to the score, for a cell of a workbook.
    pub fn to_cell(self) -> f64 {
        self.print().parse().unwrap_or_default()
    }
}

impl Rate {
    /// Returns the double nearest to the rate, for a cell of a workbook: 0.8745 of 87.45%.
    pub fn to_cell(self) -> f64 {
        self.cell_text().parse().unwrap_or_default()
    }

    /// Returns the rate as the stored result of a division in a workbook: 0.874533333333333.
    pub fn cell_text(self) -> String {
        let rate = round(self.percent() / rust_decimal::Decimal::ONE_HUNDRED, RATE_DECIMALS);
        rate.normalize().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_the_double_that_prints_as_the_amount() {
        for text in ["384.2076", "0.000001", "-12.5", "99999999999.9999", "0", "665.38"] {
            let amount = Amount::parse(text, AmountUnit::TenThousandYuan).expect("plain decimals");
            assert_eq!(amount.to_cell(AmountUnit::TenThousandYuan).to_string(), text);
        }
        assert_eq!(
            Score::parse("99.97").map(|score| score.to_cell().to_string()),
            Ok("99.97".to_owned())
        );
    }

    #[test]
    fn a_rate_is_stored_with_the_digits_that_are_shown() {
        let rate =
            |part, whole| Rate::of_counts(part, whole).expect("whole is not zero").cell_text();
        assert_eq!(rate(2, 3), "0.666666666666667");
        assert_eq!(rate(1, 1), "1");
        assert_eq!(rate(0, 7), "0");
    }
}
