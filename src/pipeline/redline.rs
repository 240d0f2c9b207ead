//! Two versions of a report as one, every change marked.

use jiff::civil::Date;

use crate::diff;
use crate::document::{Document, Revision};

/// Whose changes a marked-up report shows, and of which day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviser {
    /// The name beside each change; the department's where it is missing.
    pub author: Option<String>,
    /// The day of the changes; that of the newer report where it is missing.
    pub date: Option<Date>,
}

/// Returns both versions of a report as one document with its changes by `reviser`.
pub fn redline(old: &Document, new: &Document, reviser: &Reviser) -> Document {
    let mut merged = diff::merge(old, new);
    let metadata = &mut merged.metadata;
    metadata.title.push_str("（修订对照）");
    metadata.revision = Some(Revision {
        author: reviser.author.clone().unwrap_or_else(|| metadata.author.clone()),
        date: reviser.date.unwrap_or(metadata.date),
    });
    merged
}
