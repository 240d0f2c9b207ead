//! Revisions: who changed the document and when, and which stretches a change covers whole.

use docx_rs::{Delete, Insert};

use crate::document::{Change, Metadata, Run};

/// The author and the date that stand on every revision of a document.
#[derive(Clone, Debug)]
pub(super) struct Revision {
    /// Who changed it: the author of the document.
    pub(super) author: String,
    /// When: midnight of the document's own date.
    pub(super) date: String,
}

impl Revision {
    /// Returns the revision mark of a document with `metadata`.
    pub(super) fn new(metadata: &Metadata) -> Self {
        Self {
            author: super::text::printable(&metadata.author).into_owned(),
            date: format!("{}T00:00:00Z", metadata.date),
        }
    }

    /// Returns an insertion without content.
    pub(super) fn insert(&self) -> Insert {
        Insert::new_with_empty().author(&self.author).date(&self.date)
    }

    /// Returns a deletion without content.
    pub(super) fn delete(&self) -> Delete {
        Delete::new().author(&self.author).date(&self.date)
    }
}

/// Returns the change that covers all of `runs`; no runs, or runs that differ, are unchanged.
pub(super) fn whole_change<'a>(runs: impl IntoIterator<Item = &'a Run>) -> Change {
    let mut runs = runs.into_iter();
    let Some(first) = runs.next() else { return Change::Unchanged };
    if runs.all(|run| run.change == first.change) { first.change } else { Change::Unchanged }
}
