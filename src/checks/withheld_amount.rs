//! D506: a withheld project's amount is not known, so that the public totals cannot be reduced by it.

use super::Context;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::edition::EditionKind;
use crate::form::Totals;
use crate::source::Spanned;

/// Finds the amounts of withheld projects that are missing where a total is stated.
///
/// Nothing of it is a fault of the full edition, where it is a note.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let edition = context.edition;
    if edition.kind() == EditionKind::Public || context.form.disclosure.totals != Totals::Reduced {
        return;
    }
    let filing = edition.filing();
    let (department, projects) = (&filing.budget.department, &filing.budget.projects);
    let totals = [
        ("initial", "年初预算数", [&department.initial, &projects.initial]),
        ("adjusted", "调整后预算数", [&department.adjusted, &projects.adjusted]),
        ("final", "决算数", [&department.r#final, &projects.r#final]),
    ];
    for (project, figures) in filing.projects.iter().zip(context.figures.projects()) {
        if project.withholding.is_none() {
            continue;
        }
        let amounts = [figures.initial, figures.adjusted, figures.r#final];
        for ((key, name, totals), amount) in totals.iter().zip(amounts) {
            let total = totals.iter().find_map(|total| total.as_ref());
            if let (Some(Spanned { span: total, .. }), None) = (total, amount) {
                let message = format!("不予公开的项目没有{name}，公开版的合计数减不出来");
                let mut finding = Diagnostic::new(Code::WITHHELD_AMOUNT_UNKNOWN, message)
                    .at(project.id.span, format!("缺 {key}"))
                    .related(*total, "要减去它的合计数")
                    .help(format!("补写 `{key}: …`；没有这笔钱的写 0"));
                finding.severity = Severity::Note;
                findings.push(finding);
            }
        }
    }
}
