//! Y108 for the ledger: an entry that names a project which the filing does not have.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for entry in &context.edition.filing().budget.adjustments {
        let Some(project) = &entry.project else { continue };
        if context.figures.project(&project.value).is_some() {
            continue;
        }
        let message = format!("台账里的项目 {} 不在 projects 里", project.value);
        let finding =
            Diagnostic::new(Code::UNKNOWN_VALUE, message).at(project.span, "没有这个项目");
        findings.push(match context.figures.nearest_project(&project.value) {
            Some(nearest) => finding.help(format!("是不是 {nearest}？")),
            None => finding.help("写 projects 里的 id；不属于某个项目的，删去 project"),
        });
    }
}
