//! Patterns: the XML that paragraphs or rows have in common which differ in nothing but their texts,
//! written once and filled in for each.

use crate::document::{Change, Run};

use super::text::escaped;

/// What a pattern is written with in place of each text.
pub(super) const BLANK: &str = "\u{e000}";

/// XML with blanks to be filled with texts.
#[derive(Debug)]
pub(super) struct Pattern {
    /// What stands before, between and after the blanks.
    pieces: Vec<Vec<u8>>,
}

impl Pattern {
    /// Returns the pattern of `xml`, in which [`BLANK`] stands in place of each text.
    pub(super) fn of(xml: &[u8]) -> Self {
        let xml = String::from_utf8_lossy(xml);
        Self { pieces: xml.split(BLANK).map(|piece| piece.as_bytes().to_vec()).collect() }
    }

    /// Writes the pattern to `output`, its blanks filled with `texts` in their order; each text is that
    /// of some runs.
    pub(super) fn fill<'a>(
        &self,
        texts: impl IntoIterator<Item = &'a [Run]>,
        output: &mut Vec<u8>,
    ) {
        let mut texts = texts.into_iter();
        for piece in &self.pieces {
            output.extend_from_slice(piece);
            for run in texts.next().unwrap_or_default() {
                output.extend_from_slice(escaped(&run.text).as_bytes());
            }
        }
    }
}

/// Returns whether `runs` are one text to a word processor: neither changed nor partly bold.
pub(super) fn is_one_text(runs: &[Run]) -> bool {
    let alike = |run: &Run| run.change == Change::Unchanged && run.strong == runs[0].strong;
    runs.iter().all(alike)
}

/// Returns whether `runs` show anything.
pub(super) fn has_text(runs: &[Run]) -> bool {
    runs.iter().any(|run| !run.text.is_empty())
}
