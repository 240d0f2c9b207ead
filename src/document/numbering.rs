//! Heading numbers: computed from position, so that a section that leaves renumbers the rest.

use serde::{Deserialize, Serialize};

use super::{Change, HeadingLevel, Run};

/// The number of a heading: its level and its place among its siblings.
///
/// A heading that stands in both versions of a comparison keeps one level; its place may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// The heading's level.
    pub level: HeadingLevel,
    /// The place among the headings of this level under the same parent, from 1.
    pub ordinal: u32,
    /// The place that the heading had in the older version compared with, where it was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former_ordinal: Option<u32>,
}

impl Number {
    /// Returns the label that is printed before the heading: 一、, （一）, 1. or （1）
    /// (GB/T 9704-2012, 7.3.3).
    pub fn label(self) -> String {
        label(self.level, self.ordinal)
    }

    /// Returns the label as runs before the words of a heading: what it was is taken out where it
    /// was another, and the label of a heading that `change` covers whole comes and goes with it.
    pub fn label_runs(self, change: Change) -> Vec<Run> {
        let run =
            |ordinal, change| Run { text: label(self.level, ordinal), change, ..Run::default() };
        match self.former_ordinal.filter(|former| *former != self.ordinal) {
            Some(former) if change == Change::Unchanged => {
                vec![run(former, Change::Deleted), run(self.ordinal, Change::Inserted)]
            }
            Some(_) | None => vec![run(self.ordinal, change)],
        }
    }
}

fn label(level: HeadingLevel, ordinal: u32) -> String {
    match level {
        HeadingLevel::One => format!("{}、", chinese_numeral(ordinal)),
        HeadingLevel::Two => format!("（{}）", chinese_numeral(ordinal)),
        HeadingLevel::Three => format!("{ordinal}."),
        HeadingLevel::Four => format!("（{ordinal}）"),
    }
}

/// Gives headings their numbers in reading order.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    counts: [u32; 4],
}

impl Numbering {
    /// Returns the number of the next heading of `level`; the levels below it begin again at 1.
    pub fn next(&mut self, level: HeadingLevel) -> Number {
        let depth = match level {
            HeadingLevel::One => 0,
            HeadingLevel::Two => 1,
            HeadingLevel::Three => 2,
            HeadingLevel::Four => 3,
        };
        self.counts[depth] = self.counts[depth].saturating_add(1);
        self.counts[depth + 1..].fill(0);
        Number { level, ordinal: self.counts[depth], former_ordinal: None }
    }
}

/// Returns `number` in Chinese numerals as headings count: 一, 十, 十一, 二十, 九十九; above 99 in
/// Arabic digits, which no report reaches.
fn chinese_numeral(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS[value as usize % 10];
    match number {
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(level: HeadingLevel, ordinal: u32) -> String {
        Number { level, ordinal, former_ordinal: None }.label()
    }

    #[test]
    fn labels_follow_the_four_levels() {
        assert_eq!(label(HeadingLevel::One, 1), "一、");
        assert_eq!(label(HeadingLevel::Two, 10), "（十）");
        assert_eq!(label(HeadingLevel::Two, 21), "（二十一）");
        assert_eq!(label(HeadingLevel::Three, 3), "3.");
        assert_eq!(label(HeadingLevel::Four, 12), "（12）");
        assert_eq!(label(HeadingLevel::One, 100), "100、");
    }

    #[test]
    fn a_level_begins_again_under_each_parent() {
        use HeadingLevel::{Four, One, Three, Two};
        let mut numbering = Numbering::default();
        let labels: Vec<_> = [One, Two, Three, Four, Three, Four, Two, Three, One, Two, Three]
            .into_iter()
            .map(|level| numbering.next(level).label())
            .collect();
        let expected = [
            "一、",
            "（一）",
            "1.",
            "（1）",
            "2.",
            "（1）",
            "（二）",
            "1.",
            "二、",
            "（一）",
            "1.",
        ];
        assert_eq!(labels, expected);
    }
}
