//! N405 for the order of items: a number that does not follow the one before it, or a level that
//! stands under nothing.

use super::Reading;
use super::numbering_style::item_mark;
use super::passage::Kind;
use crate::diagnostic::{Code, Diagnostic};

/// Follows the numbers at the beginnings of paragraphs, place by place; headings are numbered by the
/// program and open the level below theirs.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    let mut section = "";
    let mut last: [Option<u32>; 4] = [None; 4];
    for passage in reading.narrative() {
        let here = passage.section().unwrap_or_default();
        if here != section {
            (section, last) = (here, [None; 4]);
        }
        if let Kind::Heading(_) = passage.kind {
            last = [None, None, Some(0), None];
            continue;
        }
        let Some(mark) = item_mark(&passage.words) else { continue };
        let written = passage.words[mark.clone()].trim_end();
        let Some((level, number)) = level_of(written) else { continue };
        let fault = match last[level] {
            None if number != 1 => Some(format!("“{written}”前面没有同级的前一项")),
            None if level == 3 && last[2].is_none() => {
                Some(format!("“{written}”是第四级，前面没有第三级“1.”"))
            }
            Some(before) if number != before + 1 && number != 1 => {
                Some(format!("“{written}”跟在第 {before} 项后面，序号不连续"))
            }
            _ => None,
        };
        last[level] = Some(number);
        last[level + 1..].fill(None);
        if let Some(message) = fault {
            findings.push(
                Diagnostic::new(Code::NUMBERING_STYLE, message).at(passage.span_of(mark), "").help(
                    "层次依次写作“一、”“（一）”“1.”“（1）”；改写成 heading 和 text，序号由程序编排",
                ),
            );
        }
    }
}

/// Returns the level of an item's mark, from 0, and its number.
fn level_of(mark: &str) -> Option<(usize, u32)> {
    let bracketed = mark.starts_with(['（', '(']);
    let number = mark.trim_matches(['（', '(', '）', ')', '、', '.', '．', ' ']);
    let digits = number.parse().ok();
    let level = match (bracketed, digits.is_some()) {
        (false, false) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    };
    digits.or_else(|| chinese_number(number)).map(|number| (level, number))
}

/// Reads a Chinese number up to 99.
fn chinese_number(text: &str) -> Option<u32> {
    let digit = |text: &str| match text {
        "" => Some(0),
        _ => ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
            .iter()
            .zip(1..)
            .find(|(word, _)| *word == &text)
            .map(|(_, value)| value),
    };
    match text.split_once('十') {
        Some(("", ones)) => Some(10 + digit(ones)?),
        Some((tens, ones)) => Some(10 * digit(tens)? + digit(ones)?),
        None => digit(text).filter(|value| *value > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_tells_its_level_and_number() {
        for (mark, level) in [
            ("一、", Some((0, 1))),
            ("（十二）", Some((1, 12))),
            ("3.", Some((2, 3))),
            ("(4)", Some((3, 4))),
            ("二十、", Some((0, 20))),
            ("十十、", None),
        ] {
            assert_eq!(level_of(mark), level, "{mark}");
        }
    }
}
