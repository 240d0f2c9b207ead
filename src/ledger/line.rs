//! What the ledger makes of one line of the budget, and which projects it may name.

use crate::diagnostic::{Code, Diagnostic};
use crate::figures::Figures;
use crate::quantity::{Amount, AmountUnit, PrintedAmount};
use crate::source::Spanned;

/// How an adjusted budget and the ledger disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the ledger makes of the initial budget.
    pub by_ledger: Amount,
    /// The adjusted budget less that.
    pub difference: Amount,
}

/// Compares initial + Σ changes with `adjusted`, at the decimals that the ledger is kept with;
/// `None` where they agree.
pub fn difference(
    initial: Amount,
    adjusted: Amount,
    changes: impl Iterator<Item = Amount> + Clone,
    unit: AmountUnit,
) -> Option<Difference> {
    let decimals = decimals(std::iter::once(initial).chain(changes.clone()), unit);
    let by_ledger: Amount = std::iter::once(initial).chain(changes).sum();
    adjusted
        .rounded(unit, decimals)
        .checked_sub(by_ledger.rounded(unit, decimals))
        .filter(|difference| !difference.is_zero())
        .map(|difference| Difference { by_ledger, difference })
}

/// Returns the Y108 of an entry whose project the filing does not have.
pub fn unknown_project(figures: &Figures, project: &Spanned<String>) -> Option<Diagnostic> {
    if figures.project(&project.value).is_some() {
        return None;
    }
    let message = format!("台账里的项目 {} 不在 projects 里", project.value);
    let finding = Diagnostic::new(Code::UNKNOWN_VALUE, message).at(project.span, "没有这个项目");
    Some(match figures.nearest_project(&project.value) {
        Some(nearest) => finding.help(format!("是不是 {nearest}？")),
        None => finding.help("写 projects 里的 id；不属于某个项目的，删去 project"),
    })
}

/// Returns the finest decimals among `amounts`: in 万元 at least two, for a project of 384.2076
/// beside a ledger of 377.00 is the same money.
fn decimals(amounts: impl Iterator<Item = Amount>, unit: AmountUnit) -> u32 {
    amounts
        .filter_map(|amount| PrintedAmount::parse(&amount.print_exact(unit), unit).ok())
        .map(|printed| printed.decimals)
        .fold(2, u32::max)
}
