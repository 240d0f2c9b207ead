//! Places of rendered markup: every start tag carries its offset in the template.
//!
//! An XML parser reports places in rendered text, which nobody has seen; the offset leads from
//! there back to the line that somebody wrote.

use std::ops::Range;

use super::syntax::Piece;
use crate::source::{SourceId, Span};

/// The attribute that carries the offset; templates cannot write it, since none may stand twice.
pub(super) const AT: &str = "at";

/// A template's text with its places in it, and the way back.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    /// The text that Tera compiles.
    pub(super) text: String,
    /// Where something was put in: the offset in the marked text after it, and how much longer the
    /// marked text is from there on.
    insertions: Vec<(usize, usize)>,
}

/// Puts its offset into every start tag of `text`, and one element around it all.
pub(super) fn mark(text: &str, pieces: &[Piece]) -> Marked {
    let mut marked = Marked { text: String::with_capacity(text.len() * 2), insertions: Vec::new() };
    let mut copied = 0;
    marked.insert("<document>");
    for piece in pieces {
        let Piece::Text(range) = piece else { continue };
        for tag in start_tags(text, range) {
            marked.text.push_str(&text[copied..tag.end]);
            copied = tag.end;
            marked.insert(&format!(" {AT}=\"{}\"", tag.start));
        }
    }
    marked.text.push_str(&text[copied..]);
    marked.insert("</document>");
    marked
}

impl Marked {
    fn insert(&mut self, text: &str) {
        self.text.push_str(text);
        let longer = self.insertions.last().map_or(0, |(_, longer)| *longer) + text.len();
        self.insertions.push((self.text.len(), longer));
    }

    /// Returns the offset in the template of the byte at `offset` in the marked text.
    pub(super) fn original(&self, offset: usize) -> usize {
        let index = self.insertions.partition_point(|(after, _)| *after <= offset);
        let longer = index.checked_sub(1).map_or(0, |index| self.insertions[index].1);
        offset.saturating_sub(longer)
    }
}

/// Returns the place of the tag that begins at `offset` of the template `text`: `<name`.
pub(super) fn tag_span(source: SourceId, text: &str, offset: usize) -> Span {
    let start = offset.min(text.len());
    let name = text
        .get(start + 1..)
        .map_or(0, |rest| rest.bytes().take_while(|byte| in_name(*byte)).count());
    Span { source, start, end: (start + 1 + name).min(text.len()) }
}

/// Returns the ranges of `<name` in the text piece at `range`.
fn start_tags(text: &str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let piece = &text[range.clone()];
    let offset = range.start;
    piece.match_indices('<').filter_map(move |(index, _)| {
        let name = piece[index + 1..].bytes();
        let begins = name.clone().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        let start = offset + index;
        begins.then(|| start..start + 1 + name.take_while(|byte| in_name(*byte)).count())
    })
}

fn in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':')
}

#[cfg(test)]
mod tests {
    use super::super::syntax::cut;
    use super::*;

    #[test]
    fn every_start_tag_carries_its_offset() {
        let text = "<p>甲</p><td{% if \"a\" is zero %} class=\"text\"{% endif %}>{{ a }} < 5</td>";
        let marked = mark(text, &cut(SourceId(0), text).expect("it is well formed"));
        assert_eq!(
            marked.text,
            "<document><p at=\"0\">甲</p><td at=\"10\"{% if \"a\" is zero %} class=\"text\"{% endif %}>\
             {{ a }} < 5</td></document>"
        );
        for needle in ["<p", "甲", "<td", "class", "{{ a", "< 5"] {
            let there = marked.text.find(needle).expect("it is there");
            assert_eq!(Some(marked.original(there)), text.find(needle), "{needle}");
        }
    }

    #[test]
    fn a_tag_is_shown_by_its_name() {
        let span = tag_span(SourceId(0), "甲<table class", 3);
        assert_eq!((span.start, span.end), (3, 9));
        assert_eq!(tag_span(SourceId(0), "甲", 9).end, 3);
    }
}
