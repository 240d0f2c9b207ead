//! Which withheld amounts a figure of the full edition has in it.

use super::hidden::{Hidden, Part};
use crate::figures::AmountField;
use crate::model::AdjustmentCategory;
use crate::quantity::BudgetKind;

/// A number that a reader does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// The withheld amount of this number.
    Hidden(usize),
    /// 基本支出 and 其他支出 in the department's amount.
    Rest(AmountField),
}

/// The unknown numbers that a figure is made of, beside what is public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) plus: Vec<Term>,
    pub(super) minus: Vec<Term>,
}

impl Terms {
    /// Returns the terms of the amount called `name`; `None` where it has no withheld amount in it
    /// that could be reckoned with.
    pub(super) fn of(
        name: &str,
        hidden: &Hidden<'_>,
        is_rest_public: impl Fn(AmountField) -> bool,
    ) -> Option<Self> {
        if name == "project_total" {
            let evaluated =
                hidden.of_field(AmountField::Adjusted, |listed| listed.project.evaluated);
            return evaluated.map(Self::plus);
        }
        let (scope, last) = name.rsplit_once('.')?;
        if scope == "projects" {
            return Self::of_line(last, |field| hidden.of_field(field, |_| true).map(Self::plus));
        }
        if scope == "department" {
            return Self::of_line(last, |field| {
                let mut terms = Self::plus(hidden.of_field(field, |_| true)?);
                terms.plus.extend((!is_rest_public(field)).then_some(Term::Rest(field)));
                Some(terms)
            });
        }
        if let Some(id) = scope.strip_prefix("project.") {
            let project = &hidden.projects[hidden.number(id)?];
            return Self::of_line(last, |field| hidden.of_project(project, field).map(Self::plus));
        }
        if let Some(key) = scope.strip_prefix("by_kind.") {
            let kind = BudgetKind::ALL.into_iter().find(|kind| kind.key() == key)?;
            let parts = match last {
                "amount" => hidden.of_kind(kind, |listed| listed.project.evaluated),
                "expenditure" => hidden.of_kind(kind, |_| true),
                _ => None,
            };
            return parts.map(Self::plus);
        }
        if name == "adjustments.total" {
            return Some(Self::plus(hidden.of_ledger(None)));
        }
        let key = name.strip_prefix("adjustments.by_category.")?.strip_suffix(".amount")?;
        let mut categories = AdjustmentCategory::ALL.into_iter();
        let category = categories.find(|category| category.key() == key)?;
        Some(Self::plus(hidden.of_ledger(Some(category))))
    }

    /// Returns that the ledger leads from the initial budget of a project to the adjusted one, as
    /// terms that come to nothing; `None` where the project has no entries or they do not.
    pub(super) fn of_link(hidden: &Hidden<'_>, project: usize) -> Option<Self> {
        let project = &hidden.projects[project];
        let entries = hidden.parts(project, |part| matches!(part, Part::Ledger(_)));
        if entries.is_empty() {
            return None;
        }
        let adjusted = hidden.of_project(project, AmountField::Adjusted)?;
        let known = hidden.of_project(project, AmountField::Initial)?.into_iter().chain(entries);
        let terms = Self {
            plus: adjusted.into_iter().map(Term::Hidden).collect(),
            minus: known.map(Term::Hidden).collect(),
        };
        let sum = |terms: &[Term]| -> i128 {
            let numbers = terms.iter().filter_map(|term| match term {
                Term::Hidden(number) => Some(hidden.amounts[*number].fen),
                Term::Rest(_) => None,
            });
            numbers.sum()
        };
        (sum(&terms.plus) == sum(&terms.minus)).then_some(terms)
    }

    /// Returns the terms of an amount of a line, or of the difference between its two budgets.
    fn of_line(last: &str, of: impl Fn(AmountField) -> Option<Self>) -> Option<Self> {
        if last == "adjustment" {
            let (adjusted, initial) = (of(AmountField::Adjusted)?, of(AmountField::Initial)?);
            return Some(Self { plus: adjusted.plus, minus: initial.plus });
        }
        of(AmountField::ALL.into_iter().find(|field| field.key() == last)?)
    }

    fn plus(amounts: Vec<usize>) -> Self {
        Self { plus: amounts.into_iter().map(Term::Hidden).collect(), minus: Vec::new() }
    }
}
