//! Revisions: who changed the document and when, as every tracked change says.

use docx_rs::{Delete, Insert};

use crate::document::Metadata;

/// The author and the date that stand on every revision of a document.
#[derive(Clone, Debug)]
pub(super) struct Revision {
    /// Who changed it.
    pub(super) author: String,
    /// When: midnight of that day.
    pub(super) date: String,
}

impl Revision {
    /// Returns the revision mark of a document with `metadata`.
    pub(super) fn new(metadata: &Metadata) -> Self {
        let Metadata { author, date, revision, .. } = metadata;
        let (author, date) =
            revision.as_ref().map_or((author, *date), |revision| (&revision.author, revision.date));
        Self {
            author: super::text::printable(author).into_owned(),
            date: format!("{date}T00:00:00Z"),
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
