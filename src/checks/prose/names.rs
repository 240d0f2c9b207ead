//! Finds the projects that a text names, and masks what is a name and no statement.

use std::borrow::Cow;
use std::ops::Range;

use super::passage::NAME;
use crate::form::Initials;
use crate::model::Project;

/// The shortest name that is looked for, in characters: a shorter one is also an ordinary word.
const MIN_NAME: usize = 4;
/// The longest title in 《》, in characters.
const MAX_TITLE: usize = 80;

/// That a text names a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where, in bytes.
    pub(super) range: Range<usize>,
    /// Which, counted in the filing's order.
    pub(super) project: usize,
}

/// The projects' names in order, to be looked up by what a text goes on with; spaces, which people
/// type or leave out, are no part of them.
pub(super) struct Names<'a> {
    sorted: Vec<(Cow<'a, str>, usize)>,
    initials: Initials,
}

impl<'a> Names<'a> {
    pub(super) fn of(projects: &'a [Project]) -> Self {
        let names = projects.iter().map(|project| solid(&project.name.value));
        let mut sorted: Vec<_> =
            names.zip(0..).filter(|(name, _)| name.chars().nth(MIN_NAME - 1).is_some()).collect();
        sorted.sort_unstable();
        sorted.dedup_by(|(later, _), (earlier, _)| later == earlier);
        Self::sorted(sorted)
    }

    fn sorted(sorted: Vec<(Cow<'a, str>, usize)>) -> Self {
        // Titles and the numbers of documents begin with brackets.
        let brackets = "《〔[［【(（〖".chars();
        let first = sorted.iter().filter_map(|(name, _)| name.chars().next());
        let mut initials = Initials::default();
        first.chain(brackets).for_each(|initial| initials.insert(initial));
        Self { sorted, initials }
    }

    /// Returns how long the longest name is that `text` begins with, and whose it is.
    ///
    /// The name just before `text` in order shares with it all that any shorter one can, so each
    /// step looks for what they have in common.
    fn longest_at(&self, text: &str) -> Option<(usize, usize)> {
        let mut prefix = text.as_bytes();
        loop {
            let after = self.sorted.partition_point(|(name, _)| name.as_bytes() <= prefix);
            let (name, project) = self.sorted.get(after.checked_sub(1)?)?;
            let common = name.bytes().zip(prefix).take_while(|(left, right)| left == *right);
            let common = common.count();
            if common == name.len() {
                return Some((name.len(), *project));
            }
            if common == 0 {
                return None;
            }
            prefix = &prefix[..common];
        }
    }

    /// Returns `text` with its names, titles and document numbers masked, and the projects that it
    /// names; no text where there are none.
    pub(super) fn mask(&self, text: &str) -> (Option<String>, Vec<Mention>) {
        let spaced: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        let solid = solid(text);
        let mut masked = String::new();
        let mut mentions = Vec::new();
        let (mut copied, mut position, mut passed) = (0, 0, 0);
        // Returns where a byte of the solid text stands in the text.
        let mut in_text = |at: usize| {
            while spaced.get(passed).is_some_and(|space| *space <= at + passed) {
                passed += 1;
            }
            at + passed
        };
        while let Some(character) = solid[position..].chars().next() {
            if !self.initials.may_hold(character) {
                position += character.len_utf8();
                continue;
            }
            let rest = &solid[position..];
            let name = self.longest_at(rest);
            let length = match name {
                Some((length, _)) => Some(length),
                None => title(rest).or_else(|| document_number(rest)),
            };
            let Some(length) = length else {
                position += character.len_utf8();
                continue;
            };
            let last = rest[..length].chars().next_back().map_or(0, char::len_utf8);
            let start = in_text(position);
            position += length;
            let range = start..in_text(position - last) + last;
            masked.push_str(&text[copied..range.start]);
            masked.extend(range.clone().map(|_| NAME));
            copied = range.end;
            if let Some((_, project)) = name {
                mentions.push(Mention { range, project });
            }
        }
        if copied == 0 {
            return (None, mentions);
        }
        masked.push_str(&text[copied..]);
        (Some(masked), mentions)
    }
}

/// Returns `text` without its spaces.
fn solid(text: &str) -> Cow<'_, str> {
    if text.contains(' ') { Cow::Owned(text.replace(' ', "")) } else { Cow::Borrowed(text) }
}

/// Returns how long the title in 《》 at the start of `text` is.
fn title(text: &str) -> Option<usize> {
    if !text.starts_with('《') {
        return None;
    }
    let (end, close) = text.char_indices().take(MAX_TITLE).find(|(_, mark)| *mark == '》')?;
    Some(end + close.len_utf8())
}

/// Returns how long the year and number of a document at the start of `text` are: 〔2023〕12号.
fn document_number(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['〔', '[', '［', '【', '(', '（', '〖'])?;
    let year = inner.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = inner[year.len()..].strip_prefix(['〕', ']', '］', '】', ')', '）', '〗'])?;
    let rest = rest.trim_start_matches('第');
    let number = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let after = number.strip_prefix('号')?;
    (number.len() < rest.len()).then_some(text.len() - after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(names: &[&'static str], text: &str) -> Option<usize> {
        named(names).longest_at(text).map(|(_, project)| project)
    }

    fn named(names: &[&'static str]) -> Names<'static> {
        let mut sorted: Vec<_> = names.iter().map(|name| solid(name)).zip(0..).collect();
        sorted.sort_unstable();
        Names::sorted(sorted)
    }

    #[test]
    fn a_name_is_found_with_other_spaces() {
        let names = named(&["提前下达 2023 年资金", "劳模体检费"]);
        for text in ["甲：提前下达2023年资金，乙", "甲 ：提前 下达 2023 年资金 ，乙"]
        {
            let (masked, mentions) = names.mask(text);
            let [mention] = mentions.as_slice() else { panic!("{text}: {mentions:?}") };
            let name = &text[mention.range.clone()];
            assert!(name.starts_with("提前") && name.ends_with("资金"), "{name}");
            let masked = masked.expect("it names a project");
            assert_eq!(masked.len(), text.len());
            assert_eq!(masked.replace(NAME, ""), text.replace(name, ""));
        }
        assert_eq!(names.mask("2023 年"), (None, vec![]));
    }

    #[test]
    fn the_longest_name_is_found() {
        let names = ["职工之家", "职工之家项目建设", "职工之家项目维修", "劳模体检费"];
        assert_eq!(longest(&names, "职工之家项目建设进展顺利"), Some(1));
        assert_eq!(longest(&names, "职工之家项目维护"), Some(0));
        assert_eq!(longest(&names, "职工之家"), Some(0));
        assert_eq!(longest(&names, "职工"), None);
        assert_eq!(longest(&names, "劳模体检费"), Some(3));
        assert_eq!(longest(&[], "劳模"), None);
    }

    #[test]
    fn document_numbers_and_titles_are_names() {
        for (text, masked) in [
            ("〔2023〕12号文", Some("〔2023〕12号")),
            ("(2023)第12号", Some("(2023)第12号")),
            ("〔2023〕号", None),
            ("（2023年）", None),
            ("[20年]1号", None),
        ] {
            assert_eq!(document_number(text).map(|length| &text[..length]), masked, "{text}");
        }
        assert_eq!(title("《办法》"), Some("《办法》".len()));
        assert_eq!(title("《办法"), None);
    }
}
