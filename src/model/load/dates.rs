//! Days and months: strict ISO 8601 text, with the correction of what people type instead.

use jiff::civil::Date;

use super::quoting::quoted;
use crate::model::DisclosureTime;

/// What is wrong with a date.
pub(super) struct Complaint {
    /// Why, with what was read.
    pub(super) reason: String,
    /// What to type.
    pub(super) help: String,
}

/// Reads a day: 2024-03-04.
pub(super) fn day(text: &str) -> Result<Date, Complaint> {
    if let Some([year, month, day]) = strict(text) {
        return date(year, month, day).ok_or_else(|| no_such_day(text, year, month));
    }
    Err(match loose(text).as_deref() {
        Some(&[year, month, day]) if date(year, month, day).is_some() => Complaint {
            reason: format!("读到的是 {}", quoted(text)),
            help: format!("写成 `{year:04}-{month:02}-{day:02}`"),
        },
        Some(&[_, _]) => Complaint {
            reason: format!("{} 缺少日", quoted(text)),
            help: "写明年月日，例如 `2024-03-04`".to_owned(),
        },
        _ => Complaint {
            reason: format!("读到的是 {}", quoted(text)),
            help: "写成 `年-月-日`，例如 `2024-03-04`".to_owned(),
        },
    })
}

/// Reads a month, 2024-03, or a day.
pub(super) fn month_or_day(text: &str) -> Result<DisclosureTime, Complaint> {
    if let Some([year, month]) = strict(text) {
        return date(year, month, 1)
            .map(|first| DisclosureTime::Month { year: first.year(), month: first.month() })
            .ok_or_else(|| no_such_month(text));
    }
    match loose(text).as_deref() {
        Some(&[year, month]) if date(year, month, 1).is_some() => Err(Complaint {
            reason: format!("读到的是 {}", quoted(text)),
            help: format!("写成 `{year:04}-{month:02}`"),
        }),
        _ => day(text).map(DisclosureTime::Day),
    }
}

/// Reads `N` numbers of the ISO widths, or nothing.
fn strict<const N: usize>(text: &str) -> Option<[u16; N]> {
    let mut parts = text.split('-');
    let mut numbers = [0; N];
    for (index, number) in numbers.iter_mut().enumerate() {
        let part = parts.next()?;
        let width = if index == 0 { 4 } else { 2 };
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

/// Reads the numbers of a date as people write it: 2024/3/4, 2024.3.4, 2024年3月4日, 20240304.
fn loose(text: &str) -> Option<Vec<u16>> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |range: std::ops::Range<usize>| text.get(range)?.parse().ok();
        return [part(0..4), part(4..6), part(6..8)].into_iter().collect();
    }
    let parts = text.split(['-', '/', '.', '年', '月', '日', '－', '／', '．', '号']);
    let numbers: Option<Vec<u16>> = parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .take(4)
        .map(|part| half_width(part).parse().ok())
        .collect();
    numbers.filter(|numbers| matches!(numbers.len(), 2 | 3) && numbers.first() >= Some(&1000))
}

fn half_width(text: &str) -> String {
    let half = |character| match character {
        '０'..='９' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        _ => character,
    };
    text.chars().map(half).collect()
}

fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    let (year, month, day) =
        (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok().filter(|date| date.year() >= 1900)
}

fn no_such_day(text: &str, year: u16, month: u16) -> Complaint {
    match date(year, month, 1) {
        Some(first) => Complaint {
            reason: format!("没有 {} 这一天", quoted(text)),
            help: format!("{year} 年 {month} 月只有 {} 天", first.days_in_month()),
        },
        None => no_such_month(text),
    }
}

fn no_such_month(text: &str) -> Complaint {
    Complaint {
        reason: format!("没有 {} 这个月份", quoted(text)),
        help: "年份不早于 1900，月份是 01 到 12".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_strict_and_corrected() {
        assert!(day("2024-02-29").is_ok());
        for (text, help) in [
            ("2023-06-31", "2023 年 6 月只有 30 天"),
            ("2023-02-29", "2023 年 2 月只有 28 天"),
            ("2024-13-01", "年份不早于 1900，月份是 01 到 12"),
            ("2024/3/4", "写成 `2024-03-04`"),
            ("2024.3.4", "写成 `2024-03-04`"),
            ("2024年3月4日", "写成 `2024-03-04`"),
            ("２０２４－３－４", "写成 `2024-03-04`"),
            ("20240304", "写成 `2024-03-04`"),
            ("2024-3-4", "写成 `2024-03-04`"),
            ("2024-03", "写明年月日，例如 `2024-03-04`"),
            ("3月4日", "写成 `年-月-日`，例如 `2024-03-04`"),
            ("下周", "写成 `年-月-日`，例如 `2024-03-04`"),
        ] {
            let complaint = day(text).expect_err(text);
            assert_eq!(complaint.help, help, "{text}");
        }
    }

    #[test]
    fn a_month_is_enough_where_one_is() {
        assert!(matches!(month_or_day("2024-03"), Ok(DisclosureTime::Month { month: 3, .. })));
        assert!(matches!(month_or_day("2024-03-04"), Ok(DisclosureTime::Day(_))));
        assert_eq!(month_or_day("2024年3月").expect_err("loose").help, "写成 `2024-03`");
        assert!(month_or_day("2024-13").is_err());
    }
}
