//! The roll of a county's filings: who is clean, who is returned, who is missing.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::entry::{Entry, Outcome};

/// Who is clean, who is returned, who is missing: names of departments, or paths of filings that do
/// not tell theirs, in the order of the filings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roll {
    /// Accepted with nothing to explain.
    pub clean: Vec<String>,
    /// Accepted, with warnings.
    pub questioned: Vec<String>,
    /// Returned to be mended.
    pub returned: Vec<String>,
    /// Handed in a second time for the same year.
    pub doubled: Vec<String>,
    /// Neither accepted nor returned, since the program came to no end with it.
    pub undecided: Vec<String>,
    /// Expected and not handed in, in the order of the list; `None` where nobody said who is
    /// expected, and in a share, which cannot know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Vec<String>>,
    /// Handed in and not expected, as a mistyped name is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unexpected: Option<Vec<String>>,
}

/// Returns the departments that a text lists, one a line; blank lines and what follows `#` are left
/// out, and so is a name that stands there again.
pub fn departments(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let names = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    let mut seen = BTreeSet::new();
    let names = names.filter(|name| !name.is_empty() && seen.insert(*name));
    names.map(str::to_owned).collect()
}

impl Roll {
    /// Returns the roll of `filings`, which are in the order of their names, against who is `expected`.
    pub fn of(filings: &[Entry], expected: Option<&[String]>) -> Self {
        let mut roll = Self::default();
        for (entry, is_doubled) in filings.iter().zip(doubled(filings)) {
            let list = match entry.outcome {
                _ if is_doubled => &mut roll.doubled,
                Outcome::Built if entry.errors > 0 => &mut roll.returned,
                Outcome::Built if entry.warnings > 0 => &mut roll.questioned,
                Outcome::Built => &mut roll.clean,
                Outcome::Returned | Outcome::Unreadable => &mut roll.returned,
                Outcome::Clash => &mut roll.doubled,
                Outcome::Unwritten | Outcome::Failed => &mut roll.undecided,
            };
            list.push(name(entry).to_owned());
        }
        if let Some(expected) = expected {
            let handed: BTreeSet<&str> = filings.iter().flat_map(names).collect();
            let missing = expected.iter().filter(|name| !handed.contains(name.as_str()));
            roll.missing = Some(missing.cloned().collect());
            let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
            let is_new = |entry: &&Entry| !names(entry).any(|name| expected.contains(name));
            let unexpected = filings.iter().filter(is_new).map(|entry| name(entry).to_owned());
            roll.unexpected = Some(unexpected.collect());
        }
        roll
    }

    /// Returns the lists that have names in them, each with what it is called.
    pub fn lists(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        let lists = [
            ("没有问题", Some(&self.clean)),
            ("通过，有待说明", Some(&self.questioned)),
            ("退回修改", Some(&self.returned)),
            ("重复报送", Some(&self.doubled)),
            ("没有审完", Some(&self.undecided)),
            ("没有报送", self.missing.as_ref()),
            ("不在名单上", self.unexpected.as_ref()),
        ];
        let lists = lists.into_iter().filter_map(|(name, list)| Some((name, list?.as_slice())));
        lists.filter(|(_name, list)| !list.is_empty())
    }
}

/// Takes the answer from every filing whose year and department an earlier one has: the files of that
/// name are the earlier one's.
pub(super) fn settle_answers(filings: &mut [Entry]) {
    for (entry, is_doubled) in
        doubled(filings).into_iter().zip(filings).map(|(is, entry)| (entry, is))
    {
        if is_doubled {
            entry.answer = None;
        }
    }
}

/// Returns of each filing whether an earlier one has its year and department.
fn doubled(filings: &[Entry]) -> Vec<bool> {
    let mut seen = BTreeSet::new();
    let whose = filings.iter().map(|entry| entry.fiscal_year.zip(entry.department.as_deref()));
    whose.map(|whose| whose.is_some_and(|whose| !seen.insert(whose))).collect()
}

/// Returns what a filing is called on the roll.
fn name(entry: &Entry) -> &str {
    entry.department.as_deref().unwrap_or(&entry.filing)
}

/// Returns the names under which a filing may be expected: its department's, and where it does not tell
/// that, its folder's.
fn names(entry: &Entry) -> impl Iterator<Item = &str> {
    let folder = entry.filing.rsplit('/').next();
    [Some(name(entry)), folder.filter(|_| entry.department.is_none())].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(filing: &str, department: Option<&str>, outcome: Outcome) -> Entry {
        let mut entry = Entry::of_fault(filing, outcome, String::new());
        entry.department = department.map(str::to_owned);
        entry.fiscal_year = department.map(|_| 2023);
        entry
    }

    #[test]
    fn a_list_is_names_one_a_line() {
        let text = "\u{feff}甲局\r\n\n  乙局  # 新设\n# 丙局\n甲局\n丁局";
        assert_eq!(departments(text), ["甲局", "乙局", "丁局"]);
    }

    #[test]
    fn each_filing_stands_in_one_list_and_who_handed_nothing_in_is_missing() {
        let mut filings = [
            entry("a", Some("甲局"), Outcome::Built),
            entry("b", Some("乙局"), Outcome::Built),
            entry("c", Some("甲局"), Outcome::Returned),
            entry("x/丙局", None, Outcome::Returned),
            entry("x/丁局", None, Outcome::Unreadable),
            entry("y", Some("戊局"), Outcome::Failed),
        ];
        filings[1].warnings = 2;
        let expected = ["甲局", "丙局", "丁局", "己局", "x"].map(str::to_owned);
        let roll = Roll::of(&filings, Some(&expected));
        assert_eq!(roll.clean, ["甲局"]);
        assert_eq!(roll.questioned, ["乙局"]);
        assert_eq!(roll.doubled, ["甲局"]);
        assert_eq!(roll.returned, ["x/丙局", "x/丁局"]);
        assert_eq!(roll.undecided, ["戊局"]);
        assert_eq!(roll.missing, Some(vec!["己局".to_owned(), "x".to_owned()]));
        assert_eq!(roll.unexpected, Some(vec!["乙局".to_owned(), "戊局".to_owned()]));
        assert_eq!(Roll::of(&filings, None).missing, None);
        for (entry, number) in filings.iter_mut().zip(0..) {
            entry.answer = Some(format!("{number}"));
        }
        settle_answers(&mut filings);
        let answered = filings.iter().map(|entry| entry.answer.is_some());
        assert_eq!(answered.collect::<Vec<_>>(), [true, true, false, true, true, true]);
    }
}
