//! A file's text as ground to insert into: where lines end, and where content does.

use crate::source::{Comment, Parsed, Source};

/// The text of one file with the places of its comments.
pub(super) struct Ground<'a> {
    pub(super) text: &'a str,
    comments: &'a [Comment<'a>],
}

impl<'a> Ground<'a> {
    pub(super) fn new(source: &'a Source, parsed: &'a Parsed<'a>) -> Self {
        Self { text: &source.text, comments: &parsed.comments }
    }

    /// Returns where the content between `floor` and `limit` ends: before the white space and the
    /// comments in front of `limit`.
    pub(super) fn content_end(&self, floor: usize, limit: usize) -> usize {
        let mut end = limit;
        loop {
            let kept = self.text.get(floor..end).unwrap_or_default();
            end = floor + kept.trim_end_matches([' ', '\t', '\r', '\n']).len();
            let before = self.comments.partition_point(|comment| comment.span.start < end);
            match before.checked_sub(1).and_then(|index| self.comments.get(index)) {
                Some(comment) if end <= comment.span.end && floor <= comment.span.start => {
                    end = comment.span.start;
                }
                _ => return end,
            }
        }
    }

    /// Returns where the line of the byte at `at` ends, before its line break.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let line = rest.split_once('\n').map_or(rest, |(line, _)| line);
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Returns the line break that ends the line of the byte at `at`; of the last line, the file's.
    pub(super) fn line_break(&self, at: usize) -> &'static str {
        let rest = self.rest(self.line_end(at));
        let line_break = if rest.is_empty() { self.text } else { rest };
        match line_break.find('\n') {
            Some(end) if line_break[..end].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// Returns what stands between the beginning of the line and the byte at `at`, where it is
    /// nothing but spaces.
    pub(super) fn indent(&self, at: usize) -> Option<&'a str> {
        let before = self.text.get(..at)?;
        let indent = before.rsplit_once('\n').map_or(before, |(_, line)| line);
        indent.bytes().all(|byte| byte == b' ').then_some(indent)
    }

    /// Returns the place after the colon that follows a key which ends at `key_end`.
    pub(super) fn after_colon(&self, key_end: usize) -> Option<usize> {
        let rest = self.rest(key_end);
        let colon = rest.find(':')?;
        rest[..colon].trim().is_empty().then_some(key_end + colon + 1)
    }

    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }
}
