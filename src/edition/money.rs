//! The money of the public edition: what the department's amounts are without withheld projects.

use super::{Known, KnownProject};
use crate::form::Totals;
use crate::model::{Budget, StatedAmounts};
use crate::quantity::Amount;
use crate::source::{Span, Spanned};

/// Makes the stated amounts of `budget` those that a filing without the `withheld` projects has, as
/// the policy for `totals` says.
pub(super) fn reduce(
    budget: &mut Budget,
    known: &Known,
    withheld: &[&KnownProject],
    totals: Totals,
    place: Span,
) {
    match totals {
        Totals::Reduced => {
            subtract(&mut budget.department, withheld);
            subtract(&mut budget.projects, withheld);
        }
        Totals::Full => {
            keep(&mut budget.department, known.department, place);
            keep(&mut budget.projects, known.expenditure, place);
        }
        Totals::Omitted => {
            budget.department = StatedAmounts::default();
            budget.projects = StatedAmounts::default();
        }
    }
    budget.project_expenditure_by_kind.retain_mut(|(kind, amount)| {
        let parts = withheld.iter().flat_map(|project| &project.kinds);
        let parts = parts.filter(|(listed, _)| *listed == kind.value).map(|(_, part)| *part);
        less(amount, parts.sum())
    });
    // Income equals the whole expenditure, so what is withheld would follow from it.
    budget.income.clear();
    budget.carryover_in = None;
    budget.carryover_out = None;
}

/// Subtracts the amounts of the `withheld` projects from those that a line states; an amount that a
/// project's is not known of leaves.
fn subtract(line: &mut StatedAmounts, withheld: &[&KnownProject]) {
    let fields = [&mut line.initial, &mut line.adjusted, &mut line.r#final];
    for (number, stated) in fields.into_iter().enumerate() {
        let amounts = withheld.iter().map(|project| project.amounts.get(number).copied().flatten());
        let total = amounts.sum();
        stated.take_if(|amount| !less(amount, total));
    }
}

/// Subtracts `part` from `amount`; returns whether that could be done.
fn less(amount: &mut Spanned<Amount>, part: Option<Amount>) -> bool {
    match part.and_then(|part| amount.value.checked_sub(part)) {
        Some(rest) => {
            amount.value = rest;
            true
        }
        None => false,
    }
}

/// States the amounts that are known, each where the line states it, else at `place`.
fn keep(line: &mut StatedAmounts, known: [Option<Amount>; 3], place: Span) {
    let fields = [&mut line.initial, &mut line.adjusted, &mut line.r#final];
    for (stated, known) in fields.into_iter().zip(known) {
        let span = stated.as_ref().map_or(place, |amount| amount.span);
        *stated = known.map(|value| Spanned { value, span });
    }
}
