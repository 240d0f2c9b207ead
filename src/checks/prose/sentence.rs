//! Where sentences and their clauses end.

use std::ops::Range;

/// The longest that a sentence and a clause are taken to be, in bytes: a text without marks falls
/// into pieces of this length, so that looking around in one costs little.
const MAX_SENTENCE: usize = 1_800;
const MAX_CLAUSE: usize = 600;

/// A clause with the sentence around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) sentence: Range<usize>,
    pub(super) range: Range<usize>,
}

/// Returns the clauses of `text` in order, without the marks that end them.
///
/// Brackets end a clause too; a comma or colon between digits does not.
pub(super) fn clauses(text: &str) -> Vec<Clause> {
    let sentences = split(text, 0..text.len(), MAX_SENTENCE, |mark, _| {
        matches!(mark, '。' | '！' | '？' | '；' | ';' | '!' | '?' | '\n')
    });
    let clauses = |sentence: &Range<usize>| {
        split(text, sentence.clone(), MAX_CLAUSE, |mark, between_digits| match mark {
            '，' | '：' | '（' | '）' | '(' | ')' => true,
            ',' | ':' => !between_digits,
            _ => false,
        })
    };
    let mut found = Vec::new();
    for sentence in &sentences {
        let of_sentence = clauses(sentence).into_iter();
        found.extend(of_sentence.map(|range| Clause { sentence: sentence.clone(), range }));
    }
    found
}

/// Returns the parts of `range` between the marks at which it `ends`, none of them empty.
fn split(
    text: &str,
    range: Range<usize>,
    longest: usize,
    ends: impl Fn(char, bool) -> bool,
) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    let mut parts = Vec::new();
    let mut start = range.start;
    for (index, mark) in text[range.clone()].char_indices() {
        let at = range.start + index;
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let is_end = ends(mark, digit(before) && digit(bytes.get(at + 1)));
        if is_end || at - start >= longest {
            parts.push(start..at);
            start = if is_end { at + mark.len_utf8() } else { at };
        }
    }
    parts.push(start..range.end);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_sentences_and_clauses() {
        let text = "甲，乙（丙）；共1,234元,丁：戊。";
        let found: Vec<_> = clauses(text)
            .into_iter()
            .map(|clause| (&text[clause.sentence], &text[clause.range]))
            .collect();
        let (first, second) = ("甲，乙（丙）", "共1,234元,丁：戊");
        assert_eq!(
            found,
            [
                (first, "甲"),
                (first, "乙"),
                (first, "丙"),
                (second, "共1,234元"),
                (second, "丁"),
                (second, "戊")
            ]
        );
    }

    #[test]
    fn a_text_without_marks_falls_into_pieces() {
        let text = "甲".repeat(5_000);
        let found = clauses(&text);
        assert!(found.iter().all(|clause| clause.range.len() <= MAX_CLAUSE));
        assert_eq!(found.iter().map(|clause| clause.range.len()).sum::<usize>(), text.len());
        assert!(clauses("").is_empty());
    }
}
