//! A text as its characters, with widths, dashes and spaces made alike and invisible ones left out.

use std::ops::Range;

/// The characters of a text, each with its place.
pub(super) struct Reading {
    characters: Vec<Character>,
}

struct Character {
    value: char,
    bytes: Range<usize>,
}

impl Reading {
    pub(super) fn of(text: &str) -> Self {
        let characters = text.char_indices().filter_map(|(start, character)| {
            let bytes = start..start + character.len_utf8();
            Some(Character { value: alike(character)?, bytes })
        });
        Self { characters: characters.collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// Returns the character at `index`.
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.characters.get(index).map(|character| character.value)
    }

    /// Returns the character before `index`.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|before| self.at(before))
    }

    /// Returns the first index from `index` on that is no space.
    pub(super) fn skip_spaces(&self, mut index: usize) -> usize {
        while self.at(index) == Some(' ') {
            index += 1;
        }
        index
    }

    /// Returns the characters of a range, as far as there are.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        let end = range.end.min(self.len());
        let part = self.characters.get(range.start.min(end)..end).unwrap_or_default();
        part.iter().map(|character| character.value).collect()
    }

    /// Returns whether `word` stands at `index`.
    pub(super) fn has(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(offset, value)| self.at(index + offset) == Some(value))
    }

    /// Returns the first of `words` that stands at `index`, with the index after it.
    pub(super) fn first_of(
        &self,
        index: usize,
        words: &[&'static str],
    ) -> Option<(&'static str, usize)> {
        let word = words.iter().find(|word| self.has(index, word))?;
        Some((word, index + word.chars().count()))
    }

    /// Returns the bytes that a range of characters, which is not empty, stands in.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.characters.get(range.start).map_or(0, |first| first.bytes.start);
        let last = range.end.checked_sub(1).and_then(|last| self.characters.get(last));
        start..last.map_or(start, |last| last.bytes.end.max(start))
    }
}

/// Returns what a character is read as; `None` for one that cannot be seen.
fn alike(character: char) -> Option<char> {
    Some(match character {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => return None,
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xff01 + 0x21).unwrap_or(character)
        }
        '‐'..='―' | '−' | '﹣' => '-',
        _ if character.is_whitespace() => ' ',
        _ => character,
    })
}

/// Returns whether a character is a hanzi.
pub(super) fn is_hanzi(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_of_the_text_as_given() {
        let text = "号１\u{200b}２ 3";
        let reading = Reading::of(text);
        assert_eq!(reading.text(0..9), "号12 3");
        assert_eq!(&text[reading.range(1..3)], "１\u{200b}２");
    }
}
