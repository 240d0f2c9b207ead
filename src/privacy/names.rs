//! The names of people that are looked for, and the values that may be published.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use super::reading::Reading;
use super::{Hit, PersonalDatum};

/// What a filing says of people: names to find, and values to leave alone.
///
/// A name is found wherever its characters stand, within a longer word too: in doubt a text is not
/// published.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Finds the names; `None` where there are none.
    automaton: Option<AhoCorasick>,
    /// The values that may be published, without what only parts their characters.
    public: BTreeSet<String>,
}

impl Names {
    /// Returns the names of `people`. One character alone is no name.
    pub fn new<'a>(people: impl IntoIterator<Item = &'a str>) -> Self {
        let mut patterns = BTreeSet::new();
        for name in people {
            let characters: Vec<String> = solid(name).chars().map(String::from).collect();
            if characters.len() < 2 {
                continue;
            }
            patterns.insert(characters.concat());
            // 张　三: a short name set as wide as a long one.
            patterns.insert(characters.join(" "));
            patterns.insert(characters.join("  "));
        }
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest);
        // It fails only where the names outgrow what a file may hold.
        let automaton = (!patterns.is_empty()).then(|| builder.build(&patterns).ok()).flatten();
        Self { automaton, public: BTreeSet::new() }
    }

    /// Returns the same names; these values may be published: a telephone for everybody.
    #[must_use]
    pub fn sparing<'a>(mut self, public: impl IntoIterator<Item = &'a str>) -> Self {
        self.public.extend(public.into_iter().map(solid));
        self
    }

    /// Returns whether a value that was found may be published.
    pub fn may_be_published(&self, value: &str) -> bool {
        !self.public.is_empty() && self.public.contains(&solid(value))
    }

    pub(super) fn find(&self, reading: &Reading) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let text = reading.text(0..reading.len());
        let mut hits = Vec::new();
        let (mut bytes, mut characters) = (0, 0);
        for found in automaton.find_iter(&text) {
            characters += text[bytes..found.start()].chars().count();
            let start = characters;
            characters += text[found.range()].chars().count();
            bytes = found.end();
            hits.push(Hit { characters: start..characters, kind: PersonalDatum::Name });
        }
        hits
    }
}

/// Returns a value without spaces, hyphens and brackets, so that writings of one value are equal.
fn solid(value: &str) -> String {
    let reading = Reading::of(value);
    let text = reading.text(0..reading.len());
    text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect()
}
