//! Edits of a passage in the YAML, where the file can take them without a second look.

use std::ops::Range;

use super::passage::Passage;
use crate::source::{Sources, Span};

/// Returns the edit that writes `replacement` for the bytes `range` of the passage; `None` where the
/// file has them otherwise (escaped, wrapped), or where the YAML might then mean something else.
pub(super) fn edit(
    sources: &Sources,
    passage: &Passage<'_>,
    range: Range<usize>,
    replacement: &str,
) -> Option<(Span, String)> {
    let span = passage.span_of(range.clone());
    let original = passage.value().get(range.clone())?;
    let stands_so = sources.slice(span) == original && !original.is_empty();
    // What begins the scalar must still begin text.
    let first = if range.start == 0 {
        replacement.chars().chain(passage.value()[range.end..].chars()).next()
    } else {
        None
    };
    let begins_text = !first.is_some_and(is_indicator);
    let fits = match passage.style.get_or_init(|| style(sources, passage.span())) {
        Style::Quoted => !format!("{original}{replacement}").contains(['"', '\'', '\\']),
        Style::Block => true,
        Style::Plain => begins_text,
        Style::Unsure => {
            begins_text && replacement.chars().all(|mark| !mark.is_ascii() || mark == '.')
        }
    };
    (stands_so && fits).then(|| (span, replacement.to_owned()))
}

/// How a scalar is written, as far as edits need to know.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Between quotes.
    Quoted,
    /// Under `|` or `>`.
    Block,
    /// As it is, in a list or mapping by lines.
    Plain,
    /// As it is between brackets or braces, or in a way that cannot be told from its lines.
    Unsure,
}

fn style(sources: &Sources, span: Span) -> Style {
    let text = &sources.get(span.source).text;
    let (Some(before), Some(scalar), Some(after)) =
        (text.get(..span.start), text.get(span.start..span.end), text.get(span.end..))
    else {
        return Style::Unsure;
    };
    if scalar.starts_with(['"', '\'']) {
        return Style::Quoted;
    }
    if scalar.starts_with(['\n', '\r']) || is_block_header(before.trim_end()) {
        return Style::Block;
    }
    let line = before.rsplit('\n').next().unwrap_or_default();
    let opened = line.trim_start().trim_start_matches("- ").trim_start();
    let is_key = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let opens = !line.trim().is_empty()
        && (opened.is_empty()
            || opened.trim_end().strip_suffix(':').is_some_and(|key| key.bytes().all(is_key)));
    let rest = after.trim_start_matches([' ', '\t', '\r']);
    let ends = rest.is_empty() || rest.starts_with(['\n', '#']);
    let next =
        rest.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let closes = next.take(1).any(|line| line.starts_with([']', '}', ',']));
    if opens && ends && !closes { Style::Plain } else { Style::Unsure }
}

/// Returns whether `before` ends in the header of a block: `|`, `>-`, `>2`.
fn is_block_header(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let header = line.rsplit([' ', '\t']).next().unwrap_or_default();
    let options = header.strip_prefix(['|', '>']);
    options.is_some_and(|options| options.bytes().all(|b| matches!(b, b'-' | b'+' | b'1'..=b'9')))
}

/// Returns whether YAML reads something else than text from a plain scalar that begins so.
fn is_indicator(first: char) -> bool {
    first == ' ' || first.is_ascii_punctuation()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style_of(text: &str, scalar: &str) -> Style {
        let mut sources = Sources::new();
        let source = sources.add("a.yaml", text);
        let start = text.find(scalar).expect("the text has it");
        style(&sources, Span { source, start, end: start + scalar.len() })
    }

    #[test]
    fn only_plain_text_by_lines_is_plain() {
        for (text, expected) in [
            ("a:\n  - 甲\n  - 乙", Style::Plain),
            ("a:\n  - text: 甲\n", Style::Plain),
            ("text: 甲 # 注\n", Style::Plain),
            ("a: [甲, 乙]", Style::Unsure),
            ("a: [\n  甲\n]", Style::Unsure),
            ("a: { text: 甲 }", Style::Unsure),
            ("a: {\n  text: 甲\n}", Style::Unsure),
            ("a:\n  甲", Style::Unsure),
            ("a: \"甲\"", Style::Plain),
        ] {
            let expected = if text.contains('"') { Style::Quoted } else { expected };
            let scalar = if text.contains('"') { "\"甲\"" } else { "甲" };
            assert_eq!(style_of(text, scalar), expected, "{text}");
        }
        assert_eq!(style_of("a: >-\n  甲", "\n  甲"), Style::Block);
        assert_eq!(style_of("a: |\n  甲", "甲"), Style::Block);
        assert_eq!(style_of("a:\n  - - 甲", "甲"), Style::Plain);
    }
}
