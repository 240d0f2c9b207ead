//! Lists of phrases that are looked for together.

use std::collections::BTreeMap;

/// Phrases that a text is searched for in one pass; none of them is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases {
    texts: Vec<String>,
    initials: Initials,
    /// The phrases by their first character, longer ones first.
    by_initial: BTreeMap<char, Vec<usize>>,
}

impl Phrases {
    /// Returns the phrases, to be looked for; their numbers are those of `phrases`.
    pub fn new(phrases: Vec<String>) -> Self {
        let mut by_initial: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        let mut initials = Initials::default();
        for (number, phrase) in phrases.iter().enumerate() {
            if let Some(initial) = phrase.chars().next() {
                initials.insert(initial);
                by_initial.entry(initial).or_default().push(number);
            }
        }
        for numbers in by_initial.values_mut() {
            numbers.sort_by_key(|number| std::cmp::Reverse(phrases[*number].len()));
        }
        Self { texts: phrases, initials, by_initial }
    }

    /// Returns the phrase numbered `number`.
    ///
    /// # Panics
    /// Panics where there is none of that number.
    pub fn phrase(&self, number: usize) -> &str {
        &self.texts[number]
    }

    /// Returns the phrases in `text`: where each begins, in order, and its number. Of those that
    /// begin together, the longest comes first.
    pub fn found_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let candidates = text.char_indices().filter_map(|(at, initial)| {
            let is_candidate = self.initials.may_hold(initial);
            Some((at, is_candidate.then(|| self.by_initial.get(&initial))??))
        });
        candidates.flat_map(move |(at, numbers)| {
            let begins = move |number: &&usize| text[at..].starts_with(&self.texts[**number]);
            numbers.iter().filter(begins).map(move |number| (at, *number))
        })
    }

    /// Returns the first phrase in `text`: where it begins, and how it reads.
    pub fn first_in<'a>(&'a self, text: &'a str) -> Option<(usize, &'a str)> {
        self.found_in(text).next().map(|(at, number)| (at, self.phrase(number)))
    }

    /// Returns whether `text` has one of the phrases.
    pub fn are_in(&self, text: &str) -> bool {
        self.found_in(text).next().is_some()
    }

    /// Returns the longest phrase that `text` begins with.
    pub fn beginning(&self, text: &str) -> Option<&str> {
        let numbers = self.by_initial.get(&text.chars().next()?)?;
        let phrases = numbers.iter().map(|number| self.phrase(*number));
        phrases.filter(|phrase| text.starts_with(phrase)).max_by_key(|phrase| phrase.len())
    }

    /// Returns whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// The first characters of some texts: a quick answer to whether one of them may begin here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Initials([u64; 4]);

impl Initials {
    /// Adds a character.
    pub fn insert(&mut self, initial: char) {
        let (word, bit) = Self::place(initial);
        self.0[word] |= bit;
    }

    /// Returns whether `character` may be among them; where it returns `false`, it is not.
    pub fn may_hold(&self, character: char) -> bool {
        let (word, bit) = Self::place(character);
        self.0[word] & bit != 0
    }

    /// Characters are told apart by the lowest byte of their codes.
    fn place(character: char) -> (usize, u64) {
        let [low, ..] = u32::from(character).to_le_bytes();
        (usize::from(low / 64), 1 << (low % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_in_order_the_longest_first() {
        let phrases = ["进度", "进度滞后", "滞后", "未达预期"].map(str::to_owned);
        let phrases = Phrases::new(phrases.to_vec());
        let found = |text| -> Vec<_> {
            phrases.found_in(text).map(|(at, number)| (at, phrases.phrase(number))).collect()
        };
        assert_eq!(found("支出进度滞后"), [(6, "进度滞后"), (6, "进度"), (12, "滞后")]);
        assert_eq!(found("未达"), []);
        assert_eq!(phrases.first_in("进度"), Some((0, "进度")));
        assert_eq!(phrases.beginning("进度滞后，"), Some("进度滞后"));
        assert!(
            phrases.are_in("未达预期") && !phrases.are_in("") && !Phrases::default().are_in("甲")
        );
    }
}
