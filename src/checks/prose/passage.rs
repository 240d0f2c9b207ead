//! One piece of what people wrote, with the places of its characters in the file.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::edit::Style;
use super::names::{Mention, Names};
use super::sentence::{Clause, clauses};
use crate::model::Narrative;
use crate::source::{PlacedText, Sources, Span, Spanned};

/// What stands for a byte of a quoted figure: `{{ figures.x }}`.
pub(super) const FIGURE: char = '\u{1}';
/// What stands for a byte of a project's name, a title in 《》 or a document number.
pub(super) const NAME: char = '\u{2}';

/// A text with its place.
pub(super) struct Passage<'a> {
    text: Text<'a>,
    /// What it is.
    pub(super) kind: Kind,
    /// The text with quoted figures masked, byte for byte.
    pub(super) words: Cow<'a, str>,
    /// The same with names masked too.
    pub(super) bare: Cow<'a, str>,
    /// The projects that it names, in order.
    pub(super) mentions: Vec<Mention>,
    /// The project that the paragraph's heading names.
    pub(super) about: Option<usize>,
    clauses: OnceCell<Vec<Clause>>,
    /// How the YAML writes it, found when the first edit asks.
    pub(super) style: OnceCell<Style>,
}

/// What a passage is.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// A name, as filed.
    Name,
    /// A short field: an indicator's value.
    Cell,
    /// A field of whole sentences; of the project with this number where it is a project's.
    Sentences(Option<usize>),
    /// A paragraph's heading, in this place of the form: `measures`.
    Heading(&'static str),
    /// A paragraph's text, in this place of the form.
    Text(&'static str),
}

#[derive(Clone, Copy)]
enum Text<'a> {
    Placed(&'a PlacedText),
    /// A text that stands in the file as it is from `start` on; `None` where it does not.
    Field {
        value: &'a str,
        span: Span,
        start: Option<usize>,
    },
}

impl<'a> Passage<'a> {
    fn of(text: Text<'a>, kind: Kind, names: &Names<'_>) -> Self {
        let value: &'a str = match text {
            Text::Placed(placed) => &placed.value,
            Text::Field { value, .. } => value,
        };
        let words = mask_figures(value);
        let mut passage = Self {
            text,
            kind,
            bare: words.clone(),
            words,
            mentions: Vec::new(),
            about: None,
            clauses: OnceCell::new(),
            style: OnceCell::new(),
        };
        if passage.is_sentences() {
            let (bare, mentions) = names.mask(&passage.words);
            passage.mentions = mentions;
            if let Some(bare) = bare {
                passage.bare = Cow::Owned(bare);
            }
        }
        passage
    }

    /// Returns the passage of a field.
    pub(super) fn field(
        sources: &Sources,
        text: &'a Spanned<String>,
        kind: Kind,
        names: &Names<'_>,
    ) -> Self {
        let (value, span) = (text.value.as_str(), text.span);
        let written = sources.slice(span);
        let start = if written == value {
            Some(span.start)
        } else {
            let inner = written.strip_prefix(['"', '\'']);
            let inner = inner.and_then(|inner| inner.strip_suffix(['"', '\'']));
            (inner == Some(value)).then_some(span.start + 1)
        };
        Self::of(Text::Field { value, span, start }, kind, names)
    }

    /// Returns the text.
    pub(super) fn value(&self) -> &'a str {
        match self.text {
            Text::Placed(placed) => &placed.value,
            Text::Field { value, .. } => value,
        }
    }

    /// Returns the place of the whole text.
    pub(super) fn span(&self) -> Span {
        match self.text {
            Text::Placed(placed) => placed.span,
            Text::Field { span, .. } => span,
        }
    }

    /// Returns the place of a stretch of the text, or of the whole where the file has it otherwise.
    pub(super) fn span_of(&self, range: Range<usize>) -> Span {
        match self.text {
            Text::Placed(placed) => placed.span_of(range),
            Text::Field { span, start: Some(start), .. } => {
                Span { start: start + range.start, end: start + range.end, ..span }
            }
            Text::Field { span, start: None, .. } => span,
        }
    }

    /// Returns the clauses of the text, found once.
    pub(super) fn clauses(&self) -> &[Clause] {
        self.clauses.get_or_init(|| clauses(&self.bare))
    }

    /// Returns the clause that holds the byte at `position`; an empty one where none does.
    pub(super) fn clause_at(&self, position: usize) -> Clause {
        let clauses = self.clauses();
        let next = clauses.partition_point(|clause| clause.range.start <= position);
        let found = next.checked_sub(1).and_then(|last| clauses.get(last));
        found.filter(|clause| clause.range.contains(&position)).cloned().unwrap_or_else(|| {
            let empty = position..position;
            Clause { sentence: empty.clone(), range: empty }
        })
    }

    /// Returns whether the passage is of the narrative.
    pub(super) fn is_narrative(&self) -> bool {
        matches!(self.kind, Kind::Heading(_) | Kind::Text(_))
    }

    /// Returns whether the passage is written in sentences.
    pub(super) fn is_sentences(&self) -> bool {
        self.is_narrative() || matches!(self.kind, Kind::Sentences(_))
    }

    /// Returns the place of the form that the passage stands in, if it is of the narrative.
    pub(super) fn section(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Heading(section) | Kind::Text(section) => Some(section),
            Kind::Name | Kind::Cell | Kind::Sentences(_) => None,
        }
    }
}

/// Returns the passages of the narrative, in its order; a heading before its text.
pub(super) fn narrative<'a>(narrative: &'a Narrative, names: &Names<'_>) -> Vec<Passage<'a>> {
    let mut passages = Vec::new();
    for (section, paragraphs) in narrative.places() {
        for paragraph in paragraphs {
            let mut about = None;
            if let Some(heading) = &paragraph.heading {
                let heading = Passage::of(Text::Placed(heading), Kind::Heading(section), names);
                about = heading.mentions.last().map(|mention| mention.project);
                passages.push(heading);
            }
            let text = Passage::of(Text::Placed(&paragraph.text), Kind::Text(section), names);
            passages.push(Passage { about, ..text });
        }
    }
    passages
}

/// Masks what stands between `{{` and `}}`, the braces included.
fn mask_figures(text: &str) -> Cow<'_, str> {
    let mut masked = String::new();
    let mut copied = 0;
    while let Some(open) = text[copied..].find("{{").map(|open| copied + open) {
        let Some(length) = text[open..].find("}}") else { break };
        masked.push_str(&text[copied..open]);
        copied = open + length + 2;
        masked.extend((open..copied).map(|_| FIGURE));
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(&text[copied..]);
    Cow::Owned(masked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_figures_are_masked_byte_for_byte() {
        assert_eq!(
            mask_figures("甲{{a}}乙{{b}}"),
            "甲\u{1}\u{1}\u{1}\u{1}\u{1}乙\u{1}\u{1}\u{1}\u{1}\u{1}"
        );
        assert_eq!(mask_figures("甲{{乙"), "甲{{乙");
        assert_eq!(mask_figures("甲}}乙{{"), "甲}}乙{{");
    }
}
