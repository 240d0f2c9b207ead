//! Dates in Chinese, as GB/T 15835 and the forms write them: 2024年3月4日, no leading zeros.

use jiff::civil::Date;

use crate::model::DisclosureTime;

/// Prints a day: 2024年3月4日.
pub(super) fn print_day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// Prints a planned time: 2024年3月份 or 2024年3月4日.
pub(super) fn print_time(time: DisclosureTime) -> String {
    match time {
        DisclosureTime::Month { year, month } => format!("{year}年{month}月份"),
        DisclosureTime::Day(date) => print_day(date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_have_no_leading_zeros() {
        assert_eq!(print_day(jiff::civil::date(2024, 3, 4)), "2024年3月4日");
        let month = DisclosureTime::Month { year: 2024, month: 3 };
        assert_eq!(print_time(month), "2024年3月份");
    }
}
