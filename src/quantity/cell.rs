//! Amounts as the cells of a workbook hold them: the only place where money becomes a float.

use super::{Amount, AmountUnit};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_the_double_that_prints_as_the_amount() {
        for text in ["384.2076", "0.000001", "-12.5", "99999999999.9999", "0", "665.38"] {
            let amount = Amount::parse(text, AmountUnit::TenThousandYuan).expect("plain decimals");
            assert_eq!(amount.to_cell(AmountUnit::TenThousandYuan).to_string(), text);
        }
    }
}
