//! A text with tracked changes in it: as it stands, and as it reads once they are accepted or
//! rejected.

use super::passage::{Passage, PassageKind};

/// A change that is tracked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tracked {
    /// Text that was put in.
    Inserted,
    /// Text that was taken out.
    Deleted,
}

/// A text while it is gathered.
#[derive(Debug, Default)]
pub(super) struct Versions {
    all: String,
    accepted: String,
    rejected: String,
    /// How many insertions are open, and how many deletions.
    inserted: usize,
    deleted: usize,
    is_changed: bool,
}

impl Versions {
    /// Returns the length of what was gathered, in bytes.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Appends text.
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        if self.deleted == 0 {
            self.accepted.push_str(text);
        }
        if self.inserted == 0 {
            self.rejected.push_str(text);
        }
    }

    /// Appends what parts two texts, in every version.
    pub(super) fn part(&mut self, parting: char) {
        for text in [&mut self.all, &mut self.accepted, &mut self.rejected] {
            text.push(parting);
        }
    }

    /// Begins a change.
    pub(super) fn open(&mut self, change: Tracked) {
        self.is_changed = true;
        *self.depth(change) += 1;
    }

    /// Ends a change.
    pub(super) fn close(&mut self, change: Tracked) {
        let depth = self.depth(change);
        *depth = depth.saturating_sub(1);
    }

    /// Returns the versions that differ, as words in `part`; none for an empty text.
    pub(super) fn passages(self, part: &str) -> Vec<Passage> {
        let mut texts = vec![self.all];
        if self.is_changed {
            texts.extend([self.accepted, self.rejected]);
        }
        texts.retain(|text| !text.trim().is_empty());
        let passage = |text| Passage { part: part.to_owned(), text, kind: PassageKind::Words };
        texts.into_iter().map(passage).collect()
    }

    fn depth(&mut self, change: Tracked) -> &mut usize {
        match change {
            Tracked::Inserted => &mut self.inserted,
            Tracked::Deleted => &mut self.deleted,
        }
    }
}
