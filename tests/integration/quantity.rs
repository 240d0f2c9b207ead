//! Properties of quantities: reading and printing, sums in any order, rounding.

use proptest::prelude::*;
use ziping::quantity::{Amount, AmountUnit, PrintedAmount, PrintedRate, Rate};

/// Amounts below 10^15 元 in 分.
fn cents() -> impl Strategy<Value = i64> {
    prop_oneof![-99_999_999_999_999_999_i64..=99_999_999_999_999_999, -10_000_i64..=10_000]
}

/// Writes `cents` hundredths in 元, by integer arithmetic alone.
fn yuan(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

fn amount(cents: i64) -> Amount {
    Amount::parse(&yuan(cents), AmountUnit::Yuan).unwrap()
}

proptest! {
    #[test]
    fn what_is_printed_exactly_reads_back(cents in cents()) {
        let amount = amount(cents);
        for unit in [AmountUnit::Yuan, AmountUnit::TenThousandYuan] {
            let text = amount.print_exact(unit);
            prop_assert_eq!(Amount::parse(&text, unit), Ok(amount));
            prop_assert!(PrintedAmount::parse(&text, unit).unwrap().prints(amount));
        }
        prop_assert_eq!(amount.print(AmountUnit::Yuan, 2), yuan(cents));
    }

    #[test]
    fn sums_are_the_same_in_any_order(
        (cents, shuffled) in prop::collection::vec(cents(), 0..50)
            .prop_flat_map(|cents| (Just(cents.clone()), Just(cents).prop_shuffle()))
    ) {
        let sum = |cents: &[i64]| cents.iter().map(|cents| amount(*cents)).sum::<Amount>();
        prop_assert_eq!(sum(&cents), sum(&shuffled));
        let exact: i128 = cents.iter().map(|cents| i128::from(*cents)).sum();
        if let Ok(exact) = i64::try_from(exact) {
            prop_assert_eq!(sum(&cents).print(AmountUnit::Yuan, 2), yuan(exact));
        }
    }

    #[test]
    fn rounding_goes_half_away_from_zero(cents in cents(), places in 0_u32..=6) {
        // In 万元 an amount is a whole number of millionths.
        let unit = 10_i64.pow(6 - places);
        let rounded = (cents.abs() + unit / 2) / unit * unit * cents.signum();
        let printed = amount(cents).print(AmountUnit::TenThousandYuan, places);
        let fraction = printed.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        prop_assert_eq!(fraction, usize::try_from(places).unwrap());
        let text = amount(cents).rounded(AmountUnit::TenThousandYuan, places);
        prop_assert_eq!(text.print(AmountUnit::Yuan, 2), yuan(rounded));
        let read = PrintedAmount::parse(&printed, AmountUnit::TenThousandYuan);
        if let Ok(read) = read {
            prop_assert!(read.prints(amount(cents)));
        }
    }

    #[test]
    fn a_rate_prints_what_integers_give(part in cents(), whole in cents(), places in 0_u32..=6) {
        prop_assume!(whole != 0);
        let rate = Rate::of_amounts(amount(part), amount(whole)).unwrap();
        let scale = 100 * 10_i128.pow(places);
        let (part, whole) = (i128::from(part) * i128::from(whole.signum()), i128::from(whole).abs());
        let rounded = (2 * part.abs() * scale + whole) / (2 * whole) * part.signum();
        let printed = rate.print(places);
        let digits = printed.trim_end_matches('%');
        let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let width = usize::try_from(places).unwrap();
        let units: i128 = format!("{integer}{fraction:0<width$}").parse().unwrap();
        prop_assert_eq!(units, rounded);
        if integer.trim_start_matches('-').len() <= 18 {
            prop_assert!(PrintedRate::parse(&printed).unwrap().prints(rate));
        }
    }

    #[test]
    fn rates_compare_as_cross_products(a in cents(), b in cents(), c in cents(), d in cents()) {
        prop_assume!(b != 0 && d != 0);
        let rate = |part, whole| Rate::of_amounts(amount(part), amount(whole)).unwrap();
        let wide = i128::from;
        let (left, right) = (wide(a) * wide(b.signum()) * wide(d).abs(), wide(c) * wide(d.signum()) * wide(b).abs());
        prop_assert_eq!(rate(a, b).cmp(&rate(c, d)), left.cmp(&right));
        prop_assert_eq!(rate(a, b), rate(a, b));
    }

    #[test]
    fn arbitrary_text_never_panics(text in ".{0,60}", digits in "-?[0-9,.]{0,60}%?") {
        for text in [text, digits] {
            for unit in [AmountUnit::Yuan, AmountUnit::TenThousandYuan] {
                if let Ok(amount) = Amount::parse(&text, unit) {
                    prop_assert!(Amount::parse(&amount.print_exact(unit), unit) == Ok(amount));
                }
                if let Ok(printed) = PrintedAmount::parse(&text, unit) {
                    prop_assert!(printed.prints(printed.amount));
                }
            }
            let _read = PrintedRate::parse(&text);
        }
    }
}
