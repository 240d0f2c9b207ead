//! The comments that let a finding pass: `# allow: <name or code> <reason>`.

use crate::source::{Span, Spanned};

/// A comment that lets the findings of one check pass at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The name or code of the check, as written.
    pub subject: Spanned<String>,
    /// Why it may pass; without a reason it may not.
    pub reason: Option<String>,
    /// The place that the comment is about; `None` when nothing follows it.
    pub covers: Option<Span>,
}
