//! The lines of money that checks compare: the department, its parts, and each project.

use std::collections::BTreeSet;

use super::{Context, reason};
use crate::figures::Value;
use crate::model::{Adjustment, AdjustmentScope, Project, StatedAmounts};
use crate::quantity::{Amount, AmountUnit};
use crate::source::{Span, Spanned};

/// A line of money with its three amounts, as far as the filing gives them.
pub(super) struct Line<'a> {
    owner: Owner<'a>,
    stated: &'a StatedAmounts,
    pub(super) initial: Option<Amount>,
    pub(super) adjusted: Option<Amount>,
    pub(super) r#final: Option<Amount>,
    /// Whether the ledger has an entry that counts for the line.
    pub(super) in_ledger: bool,
}

enum Owner<'a> {
    /// The department or a part of it, by the name that its figures begin with.
    Part(&'static str),
    Project(&'a Project),
}

/// Returns the lines: the department, 基本支出, 项目支出, 其他支出, then the projects.
pub(super) fn lines<'a>(context: &Context<'a>) -> impl Iterator<Item = Line<'a>> {
    let Context { edition, figures, .. } = *context;
    let budget = &edition.filing().budget;
    let ledger = Ledger::of(&budget.adjustments);
    let amount = |name: &str, field: &str| match figures.get(&format!("{name}.{field}"))?.value {
        Value::Amount(amount) => Some(amount),
        _ => None,
    };
    // A sum in which no project states an initial budget is null, not nothing.
    let unplanned = budget.projects.initial.is_none()
        && edition.filing().projects.iter().all(|project| {
            let mut lines = project.funding.iter().map(|line| &line.amounts);
            project.amounts.initial.is_none() && lines.all(|amounts| amounts.initial.is_none())
        });
    let parts = [
        ("department", &budget.department, None),
        ("basic", &budget.basic, Some(AdjustmentScope::Basic)),
        ("projects", &budget.projects, Some(AdjustmentScope::Projects)),
        ("other", &budget.other, Some(AdjustmentScope::Other)),
    ]
    .map(|(name, stated, scope)| Line {
        owner: Owner::Part(name),
        stated,
        initial: amount(name, "initial").filter(|_| name != "projects" || !unplanned),
        adjusted: amount(name, "adjusted"),
        r#final: amount(name, "final"),
        in_ledger: match scope {
            None => !budget.adjustments.is_empty(),
            Some(scope) => budget.adjustments.iter().any(|entry| entry.scope.value == scope),
        },
    });
    let projects = edition.filing().projects.iter().zip(figures.projects());
    parts.into_iter().chain(projects.map(move |(project, figures)| Line {
        owner: Owner::Project(project),
        stated: &project.amounts,
        initial: figures.initial,
        adjusted: figures.adjusted,
        r#final: figures.r#final,
        in_ledger: ledger.counts_for(project),
    }))
}

/// Which projects the ledger's entries count for.
struct Ledger<'a> {
    projects: BTreeSet<&'a str>,
    /// Whether an entry of project expenditure names no project, so that it may be any one's.
    unnamed: bool,
}

impl<'a> Ledger<'a> {
    fn of(entries: &'a [Adjustment]) -> Self {
        let named = |entry: &'a Adjustment| entry.project.as_ref().map(|id| id.value.as_str());
        Self {
            projects: entries.iter().filter_map(named).collect(),
            unnamed: entries.iter().any(|entry| {
                entry.project.is_none() && entry.scope.value == AdjustmentScope::Projects
            }),
        }
    }

    fn counts_for(&self, project: &Project) -> bool {
        self.unnamed || self.projects.contains(project.id.value.as_str())
    }
}

impl<'a> Line<'a> {
    /// Returns the name of the line's figure called `field`: `department.expenditure_rate`.
    pub(super) fn figure(&self, field: &str) -> String {
        match self.owner {
            Owner::Part(part) => format!("{part}.{field}"),
            Owner::Project(project) => format!("project.{}.{field}", project.id.value),
        }
    }

    /// Returns the project that the line is of.
    pub(super) fn project(&self) -> Option<&'a Project> {
        match self.owner {
            Owner::Part(_) => None,
            Owner::Project(project) => Some(project),
        }
    }

    /// Returns the place of the first of `amounts` that the line states, for a project at least
    /// that of its id; `None` for a line that is only computed, whose parts are looked at.
    pub(super) fn place(&self, amounts: &[Option<&Spanned<Amount>>]) -> Option<Span> {
        let stated = amounts.iter().flatten().next().map(|amount| amount.span);
        stated.or_else(|| self.project().map(|project| project.id.span))
    }

    /// Returns the line's amounts with their places.
    pub(super) fn stated(&self) -> &'a StatedAmounts {
        self.stated
    }

    /// Returns whether more was spent than the adjusted budget, at printed precision.
    pub(super) fn is_overspent(&self, unit: AmountUnit) -> bool {
        let (Some(r#final), Some(adjusted)) = (self.r#final, self.adjusted) else { return false };
        r#final > adjusted && !difference(r#final, adjusted, unit).is_zero()
    }

    /// Returns whether the filing explains one of the line's figures called `fields`.
    pub(super) fn is_explained(&self, context: &Context<'_>, fields: &[&str]) -> bool {
        let explanations = &context.edition.filing().explanations;
        !explanations.is_empty()
            && fields.iter().any(|field| reason::is_given(explanations.get(&self.figure(field))))
    }
}

/// Returns `left − right` at the decimals of the one that has fewer, two at least: a total of 410.94
/// beside parts of 410.9376 is the same money.
pub(super) fn difference(left: Amount, right: Amount, unit: AmountUnit) -> Amount {
    let decimals = left.decimals(unit).min(right.decimals(unit)).max(2);
    let (left, right) = (left.rounded(unit, decimals), right.rounded(unit, decimals));
    left.checked_sub(right).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_taken_at_printed_precision() {
        let unit = AmountUnit::TenThousandYuan;
        let amount = |text| Amount::parse(text, unit).expect("plain decimal text");
        for (left, right, off) in [
            ("410.94", "410.9376", "0"),
            ("410.95", "410.9376", "0.01"),
            ("90", "89.974", "0.03"),
            ("384.2076", "384.2075", "0.0001"),
            ("0", "0", "0"),
        ] {
            let off_by = difference(amount(left), amount(right), unit).print_exact(unit);
            assert_eq!(off_by, off, "{left} − {right}");
        }
    }
}
