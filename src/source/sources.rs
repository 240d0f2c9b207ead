//! The texts that spans point into: the files of a filing, each with its name and its lines.

use std::ops::{Range, RangeInclusive};
use std::sync::{Arc, OnceLock};

use super::{SourceId, Span};

/// The number of the first file of a set that others share; a set of its own never gets so far.
const FIRST_SHARED: u32 = 1 << 31;

/// The files of a run, numbered in the order they were added.
///
/// Files that many runs have, as those of a form, stand in a set that the runs share; their numbers
/// come after all others.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The number of the first file.
    first: u32,
    files: Vec<Source>,
    shared: Option<Arc<Self>>,
}

/// One file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name as the user typed it.
    pub name: String,
    /// Its text, without a byte order mark.
    pub text: String,
    /// How many bytes of the file stand before `text`: 3 after a byte order mark, else 0.
    pub skipped: usize,
    line_starts: OnceLock<Vec<usize>>,
}

/// A place as an editor counts it; both numbers begin at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Sources {
    /// Returns a set of no files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a set of no files, to be shared.
    pub fn to_share() -> Self {
        Self { first: FIRST_SHARED, ..Self::default() }
    }

    /// Takes the files of `shared`, which comes from [`Sources::to_share`], in place of those shared
    /// before.
    pub fn share(&mut self, shared: Arc<Self>) {
        self.shared = Some(shared);
    }

    /// Adds a file; a byte order mark in front of the text is taken off.
    ///
    /// # Panics
    /// Panics at the file numbered 2^31.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let (name, mut text) = (name.into(), text.into());
        let skipped = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        text.drain(..skipped);
        let index = u32::try_from(self.files.len()).ok().filter(|index| *index < FIRST_SHARED);
        let id = self.first + index.expect("a run reads far fewer than 2^31 files");
        self.files.push(Source { name, text, skipped, line_starts: OnceLock::new() });
        SourceId(id)
    }

    /// Returns the file numbered `id`.
    ///
    /// # Panics
    /// Panics when `id` was handed out by another set.
    pub fn get(&self, id: SourceId) -> &Source {
        self.find(id)
            .or_else(|| self.shared.as_deref()?.find(id))
            .expect("a SourceId comes from the Sources that it is used with")
    }

    /// Returns the files with their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.own().chain(self.shared())
    }

    /// Returns the files that this set shares with others, as those of a form.
    pub fn shared(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.shared.iter().flat_map(|shared| shared.own())
    }

    fn own(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (self.first..).map(SourceId).zip(&self.files)
    }

    fn find(&self, id: SourceId) -> Option<&Source> {
        self.files.get(usize::try_from(id.0.checked_sub(self.first)?).ok()?)
    }

    /// Returns the text at `span`.
    pub fn slice(&self, span: Span) -> &str {
        let source = self.get(span.source);
        source.text.get(source.range(span)).unwrap_or_default()
    }

    /// Returns the position of the first character of `span`.
    pub fn position(&self, span: Span) -> Position {
        self.get(span.source).position(span.start)
    }
}

impl Source {
    /// Returns the position of the byte at `offset`; past the end, the end's.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts[line - 1];
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// Returns the bytes of `span` that the text has, moved outward to whole characters.
    pub fn range(&self, span: Span) -> Range<usize> {
        let start = self.floor(span.start);
        let mut end = span.end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }

    /// Returns the bytes of some lines, counted from 1, with their line breaks.
    pub fn line_bytes(&self, lines: RangeInclusive<usize>) -> Range<usize> {
        let starts = self.line_starts();
        let of = |index: usize| starts.get(index).copied().unwrap_or(self.text.len());
        of(lines.start().saturating_sub(1))..of(*lines.end())
    }

    /// Returns the nearest place at or before `offset` where a character begins.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// Returns where each line begins; found once, when the first place is asked for.
    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(end, _)| end + 1)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", "名: 甲\n值: 乙丙\n");
        let offset = sources.get(id).text.find('丙').expect("the text has it");
        let span = Span { source: id, start: offset, end: offset + 3 };
        assert_eq!(sources.position(span), Position { line: 2, column: 5 });
        assert_eq!(sources.slice(span), "丙");
    }

    #[test]
    fn the_byte_order_mark_is_no_text() {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", "\u{feff}form: changli\n");
        assert_eq!(sources.get(id).text, "form: changli\n");
        assert_eq!(sources.get(id).skipped, 3);
    }

    #[test]
    fn shared_files_come_last() {
        let mut shared = Sources::to_share();
        let form = shared.add("form.yaml", "title: 甲");
        let mut sources = Sources::new();
        sources.share(Arc::new(shared));
        let filing = sources.add("filing.yaml", "form: changli");
        assert!(filing < form);
        let names: Vec<_> = sources.iter().map(|(id, file)| (id, file.name.as_str())).collect();
        assert_eq!(names, [(filing, "filing.yaml"), (form, "form.yaml")]);
        assert_eq!(sources.get(form).text, "title: 甲");
    }

    #[test]
    fn places_outside_the_text_are_moved_into_it() {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", "甲");
        let span = Span { source: id, start: 1, end: 2 };
        assert_eq!(sources.slice(span), "甲");
        assert_eq!(sources.get(id).position(99), Position { line: 1, column: 2 });
    }
}
