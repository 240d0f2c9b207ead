//! Reads the comments that let findings pass.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Allow;
use crate::source::{Comment, Coverage, Node, Source, Span, Spanned};

/// How many such comments the files of a filing may have.
const MAX_ALLOWS: usize = 10_000;

/// Adds the comments of `source` that let findings pass to `allows`; `root` is the file's tree.
///
/// Returns a fault when there are too many.
pub(super) fn read(
    source: &Source,
    root: &Node<'_>,
    comments: &[Comment<'_>],
    allows: &mut Vec<Allow>,
) -> Option<Diagnostic> {
    let mut coverage = None;
    for comment in comments {
        let Some((subject, reason)) = subject_and_reason(comment) else { continue };
        if allows.len() == MAX_ALLOWS {
            let message = format!("一份填报的 allow 注释超过 {MAX_ALLOWS} 条");
            return Some(Diagnostic::new(Code::LIMIT_EXCEEDED, message).at(comment.span, ""));
        }
        // Most files have no such comment, and need no list of their entries.
        let coverage = coverage.get_or_insert_with(|| Coverage::of(root));
        allows.push(Allow { subject, reason, covers: coverage.by(source, comment) });
    }
    None
}

/// Returns the check that `comment` names and the reason after it, or `None` for any other comment.
fn subject_and_reason(comment: &Comment<'_>) -> Option<(Spanned<String>, Option<String>)> {
    let text = comment.text.as_ref();
    let rest = text.trim_start().strip_prefix("allow")?.trim_start();
    let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix('：'))?.trim_start();
    let subject = rest.split(char::is_whitespace).next().unwrap_or_default();
    let reason = rest[subject.len()..].trim();
    let end = comment.span.end - (rest.len() - subject.len());
    let span = Span { start: end.saturating_sub(subject.len()), end, ..comment.span };
    let span = if subject.is_empty() { comment.span } else { span };
    let subject = Spanned { value: subject.to_owned(), span };
    Some((subject, (!reason.is_empty()).then(|| reason.to_owned())))
}
