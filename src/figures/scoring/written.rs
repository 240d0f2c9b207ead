//! A written target or result taken apart: its operator, and its number, range or date.

use jiff::civil::Date;

use crate::model::{Indicator, Operator};
use crate::quantity::Measure;

/// A written value taken apart: ≥95% is ≥, 95 and %.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The operator that it begins with.
    pub(super) operator: Option<Operator>,
    /// What follows.
    pub(super) content: Content,
}

/// What a written value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// One number and its unit, which may be empty.
    Number(Measure, String),
    /// 90–95 and the unit: the bounds belong to it.
    Range { lowest: Measure, highest: Measure, unit: String },
    /// A day, or a month from its first day to its last.
    Date { first: Date, last: Date },
    /// Nothing that can be measured: 有效提升.
    Words,
}

/// The written forms of the operators; the longer ones stand first.
const OPERATORS: [(&str, Operator); 18] = [
    (">=", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("不低于", Operator::AtLeast),
    ("不少于", Operator::AtLeast),
    ("不高于", Operator::AtMost),
    ("不超过", Operator::AtMost),
    ("大于等于", Operator::AtLeast),
    ("小于等于", Operator::AtMost),
    ("≥", Operator::AtLeast),
    ("≧", Operator::AtLeast),
    ("⩾", Operator::AtLeast),
    ("≤", Operator::AtMost),
    ("≦", Operator::AtMost),
    ("⩽", Operator::AtMost),
    (">", Operator::Above),
    ("<", Operator::Below),
    ("=", Operator::Equal),
    ("等于", Operator::Equal),
];

/// What stands between the bounds of a range.
const BETWEEN: [char; 6] = ['-', '~', '–', '—', '−', '至'];
/// The longest unit, in characters: 平方公里/年.
const MAX_UNIT: usize = 8;
/// What may stand behind a date; 12月前 is left out, since it may mean before December or by its end.
const BEHIND_A_DAY: [&str; 7] = ["", "前", "之前", "以前", "完成", "前完成", "之前完成"];
const BEHIND_A_MONTH: [&str; 9] =
    ["", "底", "底前", "底之前", "底以前", "底前完成", "末", "末前", "完成"];

impl Written {
    /// Takes `text` apart; a date without a year is of `year`.
    pub(super) fn of(text: &str, year: i16) -> Self {
        let text = half_width(text);
        let found = OPERATORS
            .iter()
            .find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?.trim_start())));
        let (operator, rest) = match found {
            Some((operator, rest)) => (Some(operator), rest),
            None => (None, text.as_str()),
        };
        Self { operator, content: content(rest, year) }
    }
}

fn content(text: &str, year: i16) -> Content {
    if let Some((first, last)) = date(text, year) {
        return Content::Date { first, last };
    }
    let Some((first, rest)) = number(text) else { return Content::Words };
    if let Some((lowest_unit, second)) = rest.split_once(BETWEEN)
        && let Some((highest, unit)) = number(second.trim_start())
    {
        let lowest_unit = lowest_unit.trim();
        let fits = lowest_unit.is_empty() || lowest_unit == unit;
        let plain = fits && is_unit(unit) && first <= highest;
        return if plain {
            Content::Range { lowest: first, highest, unit: unit.to_owned() }
        } else {
            Content::Words
        };
    }
    if is_unit(rest) { Content::Number(first, rest.to_owned()) } else { Content::Words }
}

/// Returns the number that `text` begins with and what follows.
fn number(text: &str) -> Option<(Measure, &str)> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let sign = text.len() - unsigned.len();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let length = unsigned.find(|c: char| !is_number(c)).unwrap_or(unsigned.len());
    let (number, rest) = text.split_at(sign + length);
    Some((Measure::parse(number).ok()?, rest.trim()))
}

/// Returns whether `text` may stand behind a number as its unit: short, without a second number or
/// range.
fn is_unit(text: &str) -> bool {
    let is_other = |c: char| c.is_ascii_digit() || BETWEEN.contains(&c);
    text.chars().count() <= MAX_UNIT && !text.contains(is_other)
}

/// Returns the first and the last day that a date may mean: 2023-12-31, 2023年12月底前.
fn date(text: &str, year: i16) -> Option<(Date, Date)> {
    let day = text.strip_suffix('前').unwrap_or(text);
    if day.len() == "2023-12-31".len()
        && let Ok(day) = day.parse::<Date>()
    {
        return Some((day, day));
    }
    let (year, rest) = match text.split_once('年') {
        Some((digits, rest)) if digits.len() == 4 => (digits.parse().ok()?, rest),
        Some(_) => return None,
        None => (year, text),
    };
    if matches!(rest, "底" | "底前" | "底之前" | "内") {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    }
    let (month, rest) = rest.split_once('月')?;
    let month = month.parse().ok()?;
    if BEHIND_A_MONTH.contains(&rest) {
        let first = Date::new(year, month, 1).ok()?;
        return Some((first, first.last_of_month()));
    }
    let (day, rest) = rest.split_once(['日', '号'])?;
    let day = Date::new(year, month, day.parse().ok()?).ok()?;
    BEHIND_A_DAY.contains(&rest).then_some((day, day))
}

/// Returns 计算符号: as given, else the one that the target begins with.
pub fn operator(indicator: &Indicator) -> Option<Operator> {
    let given = indicator.operator.as_ref().map(|operator| operator.value);
    given.or_else(|| Written::of(&indicator.target.as_ref()?.value, 0).operator)
}

/// Returns the unit that an indicator counts in: as given, else the one behind its target's number.
pub fn unit(indicator: &Indicator) -> Option<String> {
    if let Some(unit) = &indicator.unit {
        return Some(half_width(&unit.value));
    }
    match Written::of(&indicator.target.as_ref()?.value, 0).content {
        Content::Number(_, unit) | Content::Range { unit, .. } if !unit.is_empty() => Some(unit),
        _ => None,
    }
}

/// Returns whether values with the units `written`, empty where none is written, are of one unit.
///
/// With a unit of the indicator's own a number may go without. Without one, 98% and 0.98 are not of
/// one unit, and 3年 may be a date.
pub(super) fn agree(indicator: &Indicator, written: [&str; 2]) -> bool {
    if let Some(unit) = &indicator.unit {
        let unit = half_width(&unit.value);
        return written.iter().all(|written| written.is_empty() || *written == unit);
    }
    let [target, actual] = written;
    let is_dated = |unit: &str| unit.starts_with(['年', '月', '日']);
    let is_part = |unit: &str| unit.starts_with(['%', '‰']);
    let one_is_bare = target.is_empty() || actual.is_empty();
    let same = target == actual || (one_is_bare && !is_part(target) && !is_part(actual));
    same && !is_dated(target) && !is_dated(actual)
}

/// Returns `text` without spaces around it, its full-width signs and digits as half-width ones.
fn half_width(text: &str) -> String {
    let half = text.trim().chars().map(|character| match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        _ => Some(character),
    });
    half.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(text: &str) -> Measure {
        Measure::parse(text).expect("plain decimal text")
    }

    #[test]
    fn a_written_number_is_taken_apart() {
        for (text, operator, number, unit) in [
            ("95", None, "95", ""),
            ("≥95%", Some(Operator::AtLeast), "95", "%"),
            ("＞＝９５％", Some(Operator::AtLeast), "95", "%"),
            ("≤ 90 万元", Some(Operator::AtMost), "90", "万元"),
            ("不少于50个", Some(Operator::AtLeast), "50", "个"),
            ("≥-2.5%", Some(Operator::AtLeast), "-2.5", "%"),
        ] {
            let content = Content::Number(measure(number), unit.to_owned());
            assert_eq!(Written::of(text, 2023), Written { operator, content }, "{text}");
        }
        for text in ["有效提升", "", "95-90", "90-95-97", "1e3", "010"] {
            assert_eq!(Written::of(text, 2023).content, Content::Words, "{text}");
        }
    }

    #[test]
    fn a_range_has_both_bounds_and_one_unit() {
        for (text, lowest, highest, unit) in [
            ("90-95", "90", "95", ""),
            ("90~95", "90", "95", ""),
            ("90%～95%", "90", "95", "%"),
            ("90—95%", "90", "95", "%"),
            ("3至5天", "3", "5", "天"),
            ("-5--2", "-5", "-2", ""),
        ] {
            let (lowest, highest) = (measure(lowest), measure(highest));
            let content = Content::Range { lowest, highest, unit: unit.to_owned() };
            assert_eq!(Written::of(text, 2023).content, content, "{text}");
        }
        assert_eq!(Written::of("3天-5周", 2023).content, Content::Words);
    }

    #[test]
    fn a_date_is_a_day_or_a_month() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        for (text, first, last) in [
            ("2023-12-31", "2023-12-31", "2023-12-31"),
            ("2023年12月底前", "2023-12-01", "2023-12-31"),
            ("2023年6月30日前", "2023-06-30", "2023-06-30"),
            ("11月20日", "2023-11-20", "2023-11-20"),
            ("2024年2月", "2024-02-01", "2024-02-29"),
            ("2023年底前", "2023-01-01", "2023-12-31"),
        ] {
            let content = Content::Date { first: day(first), last: day(last) };
            assert_eq!(Written::of(text, 2023).content, content, "{text}");
        }
        // 12月前 may mean before December or by its end; 12月31 is unfinished.
        for text in ["12月前", "2023年13月", "2023年2月30日", "12月31", "3年"] {
            assert!(!matches!(Written::of(text, 2023).content, Content::Date { .. }), "{text}");
        }
    }
}
