//! F208 for income: what came in and was not spent is not what is carried over.

use super::Context;
use super::money_lines::difference;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::Value;
use crate::quantity::Amount;

/// The most sources that a message writes out and points to.
const MAX_PARTS: usize = 8;

/// Compares 上年结转 + 收入 − 支出 with 结转下年, where the filing states all but the first.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(unbalanced(context));
}

fn unbalanced(context: &Context<'_>) -> Option<Diagnostic> {
    let filing = context.edition.filing();
    let (budget, unit) = (&filing.budget, filing.amount_unit);
    let stated = budget.carryover_out.as_ref()?;
    let Value::Amount(spent) = context.figures.get("department.final")?.value else { return None };
    let sources: Option<Vec<_>> =
        budget.income.iter().map(|line| line.amounts.r#final.as_ref()).collect();
    let sources = sources.filter(|sources| !sources.is_empty())?;
    let parts: Vec<_> = budget.carryover_in.iter().chain(sources).collect();
    let income: Amount = parts.iter().map(|part| part.value).sum();
    let left = income.checked_sub(spent)?;
    if difference(left, stated.value, unit).is_zero() {
        return None;
    }
    let print = |amount: Amount| amount.print_exact(unit);
    let addition: Vec<_> = parts.iter().take(MAX_PARTS).map(|part| print(part.value)).collect();
    let more = if parts.len() > MAX_PARTS { " + ……" } else { "" };
    let message = format!(
        "结转下年为 {} {unit}，按收支应为 {} {unit}（{}{more} − 支出 {} = {}）",
        print(stated.value),
        print(left),
        addition.join(" + "),
        print(spent),
        print(left),
        unit = unit.name()
    );
    let off = difference(left, stated.value, unit).abs();
    let finding = Diagnostic::new(Code::FUNDING_SUM_DIFFERS, message)
        .at(stated.span, format!("相差 {}", print(off)))
        .help("核对各项收入、支出和结转；动用以前年度结余的，在 budget.income 里列一行");
    Some(parts.iter().take(MAX_PARTS).fold(finding, |finding, part| finding.related(part.span, "")))
}
