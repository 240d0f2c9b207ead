//! The lexical form of a template: text, `{{ … }}`, `{% … %}` and `{# … #}`, and the words in them.
//!
//! It cuts where Tera cuts, so that what is checked here is what Tera compiles.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// A stretch of a template; every range is in bytes of the template's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Markup and words.
    Text(Range<usize>),
    /// `{{ … }}`, with the words in it.
    Output(Range<usize>, Vec<Word>),
    /// `{% … %}`, with the words in it.
    Statement(Range<usize>, Vec<Word>),
    /// `{# … #}`.
    Comment,
}

/// One word of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// What it is.
    pub(super) kind: WordKind,
    /// Where it stands, quotation marks included.
    pub(super) range: Range<usize>,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    /// A name or keyword.
    Name,
    /// A text in quotation marks.
    Quoted,
    /// A number.
    Number,
    /// A mark, one or two bytes long.
    Mark,
}

/// Cuts the text of template `source` into pieces.
///
/// # Errors
/// T601 for the first tag that is not closed, or the first character that no tag may hold.
pub(super) fn cut(source: SourceId, text: &str) -> Result<Vec<Piece>, Vec<Diagnostic>> {
    let mut pieces = Vec::new();
    let mut position = 0;
    while position < text.len() {
        let start = tag_start(text, position);
        if position < start {
            pieces.push(Piece::Text(position..start));
        }
        if start == text.len() {
            break;
        }
        let open = &text[start..start + 2];
        if open == "{#" {
            let length =
                text[start + 2..].find("#}").ok_or_else(|| unclosed(source, text, start))?;
            pieces.push(Piece::Comment);
            position = start + 2 + length + 2;
            continue;
        }
        let close = if open == "{{" { "}}" } else { "%}" };
        let (words, end) = words(source, text, start, close)?;
        let range = start..end;
        pieces.push(match open {
            "{{" => Piece::Output(range, words),
            _ => Piece::Statement(range, words),
        });
        position = end;
    }
    Ok(pieces)
}

/// Returns where the first tag at or after `position` begins, or the end of the text.
fn tag_start(text: &str, position: usize) -> usize {
    let bytes = text.as_bytes();
    (position..bytes.len().saturating_sub(1))
        .find(|&index| bytes[index] == b'{' && matches!(bytes[index + 1], b'{' | b'%' | b'#'))
        .unwrap_or(bytes.len())
}

/// Reads the words of the tag at `start` up to `close`, and returns them with the tag's end.
fn words(
    source: SourceId,
    text: &str,
    start: usize,
    close: &str,
) -> Result<(Vec<Word>, usize), Vec<Diagnostic>> {
    let bytes = text.as_bytes();
    let mut words = Vec::new();
    let mut position = start + 2;
    if bytes.get(position) == Some(&b'-') {
        position += 1;
    }
    loop {
        let rest = &text[position..];
        let Some(first) = rest.chars().next() else { return Err(unclosed(source, text, start)) };
        if rest.starts_with(close) {
            return Ok((words, position + 2));
        }
        if first == '-' && rest[1..].starts_with(close) {
            return Ok((words, position + 3));
        }
        if first.is_ascii_whitespace() {
            position += 1;
            continue;
        }
        let (kind, length) = match first {
            '"' | '\'' | '`' => {
                let inner = rest[1..].find(first).ok_or_else(|| unclosed(source, text, start))?;
                (WordKind::Quoted, inner + 2)
            }
            'a'..='z' | 'A'..='Z' | '_' => (
                WordKind::Name,
                rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count(),
            ),
            '0'..='9' => {
                (WordKind::Number, rest.bytes().take_while(u8::is_ascii_alphanumeric).count())
            }
            _ if first.is_ascii() => {
                let double = ["==", "!=", "<=", ">=", "?.", "?[", "**", "//"];
                let long = double.iter().any(|mark| rest.starts_with(mark));
                (WordKind::Mark, if long { 2 } else { 1 })
            }
            _ => {
                let span = Span { source, start: position, end: position + first.len_utf8() };
                let message = format!("模板标签里不能写“{first}”：名称用英文，标点用半角");
                return Err(vec![Diagnostic::new(Code::TEMPLATE_SYNTAX, message).at(span, "")]);
            }
        };
        words.push(Word { kind, range: position..position + length });
        position += length;
    }
}

/// Returns the fault of a tag at `start` that nothing closes.
fn unclosed(source: SourceId, text: &str, start: usize) -> Vec<Diagnostic> {
    let open = &text[start..start + 2];
    let close = match open {
        "{{" => "}}",
        "{%" => "%}",
        _ => "#}",
    };
    let message = format!("“{open}”没有对应的“{close}”");
    let span = Span { source, start, end: start + 2 };
    vec![Diagnostic::new(Code::TEMPLATE_SYNTAX, message).at(span, "")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_text_are_told_apart() {
        let text = "<p>{{- figures.a -}}{# }} #}{% if \"%}\" is absent %}甲{";
        let pieces = cut(SourceId(0), text).expect("it is well formed");
        let shapes: Vec<String> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(range) => text[range.clone()].to_owned(),
                Piece::Output(_, words) | Piece::Statement(_, words) => {
                    words.iter().map(|word| &text[word.range.clone()]).collect::<Vec<_>>().join(" ")
                }
                Piece::Comment => "#".to_owned(),
            })
            .collect();
        assert_eq!(shapes, ["<p>", "figures . a", "#", "if \"%}\" is absent", "甲{"]);
    }

    #[test]
    fn an_open_tag_is_a_fault_at_its_start() {
        for (text, at) in [("甲{{ a", 3), ("{% if \"x %}", 0), ("{#", 0), ("{{", 0)] {
            assert_eq!(fault(text), at..at + 2, "{text}");
        }
        assert_eq!(fault("{{ 甲 }}"), 3..6);
    }

    fn fault(text: &str) -> Range<usize> {
        let fault = cut(SourceId(0), text).expect_err("it is not well formed");
        let span = fault[0].primary.as_ref().expect("it has a place").span;
        span.start..span.end
    }
}
