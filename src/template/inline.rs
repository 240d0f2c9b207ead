//! Runs of text from inline markup, white space joined the Chinese way.

use crate::document::{Change, Run};
use crate::source::is_chinese;

/// How text stands: the properties that inline elements give it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Whether it is set bold.
    pub(super) strong: bool,
    /// Whether it was added or taken out.
    pub(super) change: Change,
}

/// Runs being collected.
///
/// White space at either end leaves, and a stretch of it becomes one space; one that breaks the
/// line becomes nothing where Chinese stands on either side, since a template's line breaks are no
/// part of its words.
#[derive(Debug, Default)]
pub(super) struct Inlines {
    runs: Vec<Run>,
    /// White space that waits for what comes after it.
    pending: Option<Space>,
}

#[derive(Clone, Copy, Debug)]
struct Space {
    breaks_line: bool,
    style: Style,
}

impl Inlines {
    /// Adds words.
    pub(super) fn push_text(&mut self, text: &str, style: Style) {
        let mut rest = text;
        while !rest.is_empty() {
            let space = rest.len() - rest.trim_start_matches(is_space).len();
            if space > 0 {
                let breaks_line = rest[..space].contains('\n');
                let earlier = self.pending.unwrap_or(Space { breaks_line, style });
                self.pending =
                    Some(Space { breaks_line: breaks_line || earlier.breaks_line, ..earlier });
                rest = &rest[space..];
                continue;
            }
            let (word, after) = rest.split_at(rest.find(is_space).unwrap_or(rest.len()));
            self.close_space(word);
            self.append(word, style);
            rest = after;
        }
    }

    /// Adds a quoted figure.
    pub(super) fn push_figure(&mut self, name: &str, text: &str, style: Style) {
        self.close_space(text);
        let Style { strong, change } = style;
        self.runs.push(Run {
            text: text.to_owned(),
            figure: Some(name.to_owned()),
            strong,
            change,
        });
    }

    /// Returns the runs.
    pub(super) fn finish(self) -> Vec<Run> {
        self.runs
    }

    fn close_space(&mut self, next: &str) {
        let Some(space) = self.pending.take() else { return };
        let Some(before) = self.runs.last().and_then(|run| run.text.chars().next_back()) else {
            return;
        };
        let joins = space.breaks_line
            && (is_chinese(before) || next.chars().next().is_some_and(is_chinese));
        if !joins {
            self.append(" ", space.style);
        }
    }

    fn append(&mut self, words: &str, Style { strong, change }: Style) {
        match self.runs.last_mut() {
            Some(run) if run.figure.is_none() && run.strong == strong && run.change == change => {
                run.text.push_str(words);
            }
            _ => self.runs.push(Run { text: words.to_owned(), figure: None, strong, change }),
        }
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(parts: &[&str]) -> String {
        let mut inlines = Inlines::default();
        for part in parts {
            inlines.push_text(part, Style::default());
        }
        let runs = inlines.finish();
        assert!(runs.len() < 2, "one style is one run");
        runs.into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn line_breaks_beside_chinese_are_no_spaces() {
        for (parts, text) in [
            (&["\n  甲\n  乙\n"][..], "甲乙"),
            (&["甲，\n", "\n12"], "甲，12"),
            (&["甲 \t 乙"], "甲 乙"),
            (&["a\n b"], "a b"),
            (&["a ", " b"], "a b"),
            (&["甲　乙"], "甲　乙"),
            (&[" \n "], ""),
        ] {
            assert_eq!(joined(parts), text, "{parts:?}");
        }
    }

    #[test]
    fn figures_never_merge_and_hold_no_space() {
        let mut inlines = Inlines::default();
        let style = Style::default();
        inlines.push_text("共 ", style);
        inlines.push_figure("a", "4", style);
        inlines.push_figure("a", "4", style);
        inlines.push_text("\n个", style);
        let shapes: Vec<_> =
            inlines.finish().into_iter().map(|run| (run.text, run.figure.is_some())).collect();
        let expected = [("共 ", false), ("4", true), ("4", true), ("个", false)];
        assert_eq!(shapes, expected.map(|(text, figure)| (text.to_owned(), figure)));
    }
}
