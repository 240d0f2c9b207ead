//! What a figure of the department is computed from, for those who trace a change to its cause.

use super::recipe::Recipe;
use super::{AmountField, Figures, ProjectGroup};
use crate::model::{AdjustmentCategory, AdjustmentScope, BudgetKind, ClosedSet};
use crate::quantity::Grade;

/// What a figure of the department is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It stands in the filing under this key.
    Given(String),
    /// It follows from other figures.
    Figures(Vec<String>),
    /// It counts the projects of a group, or adds up one of their amounts.
    Projects {
        /// The group.
        group: ProjectGroup,
        /// The amount that is added up; `None` where the projects are counted.
        amount: Option<AmountField>,
    },
    /// It is another figure and the ledger's entries of a scope.
    Ledger {
        /// The figure.
        initial: String,
        /// The scope; every scope where it is `None`.
        scope: Option<AdjustmentScope>,
    },
    /// It counts the ledger's entries of a category or adds them up; of every category where it is
    /// `None`.
    Entries(Option<AdjustmentCategory>),
    /// It adds up the scores of the department's own indicators.
    Indicators,
}

impl Figures {
    /// Returns what the figure of the department called `name` is computed from; `None` where there
    /// is none of that name.
    pub fn origin(&self, name: &str) -> Option<Origin> {
        Some(match &self.department.get(name)?.recipe {
            Recipe::Given { key, .. } => Origin::Given(key.clone()),
            Recipe::ProjectTotal { amount, group } => {
                Origin::Projects { group: *group, amount: Some(*amount) }
            }
            Recipe::Count(group) => Origin::Projects { group: *group, amount: None },
            Recipe::Terms(terms) => {
                Origin::Figures(terms.iter().map(|(_, term)| term.clone()).collect())
            }
            Recipe::Quotient { part, whole } => Origin::Figures(vec![part.clone(), whole.clone()]),
            Recipe::Grade { score } => Origin::Figures(vec![score.clone()]),
            Recipe::Ledger { initial, scope } => {
                Origin::Ledger { initial: initial.clone(), scope: *scope }
            }
            Recipe::LedgerCount => Origin::Entries(None),
            Recipe::LedgerTotal { category } => Origin::Entries(*category),
            Recipe::IndicatorTotal => Origin::Indicators,
        })
    }
}

impl ProjectGroup {
    /// Returns the group's name for programs: `evaluated`, `of_kind.general_public`.
    pub fn key(self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::AtStart => "at_start".to_owned(),
            Self::Added => "added".to_owned(),
            Self::Cancelled => "cancelled".to_owned(),
            Self::AtEnd => "at_end".to_owned(),
            Self::Evaluated => "evaluated".to_owned(),
            Self::OfKind(kind) => format!("of_kind.{}", kind.key()),
            Self::EvaluatedOfKind(kind) => format!("evaluated_of_kind.{}", kind.key()),
            Self::EvaluatedWithGrade(grade) => format!("evaluated_with_grade.{}", grade.key()),
        }
    }

    /// Returns the group that [`ProjectGroup::key`] names `key`.
    pub fn named(key: &str) -> Option<Self> {
        let kind = |key: &str| BudgetKind::MEMBERS.iter().copied().find(|kind| kind.key() == key);
        let grade = |key: &str| Grade::ALL.into_iter().find(|grade| grade.key() == key);
        Some(match key.split_once('.') {
            None => match key {
                "all" => Self::All,
                "at_start" => Self::AtStart,
                "added" => Self::Added,
                "cancelled" => Self::Cancelled,
                "at_end" => Self::AtEnd,
                "evaluated" => Self::Evaluated,
                _ => return None,
            },
            Some(("of_kind", key)) => Self::OfKind(kind(key)?),
            Some(("evaluated_of_kind", key)) => Self::EvaluatedOfKind(kind(key)?),
            Some(("evaluated_with_grade", key)) => Self::EvaluatedWithGrade(grade(key)?),
            Some(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_named_and_found_by_name() {
        let mut groups = vec![
            ProjectGroup::All,
            ProjectGroup::AtStart,
            ProjectGroup::Added,
            ProjectGroup::Cancelled,
            ProjectGroup::AtEnd,
            ProjectGroup::Evaluated,
        ];
        groups.extend(BudgetKind::ALL.map(ProjectGroup::OfKind));
        groups.extend(BudgetKind::ALL.map(ProjectGroup::EvaluatedOfKind));
        groups.extend(Grade::ALL.map(ProjectGroup::EvaluatedWithGrade));
        for group in groups {
            assert_eq!(ProjectGroup::named(&group.key()), Some(group));
        }
        assert_eq!(ProjectGroup::named("of_kind.military"), None);
    }
}
