//! The points of indicators, and a project's points from them: the execution row, each dimension,
//! and their total.

mod numbers;
mod rule;
mod written;

use crate::form::{ExecutionCap, Scoring};
use crate::model::{Dimension, Indicator, Project};
use crate::quantity::Score;

pub use numbers::Numbers;
pub use rule::{Band, IndicatorRule};
pub use written::{operator, unit};

/// The points of one indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndicatorPoints {
    /// What the rule gives; `None` where no rule can read the texts.
    pub computed: Option<Score>,
    /// What the indicator gets: the filed score, else the computed one.
    pub awarded: Option<Score>,
}

impl IndicatorPoints {
    /// Returns the points of `indicator` by the conventions of a form; a date without a year is of
    /// `year`.
    pub(super) fn of(indicator: &Indicator, scoring: &Scoring, year: i16) -> Self {
        let rule = IndicatorRule::of(indicator, scoring, year);
        let computed = rule.points(indicator.weight.value);
        let filed = indicator.score.as_ref().map(|score| score.value);
        Self { computed, awarded: filed.or(computed) }
    }
}

/// The points of a project that has indicators.
///
/// Awarded scores are added as they stand, so that a printed column adds up. A sum is `None` when an
/// indicator in it was given no score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IndicatorScores {
    by_dimension: [Option<Score>; Dimension::ALL.len()],
    /// One for each indicator, in the order of the filing.
    pub(super) rows: Box<[IndicatorPoints]>,
    /// The execution row and every indicator.
    pub(super) added: Option<Score>,
    /// The same, at most what the execution rate leaves.
    pub(super) total: Option<Score>,
}

impl IndicatorScores {
    /// Adds up the points of `project`, whose execution row has `execution` and whose execution rate
    /// bounds the total by `cap`; `None` where it has no indicators.
    pub(super) fn of(
        project: &Project,
        execution: Option<Score>,
        cap: Option<ExecutionCap>,
        scoring: &Scoring,
        year: i16,
    ) -> Option<Self> {
        if project.indicators.is_empty() {
            return None;
        }
        let indicators = project.indicators.iter();
        let rows: Box<[_]> =
            indicators.map(|indicator| IndicatorPoints::of(indicator, scoring, year)).collect();
        let by_dimension = Dimension::ALL.map(|dimension| {
            let of_rows = project.indicators.iter().zip(&rows);
            let mut members = of_rows
                .filter(|(indicator, _)| indicator.dimension.value == dimension)
                .map(|(_, points)| points.awarded)
                .peekable();
            members.peek()?;
            members.sum()
        });
        let sum = rows.iter().map(|points| points.awarded).sum();
        let added: Option<Score> = [execution, sum].into_iter().sum();
        let total = match cap {
            Some(cap) => added.map(|added| added.min(cap.most)),
            None => added,
        };
        Some(Self { by_dimension, rows, added, total })
    }

    /// Returns the points of `dimension`.
    pub(super) fn of_dimension(&self, dimension: Dimension) -> Option<Score> {
        Dimension::ALL
            .into_iter()
            .zip(self.by_dimension)
            .find_map(|(listed, score)| (listed == dimension).then_some(score))
            .flatten()
    }
}
