//! Y108 for the ledger: an entry that names a project which the filing does not have.

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::ledger;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let entries = &context.edition.filing().budget.adjustments;
    let projects = entries.iter().filter_map(|entry| entry.project.as_ref());
    findings
        .extend(projects.filter_map(|project| ledger::unknown_project(context.figures, project)));
}
