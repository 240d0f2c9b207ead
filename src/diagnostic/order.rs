//! The order of findings: by file, place and code; those without a place last.

use std::cmp::Ordering;

use super::Diagnostic;

/// Sorts findings by file, place and code; findings that tie stay as they were.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(compare);
}

/// Returns the findings in order.
pub(super) fn in_order(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut ordered: Vec<_> = diagnostics.iter().collect();
    ordered.sort_by(|left, right| compare(left, right));
    ordered
}

fn compare(left: &Diagnostic, right: &Diagnostic) -> Ordering {
    let place = |diagnostic: &Diagnostic| diagnostic.primary.as_ref().map(|label| label.span);
    match (place(left), place(right)) {
        (Some(left_span), Some(right_span)) => {
            (left_span, left.code.id).cmp(&(right_span, right.code.id))
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => left.code.id.cmp(right.code.id),
    }
}
