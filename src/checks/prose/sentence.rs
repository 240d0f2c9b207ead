//! Where sentences and their clauses end.

use std::ops::Range;

/// Returns the sentences of `text`, without the marks that end them.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    split(text, 0..text.len(), |mark, _| {
        matches!(mark, '。' | '！' | '？' | '；' | ';' | '!' | '?' | '\n')
    })
}

/// Returns the clauses of the sentence at `sentence`, without the marks that end them.
///
/// Brackets end a clause too; a comma or colon between digits does not.
pub(super) fn clauses(text: &str, sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    split(text, sentence, |mark, between_digits| match mark {
        '，' | '：' | '（' | '）' | '(' | ')' => true,
        ',' | ':' => !between_digits,
        _ => false,
    })
}

/// Returns the part of `parts` that holds the byte at `position`; empty there where none does.
pub(super) fn holding(
    mut parts: impl Iterator<Item = Range<usize>>,
    position: usize,
) -> Range<usize> {
    parts.find(|part| part.contains(&position)).unwrap_or(position..position)
}

fn split(
    text: &str,
    range: Range<usize>,
    ends: impl Fn(char, bool) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let offset = range.start;
    let marks = text[range.clone()].char_indices().filter_map(move |(index, mark)| {
        let at = offset + index;
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let between = digit(before) && digit(bytes.get(at + 1));
        ends(mark, between).then(|| at..at + mark.len_utf8())
    });
    let mut start = offset;
    marks.chain(std::iter::once(range.end..range.end)).filter_map(move |mark| {
        let part = start..mark.start;
        start = mark.end;
        (!part.is_empty()).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_sentences_and_clauses() {
        let text = "甲，乙（丙）；共1,234元,丁：戊。";
        let all: Vec<_> = sentences(text).collect();
        assert_eq!(
            all.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(),
            ["甲，乙（丙）", "共1,234元,丁：戊"]
        );
        let clause = |sentence: &Range<usize>| {
            clauses(text, sentence.clone()).map(|range| &text[range]).collect::<Vec<_>>()
        };
        assert_eq!(clause(&all[0]), ["甲", "乙", "丙"]);
        assert_eq!(clause(&all[1]), ["共1,234元", "丁", "戊"]);
        assert_eq!(holding(sentences(text), text.find('丁').unwrap_or_default()), all[1]);
    }
}
