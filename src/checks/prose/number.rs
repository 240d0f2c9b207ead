//! Numbers with units in text.

use std::ops::Range;

/// A number with what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The digits, with their point and commas.
    pub(super) digits: Range<usize>,
    /// The digits and the unit.
    pub(super) whole: Range<usize>,
    /// The unit.
    pub(super) unit: Unit,
    /// Whether it is a bound, a range or an estimate: 90分以上, 约20万元.
    pub(super) is_loose: bool,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// 万元 or 元: an amount.
    Money,
    /// %.
    Percent,
    /// 分: points.
    Points,
    /// 个, 项, 人, 名.
    Things,
    /// 年, behind four digits.
    Year,
    /// None, or one that no figure has.
    Other,
}

/// The units, longer ones before those that begin alike.
const UNITS: &[(&str, Unit)] = &[
    ("万元", Unit::Money),
    ("元", Unit::Money),
    ("%", Unit::Percent),
    ("％", Unit::Percent),
    ("分", Unit::Points),
    ("个百分点", Unit::Other),
    ("个月", Unit::Other),
    ("个工作日", Unit::Other),
    ("个", Unit::Things),
    ("项目", Unit::Other),
    ("项", Unit::Things),
    ("人次", Unit::Other),
    ("人大", Unit::Other),
    ("人", Unit::Things),
    ("名", Unit::Things),
    ("年", Unit::Year),
];

/// What makes a unit another word: 5分钟, 3元/人.
const NOT_BEHIND: &[(Unit, &str)] = &[
    (Unit::Points, "钟类别为之析解配管散级布公部期段批步成"),
    (Unit::Money, "/／每"),
    (Unit::Year, "代级"),
];

/// What makes a number a bound or an estimate, behind it and before it.
const LOOSE_BEHIND: &[&str] = &[
    "以上",
    "及以上",
    "（含）以上",
    "以下",
    "及以下",
    "左右",
    "以内",
    "余",
    "多",
    "至",
    "-",
    "—",
    "~",
    "～",
    "的项目",
];
const LOOSE_BEFORE: &[&str] = &[
    "约", "近", "超", "超过", "逾", "低于", "少于", "高于", "多于", "大于", "小于", "至少", "至多",
    "最低", "最高", "≥", "≤", ">", "<", "＞", "＜", "至", "-", "—", "~", "～", "第", "每", "满分",
    "上限", "下限",
];

/// Returns the numbers in the bytes `range` of `text`.
pub(super) fn numbers(text: &str, range: Range<usize>) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut numbers = Vec::new();
    let mut position = range.start;
    while position < range.end {
        if !bytes[position].is_ascii_digit() {
            position += 1;
            continue;
        }
        let end = digits_end(bytes, position, range.end);
        let joined = position.checked_sub(1).is_some_and(
            |before| matches!(bytes[before], b'.' | b'_' | b'/' | b'A'..=b'Z' | b'a'..=b'z'),
        );
        if !joined {
            numbers.push(number(text, position..end));
        }
        position = end;
    }
    numbers
}

/// Returns the number that `text` goes on with at `position`, white space before it left out.
pub(super) fn number_at(text: &str, position: usize) -> Option<Number> {
    let start =
        position + (text[position..].len() - text[position..].trim_start_matches(' ').len());
    text.as_bytes().get(start).filter(|byte| byte.is_ascii_digit())?;
    let end = digits_end(text.as_bytes(), start, text.len());
    Some(number(text, start..end))
}

/// Returns where the digits that begin at `start` end; a point or comma belongs to them between two.
fn digits_end(bytes: &[u8], start: usize, limit: usize) -> usize {
    let digit = |at: usize| at < limit && bytes[at].is_ascii_digit();
    let mut end = start;
    while digit(end) || end < limit && matches!(bytes[end], b'.' | b',') && digit(end + 1) {
        end += 1;
    }
    end
}

fn number(text: &str, digits: Range<usize>) -> Number {
    let rest = text[digits.end..].trim_start_matches(' ');
    let gap = text.len() - digits.end - rest.len();
    let found = UNITS.iter().find(|(unit, _)| rest.starts_with(unit));
    let (length, mut unit) = found.map_or((0, Unit::Other), |(word, unit)| (word.len(), *unit));
    let end = if length == 0 { digits.end } else { digits.end + gap + length };
    let behind = &text[end..];
    let other = |(barred, marks): &(Unit, &str)| {
        *barred == unit && behind.chars().next().is_some_and(|next| marks.contains(next))
    };
    if NOT_BEHIND.iter().any(other) || unit == Unit::Year && digits.len() != 4 {
        unit = Unit::Other;
    }
    let before = text[..digits.start].trim_end_matches(' ');
    let is_loose = LOOSE_BEHIND.iter().any(|word| behind.starts_with(word))
        || LOOSE_BEFORE.iter().any(|word| before.ends_with(word)) && !before.ends_with("截至");
    Number { whole: digits.start..end, digits, unit, is_loose }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_with_their_units() {
        for (text, digits, unit, is_loose) in [
            ("共410.94万元", "410.94", Unit::Money, false),
            ("共 1,234.5 元。", "1,234.5", Unit::Money, false),
            ("每人20元/月", "20", Unit::Other, false),
            ("评优率50%", "50", Unit::Percent, false),
            ("得分90分以上", "90", Unit::Points, true),
            ("5分钟", "5", Unit::Other, false),
            ("慰问126人次", "126", Unit::Other, false),
            ("约20万元", "20", Unit::Money, true),
            ("截至2023年底", "2023", Unit::Year, false),
            ("2021年至2023年", "2021", Unit::Year, true),
            ("2023年度", "2023", Unit::Year, false),
            ("23年", "23", Unit::Other, false),
            ("第3项", "3", Unit::Things, true),
            ("提高2个百分点", "2", Unit::Other, false),
            ("3项目", "3", Unit::Other, false),
            ("9.", "9", Unit::Other, false),
        ] {
            let found = numbers(text, 0..text.len());
            let [number, ..] = found.as_slice() else { panic!("{text}: {found:?}") };
            assert_eq!(&text[number.digits.clone()], digits, "{text}");
            assert_eq!((number.unit, number.is_loose), (unit, is_loose), "{text}");
        }
        assert!(numbers("P01、GB9704、v1.2", 0..18).is_empty());
    }
}
