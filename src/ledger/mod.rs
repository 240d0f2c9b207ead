//! The ledger of budget adjustments: what it adds up to, and one more entry in it.
//!
//! An entry joins the YAML of a filing as an insertion; every byte that a person wrote stays.

mod contradiction;
mod entry;
mod ground;
mod insertion;
mod line;

pub use contradiction::contradictions;
pub use entry::EntryTexts;
pub use insertion::{Insertion, insertion};
pub use line::{Difference, difference, unknown_project};

use crate::model::Adjustment;

/// Returns whether two entries say the same, wherever they stand.
pub fn is_same(left: &Adjustment, right: &Adjustment) -> bool {
    let said = |entry: &Adjustment| {
        (
            entry.date.as_ref().map(|date| date.value),
            entry.amount.value,
            entry.scope.value,
            entry.project.as_ref().map(|project| project.value.clone()),
            entry.category.value,
            entry.document.as_ref().map(|document| document.value.clone()),
            entry.reason.as_ref().map(|reason| reason.value.clone()),
        )
    };
    said(left) == said(right)
}
