//! Puts figures into the set: each way a value comes about, computed once.

use super::recipe::{AmountField, ProjectGroup, Recipe, Sign};
use super::set::DepartmentFigure;
use super::{FigureKind, Figures, ProjectFigures, Value};
use crate::form::Form;
use crate::form::Totals;
use crate::model::{AdjustmentScope, Filing};
use crate::quantity::Amount;
use crate::source::Spanned;

/// The set while it is filled, and what it is filled from.
pub(super) struct Builder<'a> {
    pub(super) filing: &'a Filing,
    pub(super) form: &'a Form,
    /// What the amounts of the department and of project expenditure are.
    pub(super) totals: Totals,
    pub(super) figures: Figures,
}

impl Builder<'_> {
    /// Inserts a count that the filing gives under `key`.
    pub(super) fn given_count(
        &mut self,
        name: &str,
        key: &str,
        label: &str,
        count: Option<&Spanned<u64>>,
    ) {
        let value = count.map_or(Value::Absent, |count| Value::Count(count.value));
        let recipe = Recipe::Given { key: key.to_owned(), span: count.map(|count| count.span) };
        self.insert(name, FigureKind::Count, label.to_owned(), value, recipe, "填报数");
    }

    /// Inserts an amount that the filing gives under `key`.
    pub(super) fn given_amount(
        &mut self,
        name: &str,
        key: &str,
        label: String,
        amount: Option<&Spanned<Amount>>,
        rule: &'static str,
    ) {
        let recipe = Recipe::Given { key: key.to_owned(), span: amount.map(|amount| amount.span) };
        self.insert(
            name,
            FigureKind::Amount,
            label,
            Value::of_amount(amount.map(|a| a.value)),
            recipe,
            rule,
        );
    }

    /// Inserts `initial` plus the ledger's entries of `scope`; returns whether both are there.
    pub(super) fn by_ledger(
        &mut self,
        name: &str,
        label: &str,
        initial: &str,
        scope: Option<AdjustmentScope>,
    ) -> bool {
        let entries = &self.filing.budget.adjustments;
        let Some(base) = self.amount(initial).filter(|_| !entries.is_empty()) else {
            return false;
        };
        let in_scope = entries.iter().filter(|entry| scope.is_none_or(|s| entry.scope.value == s));
        let change: Amount = in_scope.map(|entry| entry.amount.value).sum();
        let value = Value::of_amount(base.checked_add(change));
        let recipe = Recipe::Ledger { initial: initial.to_owned(), scope };
        self.insert(
            name,
            FigureKind::Amount,
            label.to_owned(),
            value,
            recipe,
            AmountField::Adjusted.rule(),
        );
        true
    }

    /// Inserts the sum of other figures.
    pub(super) fn terms(
        &mut self,
        name: &str,
        label: String,
        terms: Vec<(Sign, String)>,
        rule: &'static str,
    ) {
        let total = terms.iter().try_fold(Amount::ZERO, |total, (sign, term)| match sign {
            Sign::Plus => total.checked_add(self.amount(term)?),
            Sign::Minus => total.checked_sub(self.amount(term)?),
        });
        self.insert(
            name,
            FigureKind::Amount,
            label,
            Value::of_amount(total),
            Recipe::Terms(terms),
            rule,
        );
    }

    /// Inserts `part ÷ whole`.
    pub(super) fn quotient(
        &mut self,
        name: &str,
        label: &str,
        parts: (&str, &str),
        rule: &'static str,
    ) {
        let (part, whole) = parts;
        let value = Value::quotient(self.value(part), self.value(whole));
        let recipe = Recipe::Quotient { part: part.to_owned(), whole: whole.to_owned() };
        self.insert(name, FigureKind::Rate, label.to_owned(), value, recipe, rule);
    }

    /// Inserts the number of projects in `group`.
    pub(super) fn count(
        &mut self,
        name: &str,
        label: String,
        group: ProjectGroup,
        rule: &'static str,
    ) {
        let value = Value::Count(self.members(group).map(|_| 1).sum());
        self.insert(name, FigureKind::Count, label, value, Recipe::Count(group), rule);
    }

    /// Inserts a figure; it stands behind those inserted before it.
    pub(super) fn insert(
        &mut self,
        name: &str,
        kind: FigureKind,
        label: String,
        value: Value,
        recipe: Recipe,
        rule: &'static str,
    ) {
        let figure = DepartmentFigure { label, kind, value, recipe, rule };
        self.figures.department.insert(name.to_owned(), figure);
    }

    /// Returns the sum over the projects of `group`; `None` when one of them lacks its part.
    pub(super) fn sum(&self, field: AmountField, group: ProjectGroup) -> Option<Amount> {
        match group {
            ProjectGroup::OfKind(kind) | ProjectGroup::EvaluatedOfKind(kind) => self
                .members(group)
                .flat_map(ProjectFigures::kinds)
                .filter(|(listed, _)| *listed == kind)
                .map(|(_, amount)| amount)
                .sum(),
            _ => self.members(group).map(|project| project.amount(field)).sum(),
        }
    }

    /// Returns the projects of `group`.
    pub(super) fn members(&self, group: ProjectGroup) -> impl Iterator<Item = &ProjectFigures> {
        self.filing
            .projects
            .iter()
            .zip(&self.figures.projects)
            .filter(move |(project, figures)| group.holds(project, figures))
            .map(|(_, figures)| figures)
    }

    /// Returns the value of a figure inserted before.
    pub(super) fn value(&self, name: &str) -> Value {
        self.figures.department.get(name).map_or(Value::Absent, |figure| figure.value)
    }

    /// Returns the amount of a figure inserted before.
    pub(super) fn amount(&self, name: &str) -> Option<Amount> {
        match self.value(name) {
            Value::Amount(amount) => Some(amount),
            _ => None,
        }
    }
}
