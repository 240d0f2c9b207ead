//! C303: more was spent than the adjusted budget.

use super::{Context, money_lines};
use crate::diagnostic::{Code, Diagnostic};

/// Compares at printed precision. An explanation of the execution rate settles it; a ledger does
/// not, for its money is in the adjusted budget already.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let unit = context.edition.filing().amount_unit;
    for line in money_lines::lines(context) {
        if !line.is_overspent(unit) || line.is_explained(context, &["execution_rate"]) {
            continue;
        }
        let stated = line.stated();
        let place = line.place(&[stated.r#final.as_ref(), stated.adjusted.as_ref()]);
        let (Some(place), Some(r#final), Some(adjusted)) = (place, line.r#final, line.adjusted)
        else {
            continue;
        };
        let over = r#final.checked_sub(adjusted).unwrap_or_default().print_exact(unit);
        let label = context.figures.label(&line.figure("final")).unwrap_or_default();
        let message = format!(
            "{label} {} {unit}超过调整后预算数 {} {unit}，超出 {over} {unit}",
            r#final.print_exact(unit),
            adjusted.print_exact(unit),
            unit = unit.name()
        );
        let mut finding = Diagnostic::new(Code::SPENT_ABOVE_BUDGET, message)
            .at(place, format!("超出 {over}"))
            .help("支出必须以经批准的预算为依据（预算法第十三条）：核对决算数，或者补上漏记的追加");
        if let Some(adjusted) = &stated.adjusted {
            finding = finding.related(adjusted.span, "调整后预算数");
        }
        findings.push(
            finding.help(format!(
                "确有其事的，在 explanations 里说明 {}",
                line.figure("execution_rate")
            )),
        );
    }
}
