//! Exact values as text and back: what one run writes down, another reads without loss.
//!
//! The ranges are wider than those of what a person types, since sums are written too, and narrow
//! enough that everything computed from the values stays in a decimal's range.

use rust_decimal::Decimal;

use super::{Amount, Rate, Score};

/// How many digits may stand before the point: a hundred thousand of the largest amounts, and room.
const MAX_WHOLE_DIGITS: usize = 21;
/// How many decimals an exact value has: 分 in 元, hundredths of a point.
const MAX_DECIMALS: usize = 2;

impl Amount {
    /// Returns the amount in 元 with all its digits: 3842076, 0.5.
    pub fn exact_text(self) -> String {
        text(self.0)
    }

    /// Reads what [`Amount::exact_text`] writes; `None` for any other text.
    pub fn of_exact_text(text: &str) -> Option<Self> {
        read(text).map(Self)
    }
}

impl Score {
    /// Reads what [`Score::print`] writes; `None` for any other text.
    pub fn of_exact_text(text: &str) -> Option<Self> {
        read(text).map(Self)
    }
}

impl Rate {
    /// Returns the rate as its two exact numbers: 6653800/2762300.
    pub fn exact_text(self) -> String {
        let (numerator, denominator) = self.parts();
        format!("{}/{}", text(numerator), text(denominator))
    }

    /// Reads what [`Rate::exact_text`] writes; `None` for any other text.
    pub fn of_exact_text(text: &str) -> Option<Self> {
        let (numerator, denominator) = text.split_once('/')?;
        let denominator = read(denominator).filter(|value| !value.is_sign_negative())?;
        Self::of(read(numerator)?, denominator)
    }
}

fn text(value: Decimal) -> String {
    if value.is_zero() { "0".to_owned() } else { value.normalize().to_string() }
}

/// Reads a decimal written in the one way that [`text`] writes it.
fn read(written: &str) -> Option<Decimal> {
    let unsigned = written.strip_prefix('-').unwrap_or(written);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.len() > MAX_WHOLE_DIGITS || fraction.len() > MAX_DECIMALS {
        return None;
    }
    let value = Decimal::from_str_exact(written).ok()?;
    (text(value) == written).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_values_come_back_as_they_were() {
        for text in ["0", "3842076", "-0.5", "999999999999999999999.99"] {
            assert_eq!(Amount::of_exact_text(text).map(Amount::exact_text).as_deref(), Some(text));
        }
        for text in ["6653800/2762300", "-1/3", "4/4", "0/0.01"] {
            assert_eq!(Rate::of_exact_text(text).map(Rate::exact_text).as_deref(), Some(text));
        }
        assert_eq!(Score::of_exact_text("99.5").map(Score::print).as_deref(), Some("99.5"));
    }

    #[test]
    fn every_other_text_is_refused() {
        for text in ["", "-0", "01", "1.50", ".5", "5.", "+1", "1e3", "1_000", "0.001", "１", " 1"]
        {
            assert_eq!(Amount::of_exact_text(text), None, "{text}");
        }
        assert_eq!(Amount::of_exact_text(&"9".repeat(22)), None);
        for text in ["1", "1/0", "1/-3", "1/2/3", "/", "1/ 2"] {
            assert_eq!(Rate::of_exact_text(text), None, "{text}");
        }
    }

    #[test]
    fn the_widest_values_can_be_computed_with() {
        let (most, least) = ("9".repeat(21), "0.01");
        let wide = Rate::of_exact_text(&format!("{most}/{least}")).expect("in range");
        let other = Rate::of_exact_text(&format!("-{most}/{least}")).expect("in range");
        assert!(wide > other);
        assert!(wide.print_points_above(other, 2).starts_with("199999"));
        let amount = Amount::of_exact_text(&most).expect("in range");
        assert!(amount.checked_add(amount).is_some());
    }
}
