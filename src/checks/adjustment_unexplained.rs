//! C311: the budget changed in the year, and neither the ledger nor an explanation says why.

use super::money_lines::{self, Line, difference};
use super::{Context, reason};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::ProjectStatus;

/// A null initial budget is no change, and a project added or cancelled in the year says itself why.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for line in money_lines::lines(context) {
        let explained = line.in_ledger
            || line.is_explained(context, &["adjustment", "adjusted", "expenditure_rate"])
            || line.project().is_some_and(|project| {
                project.status != ProjectStatus::Active
                    || reason::is_given(project.execution.deviation_reason.as_ref())
            });
        if !explained {
            findings.extend(changed(context, &line));
        }
    }
}

fn changed(context: &Context<'_>, line: &Line<'_>) -> Option<Diagnostic> {
    let unit = context.edition.filing().amount_unit;
    let (initial, adjusted) = (line.initial?, line.adjusted?);
    if adjusted == initial || difference(adjusted, initial, unit).is_zero() {
        return None;
    }
    let stated = line.stated();
    let place = line.place(&[stated.adjusted.as_ref(), stated.initial.as_ref()])?;
    let change = adjusted.checked_sub(initial)?;
    let direction = if change.is_negative() { "减少" } else { "增加" };
    let change = format!("{direction} {}", change.abs().print_exact(unit));
    let label = context.figures.label(&line.figure("adjusted"))?;
    let message = format!(
        "{label} {} {unit}比年初预算数 {} {unit}{change} {unit}，没有登记调整原因",
        adjusted.print_exact(unit),
        initial.print_exact(unit),
        unit = unit.name()
    );
    let mut finding = Diagnostic::new(Code::ADJUSTMENT_UNEXPLAINED, message)
        .at(place, change)
        .help("在 budget.adjustments 里逐笔登记金额、类别（category）和原因（reason）")
        .help(format!("或者在 explanations 里说明，例如 {}: ……", line.figure("adjustment")));
    if let Some(initial) = stated.initial.as_ref().filter(|initial| initial.span != place) {
        finding = finding.related(initial.span, "年初预算数");
    }
    Some(finding)
}
