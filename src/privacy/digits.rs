//! Runs of digits, which spaces or hyphens may part, and which kind of number each run is.

use std::ops::Range;

use super::context::Context;
use super::reading::Reading;
use super::{Hit, account, identity, phone};

/// The most digits that one number has.
const MAX_DIGITS: usize = 24;

/// Units after which a number is an amount or a count.
const UNITS: &[&str] = &[
    "元", "万", "亿", "千", "百", "件", "份", "次", "个", "张", "条", "台", "套", "吨", "米", "亩",
    "平方", "公里", "立方", "辆", "笔", "只", "头", "册", "%", "‰", "℃", "人", "户", "户次", "名",
    "度",
];
/// Words that begin like a unit and are none.
const NO_UNITS: &[&str] = &["名下", "户名", "个人", "人员"];

/// Digits that stand together, by their characters.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) characters: Range<usize>,
}

/// One or more groups read as one number.
#[derive(Clone, Debug, Default)]
pub(super) struct Number {
    /// The digits.
    pub(super) digits: String,
    /// How many digits each group has.
    pub(super) lengths: Vec<usize>,
    /// The characters.
    pub(super) characters: Range<usize>,
}

/// The groups of a text.
pub(super) struct Digits<'a> {
    pub(super) reading: &'a Reading,
    pub(super) groups: Vec<Group>,
}

impl<'a> Digits<'a> {
    pub(super) fn of(reading: &'a Reading) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for index in 0..reading.len() {
            if !reading.at(index).is_some_and(|c| c.is_ascii_digit()) {
                continue;
            }
            match groups.last_mut() {
                Some(last) if last.characters.end == index => last.characters.end += 1,
                _ => groups.push(Group { characters: index..index + 1 }),
            }
        }
        Self { reading, groups }
    }

    /// Returns the numbers that begin with the group `first`: of one group, of two, and so on.
    pub(super) fn numbers(&self, first: usize) -> Vec<Number> {
        let mut numbers: Vec<Number> = Vec::new();
        let mut number = Number::default();
        for group in self.groups.iter().skip(first) {
            let Range { start, end } = group.characters;
            if number.digits.is_empty() {
                number.characters.start = start;
            } else if !self.joins(number.characters.end, start) {
                break;
            }
            if MAX_DIGITS < number.digits.len() + (end - start) {
                break;
            }
            number.digits.push_str(&self.reading.text(start..end));
            number.lengths.push(end - start);
            number.characters.end = end;
            numbers.push(number.clone());
        }
        numbers
    }

    /// Returns whether what stands between two groups may stand inside a number.
    fn joins(&self, end: usize, start: usize) -> bool {
        let gap = self.reading.text(end..start.min(end + 4));
        matches!(gap.as_str(), " " | "-" | " -" | "- " | " - ")
    }

    /// Returns whether nothing before `index` makes what follows a part of something longer.
    pub(super) fn begins(&self, index: usize) -> bool {
        let second = index.checked_sub(1).and_then(|before| self.reading.before(before));
        match self.reading.before(index) {
            Some('.' | ',' | ':' | '_' | '#' | '@') => {
                // A decimal, a version, an address of a machine; the colon of 电话: stands alone.
                !second.is_some_and(|c| c.is_ascii_digit())
            }
            Some('-' | '/') => {
                !second.is_some_and(|c| c.is_ascii_alphabetic())
                    && (self.reading.before(index) == Some('/')
                        || !second.is_some_and(|c| c.is_ascii_digit()))
            }
            Some(c) if c.is_ascii_alphabetic() => {
                let word = self.reading.text(index.saturating_sub(6)..index).to_ascii_lowercase();
                let word = word.rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
                matches!(word, Some("tel" | "phone" | "mobile" | "mob" | "v" | "vx" | "wx"))
            }
            _ => true,
        }
    }

    /// Returns whether nothing from `index` on makes what stands before a part of something longer.
    pub(super) fn ends(&self, index: usize) -> bool {
        let second = self.reading.at(index + 1);
        match self.reading.at(index) {
            Some('.') => !second.is_some_and(|c| c.is_ascii_alphanumeric()),
            Some('-') => !second.is_some_and(|c| c.is_ascii_alphanumeric()),
            Some('*' | '@' | '_') => false,
            Some(c) => !c.is_ascii_alphanumeric(),
            None => true,
        }
    }

    /// Returns whether a unit of measure follows.
    pub(super) fn is_measured(&self, index: usize) -> bool {
        let index = self.reading.skip_spaces(index);
        self.reading.first_of(index, NO_UNITS).is_none()
            && self.reading.first_of(index, UNITS).is_some()
    }
}

/// Finds identity numbers, accounts and telephones.
pub(super) fn find(reading: &Reading) -> Vec<Hit> {
    let digits = Digits::of(reading);
    let mut hits: Vec<Hit> = Vec::new();
    for (index, group) in digits.groups.iter().enumerate() {
        let taken = hits.last().map_or(0, |hit| hit.characters.end);
        if group.characters.start < taken || !digits.begins(group.characters.start) {
            continue;
        }
        let numbers = digits.numbers(index);
        let context = Context::before(reading, group.characters.start);
        let hit = identity::recognise(&digits, &numbers, &context)
            .or_else(|| account::recognise(&digits, &numbers, &context))
            .or_else(|| phone::recognise(&digits, &numbers, &context, taken));
        hits.extend(hit);
    }
    hits
}
