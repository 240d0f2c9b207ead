//! F207: the initial budget and the ledger do not give the adjusted budget.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::Value;
use crate::form::Totals;
use crate::ledger::{self, Difference};
use crate::model::{Adjustment, AdjustmentScope, Budget};
use crate::quantity::{Amount, AmountUnit};
use crate::source::{Span, Spanned};

/// The most entries that a finding writes out and points to.
const MAX_ENTRIES: usize = 8;

/// Compares the department, and each scope and project that the ledger names.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let Budget { department, basic, projects, other, adjustments, .. } = &filing.budget;
    // A public edition may keep totals without the withheld projects' entries.
    if adjustments.is_empty() || context.edition.totals() == Totals::Full {
        return;
    }
    let place = |stated: &Option<Spanned<Amount>>| stated.as_ref().map(|a| a.span);
    let all: Vec<&Adjustment> = adjustments.iter().collect();
    let mut compare = |name: &str, entries: &[&Adjustment], stated: Option<Span>| {
        findings.extend(compared(context, name, entries, stated));
    };
    compare("department", &all, place(&department.adjusted));
    for (scope, name, amounts) in [
        (AdjustmentScope::Basic, "basic", basic),
        (AdjustmentScope::Projects, "projects", projects),
        (AdjustmentScope::Other, "other", other),
    ] {
        let entries: Vec<_> =
            all.iter().copied().filter(|entry| entry.scope.value == scope).collect();
        if !entries.is_empty() {
            compare(name, &entries, place(&amounts.adjusted));
        }
    }
    let mut by_project: BTreeMap<&str, Vec<&Adjustment>> = BTreeMap::new();
    for entry in &all {
        if let Some(project) = &entry.project {
            by_project.entry(&project.value).or_default().push(entry);
        }
    }
    for project in &filing.projects {
        if let Some(entries) = by_project.get(project.id.value.as_str()) {
            let name = format!("project.{}", project.id.value);
            compare(&name, entries, place(&project.amounts.adjusted));
        }
    }
}

/// Compares initial + Σ entries with the adjusted budget of `name`, at the decimals that the ledger
/// is kept with.
///
/// Without an initial budget there is nothing to compare; an adjusted budget that comes from the
/// ledger agrees with it by itself.
fn compared(
    context: &Context<'_>,
    name: &str,
    entries: &[&Adjustment],
    stated: Option<Span>,
) -> Option<Diagnostic> {
    let unit = context.edition.filing().amount_unit;
    let amount = |part: &str| match context.figures.get(&format!("{name}.{part}"))?.value {
        Value::Amount(amount) => Some(amount),
        _ => None,
    };
    let (initial, adjusted) = (amount("initial")?, amount("adjusted")?);
    let changes = entries.iter().map(|entry| entry.amount.value);
    let Difference { by_ledger, difference } =
        ledger::difference(initial, adjusted, changes, unit)?;

    let label = context.figures.label(&format!("{name}.adjusted"))?;
    let print = |amount: Amount| amount.print_exact(unit);
    let message = format!(
        "{label}为 {} {unit}，按台账应为 {} {unit}（{}）",
        print(adjusted),
        print(by_ledger),
        addition(initial, entries, by_ledger, unit),
        unit = unit.name()
    );
    let place = stated.or_else(|| entries.first().map(|entry| entry.amount.span))?;
    let mut finding = Diagnostic::new(Code::ADJUSTMENT_SUM_DIFFERS, message)
        .at(place, format!("与台账相差 {}", print(difference)))
        .help(format!("核对台账是否漏记或多记 {} {}", print(difference.abs()), unit.name()));
    // Project expenditure is the sum of the projects: leaving its total out changes nothing.
    if stated.is_some() && name != "projects" {
        finding = finding.help("台账无误的，删去 adjusted 即由台账算出");
    }
    let places = entries.iter().take(MAX_ENTRIES).map(|entry| entry.amount.span);
    Some(places.fold(finding, |finding, span| finding.related(span, "台账")))
}

fn addition(initial: Amount, entries: &[&Adjustment], total: Amount, unit: AmountUnit) -> String {
    let changes = if entries.len() > MAX_ENTRIES {
        format!(" + 台账 {} 笔", entries.len())
    } else {
        let changes = entries.iter().map(|entry| {
            let change = entry.amount.value;
            let sign = if change.is_negative() { " − " } else { " + " };
            sign.to_owned() + &change.abs().print_exact(unit)
        });
        changes.collect()
    };
    format!("{}{changes} = {}", initial.print_exact(unit), total.print_exact(unit))
}
