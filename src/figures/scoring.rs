//! A project's points from its indicators: the execution row, each dimension, and their total.

use crate::model::{Dimension, Indicator, Project};
use crate::quantity::Score;

/// The points of a project that has indicators.
///
/// Awarded scores are added as they stand, so that a printed column adds up. A sum is `None` when an
/// indicator in it was given no score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IndicatorScores {
    by_dimension: [Option<Score>; Dimension::ALL.len()],
    /// The execution row and every indicator.
    pub(super) total: Option<Score>,
}

impl IndicatorScores {
    /// Adds up the points of `project`, whose execution row has `execution`; `None` where it has no
    /// indicators.
    pub(super) fn of(project: &Project, execution: Option<Score>) -> Option<Self> {
        if project.indicators.is_empty() {
            return None;
        }
        let by_dimension = Dimension::ALL.map(|dimension| {
            let mut members = of_dimension(project, dimension).peekable();
            members.peek()?;
            sum(members)
        });
        let total = [execution, sum(project.indicators.iter())].into_iter().sum();
        Some(Self { by_dimension, total })
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

/// Returns the indicators of `dimension`.
pub(super) fn of_dimension(
    project: &Project,
    dimension: Dimension,
) -> impl Iterator<Item = &Indicator> {
    project.indicators.iter().filter(move |indicator| indicator.dimension.value == dimension)
}

fn sum<'a>(indicators: impl Iterator<Item = &'a Indicator>) -> Option<Score> {
    indicators.map(|indicator| indicator.score.as_ref().map(|score| score.value)).sum()
}
