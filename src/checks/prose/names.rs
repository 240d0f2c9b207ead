//! Finds the projects that a text names, and masks what is a name and no statement.

use std::ops::Range;

use super::passage::NAME;
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

/// The projects' names in order, to be looked up by what a text goes on with.
pub(super) struct Names<'a> {
    sorted: Vec<(&'a str, usize)>,
}

impl<'a> Names<'a> {
    pub(super) fn of(projects: &'a [Project]) -> Self {
        let names = projects.iter().map(|project| project.name.value.as_str());
        let mut sorted: Vec<_> =
            names.zip(0..).filter(|(name, _)| name.chars().nth(MIN_NAME - 1).is_some()).collect();
        sorted.sort_unstable();
        sorted.dedup_by_key(|(name, _)| *name);
        Self { sorted }
    }

    /// Returns the longest name that `text` begins with.
    ///
    /// The name just before `text` in order shares with it all that any shorter one can, so each
    /// step looks for what they have in common.
    fn longest_at(&self, text: &str) -> Option<(&'a str, usize)> {
        let mut prefix = text.as_bytes();
        loop {
            let after = self.sorted.partition_point(|(name, _)| name.as_bytes() <= prefix);
            let (name, project) = *self.sorted.get(after.checked_sub(1)?)?;
            let common = name.bytes().zip(prefix).take_while(|(left, right)| left == *right);
            let common = common.count();
            if common == name.len() {
                return Some((name, project));
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
        let mut masked = String::new();
        let mut mentions = Vec::new();
        let mut copied = 0;
        let mut position = 0;
        while let Some(character) = text[position..].chars().next() {
            let rest = &text[position..];
            let name = self.longest_at(rest);
            let length = match name {
                Some((name, _)) => Some(name.len()),
                None => title(rest).or_else(|| document_number(rest)),
            };
            let Some(length) = length else {
                position += character.len_utf8();
                continue;
            };
            let range = position..position + length;
            masked.push_str(&text[copied..range.start]);
            masked.extend(range.clone().map(|_| NAME));
            (copied, position) = (range.end, range.end);
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
    let rest = rest.trim_start().trim_start_matches('第').trim_start();
    let number = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let after = number.trim_start().strip_prefix('号')?;
    (number.len() < rest.len()).then_some(text.len() - after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(names: &[&str], text: &str) -> Option<usize> {
        let mut sorted: Vec<_> = names.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        Names { sorted }.longest_at(text).map(|(_, project)| project)
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
            ("(2023)第 12 号", Some("(2023)第 12 号")),
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
