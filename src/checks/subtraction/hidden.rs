//! The amounts of withheld projects, which nobody may work out from what is published.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::checks::Context;
use crate::figures::{AmountField, ProjectFigures};
use crate::model::{AdjustmentCategory, Project};
use crate::quantity::{Amount, BudgetKind};

/// The withheld projects of a filing, and their amounts.
pub(super) struct Hidden<'a> {
    pub(super) projects: Vec<HiddenProject<'a>>,
    /// The amounts of all of them, those of a project one behind the other.
    pub(super) amounts: Vec<HiddenAmount>,
    by_id: BTreeMap<&'a str, usize>,
}

/// A withheld project.
pub(super) struct HiddenProject<'a> {
    pub(super) project: &'a Project,
    pub(super) figures: &'a ProjectFigures,
    /// Where its amounts stand among all of them.
    pub(super) amounts: Range<usize>,
    /// Whether its adjusted budget is known kind by kind.
    is_divided: bool,
}

/// An amount that is withheld and is not nothing: that there is nothing to hide is no secret.
pub(super) struct HiddenAmount {
    pub(super) part: Part,
    pub(super) fen: i128,
}

/// Which amount of a project it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 年初预算数.
    Initial,
    /// 调整后预算数 of one kind of budget, or of all where the kinds do not make up the whole.
    Adjusted(Option<BudgetKind>),
    /// 决算数.
    Final,
    /// What the ledger's entries of a category come to.
    Ledger(AdjustmentCategory),
}

impl<'a> Hidden<'a> {
    /// Collects the amounts of the projects that the filing withholds.
    pub(super) fn of(context: &Context<'a>) -> Self {
        let ledger = ledger(context);
        let mut hidden = Self { projects: Vec::new(), amounts: Vec::new(), by_id: BTreeMap::new() };
        let projects = context.edition.filing().projects.iter().zip(context.figures.projects());
        for (project, figures) in projects.filter(|(project, _)| project.withholding.is_some()) {
            let id = project.id.value.as_str();
            let first = hidden.amounts.len();
            let mut add = |part, amount: Amount| {
                if !amount.is_zero() {
                    hidden.amounts.push(HiddenAmount { part, fen: amount.fen() });
                }
            };
            if let Some(initial) = figures.initial {
                add(Part::Initial, initial);
            }
            let divided = divided(figures);
            for (kind, amount) in divided.iter().flatten() {
                add(Part::Adjusted(Some(*kind)), *amount);
            }
            if let (Some(adjusted), None) = (figures.adjusted, &divided) {
                add(Part::Adjusted(None), adjusted);
            }
            if let Some(r#final) = figures.r#final {
                add(Part::Final, r#final);
            }
            for (category, amount) in ledger.get(id).into_iter().flatten() {
                add(Part::Ledger(*category), *amount);
            }
            let amounts = first..hidden.amounts.len();
            hidden.by_id.entry(id).or_insert(hidden.projects.len());
            let is_divided = divided.is_some();
            hidden.projects.push(HiddenProject { project, figures, amounts, is_divided });
        }
        hidden
    }

    /// Returns the number of the withheld project with `id`.
    pub(super) fn number(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Returns the amounts that one field of the projects `wanted` is made of; `None` where one of
    /// them lacks it.
    pub(super) fn of_field(
        &self,
        field: AmountField,
        wanted: impl Fn(&HiddenProject<'_>) -> bool,
    ) -> Option<Vec<usize>> {
        let projects = self.projects.iter().filter(|project| wanted(project));
        let parts: Option<Vec<_>> =
            projects.map(|project| self.of_project(project, field)).collect();
        Some(parts?.into_iter().flatten().collect())
    }

    /// Returns the amounts that a field of one project is made of; `None` where it lacks it.
    pub(super) fn of_project(
        &self,
        project: &HiddenProject<'_>,
        field: AmountField,
    ) -> Option<Vec<usize>> {
        let (stated, belongs): (_, fn(Part) -> bool) = match field {
            AmountField::Initial => (project.figures.initial, |part| part == Part::Initial),
            AmountField::Adjusted => {
                (project.figures.adjusted, |part| matches!(part, Part::Adjusted(_)))
            }
            AmountField::Final => (project.figures.r#final, |part| part == Part::Final),
        };
        stated.map(|_| self.parts(project, belongs))
    }

    /// Returns the parts of the adjusted budgets that a kind pays for; `None` where one of the
    /// projects `wanted` does not say what the kind's part is.
    pub(super) fn of_kind(
        &self,
        kind: BudgetKind,
        wanted: impl Fn(&HiddenProject<'_>) -> bool,
    ) -> Option<Vec<usize>> {
        let mut parts = Vec::new();
        for project in self.projects.iter().filter(|project| wanted(project)) {
            if project.is_divided {
                parts.extend(self.parts(project, |part| part == Part::Adjusted(Some(kind))));
            } else if project.figures.kind_parts().iter().any(|(listed, _)| *listed == kind) {
                return None;
            }
        }
        Some(parts)
    }

    /// Returns the entries of the ledger, of one category or of all.
    pub(super) fn of_ledger(&self, category: Option<AdjustmentCategory>) -> Vec<usize> {
        let belongs = |part| match part {
            Part::Ledger(listed) => category.is_none_or(|category| category == listed),
            _ => false,
        };
        self.projects.iter().flat_map(|project| self.parts(project, belongs)).collect()
    }

    /// Returns the amounts of one project that `belongs` takes.
    pub(super) fn parts(
        &self,
        project: &HiddenProject<'_>,
        belongs: impl Fn(Part) -> bool,
    ) -> Vec<usize> {
        let amounts = self.amounts[project.amounts.clone()].iter().zip(project.amounts.clone());
        amounts.filter(|(amount, _)| belongs(amount.part)).map(|(_, number)| number).collect()
    }
}

/// Returns the adjusted budget kind by kind; `None` where the kinds do not make it up.
fn divided(figures: &ProjectFigures) -> Option<Vec<(BudgetKind, Amount)>> {
    let parts = figures.kind_parts().iter().map(|(kind, amount)| Some((*kind, (*amount)?)));
    let parts: Vec<_> = parts.collect::<Option<_>>()?;
    let sum: Amount = parts.iter().map(|(_, amount)| *amount).sum();
    (Some(sum) == figures.adjusted).then_some(parts)
}

/// Returns what the ledger's entries of each project come to, by category.
fn ledger<'a>(context: &Context<'a>) -> BTreeMap<&'a str, BTreeMap<AdjustmentCategory, Amount>> {
    let mut sums: BTreeMap<&str, BTreeMap<_, _>> = BTreeMap::new();
    for entry in &context.edition.filing().budget.adjustments {
        if let Some(id) = &entry.project {
            let sums = sums.entry(&id.value).or_default();
            let sum: &mut Amount = sums.entry(entry.category.value).or_default();
            *sum = [*sum, entry.amount.value].into_iter().sum();
        }
    }
    sums
}
