//! The indicators of a filing: whose each one is, what it gets, and what kind.

use super::Context;
use crate::figures::{IndicatorPoints, IndicatorRule};
use crate::model::{Dimension, Indicator, IndicatorCategory, Project};
use crate::quantity::Score;
use crate::source::Span;

pub(super) use crate::figures::{Numbers, operator, unit};

/// An indicator, whose it is and what it gets.
pub(super) struct Row<'a> {
    /// The project; `None` for the department's own indicators.
    pub(super) project: Option<&'a Project>,
    pub(super) indicator: &'a Indicator,
    pub(super) points: IndicatorPoints,
}

/// Returns every indicator: the department's, then each project's.
pub(super) fn rows<'a>(context: &Context<'a>) -> impl Iterator<Item = Row<'a>> {
    let filing = context.edition.filing();
    let own = rows_of(None, &filing.evaluation.indicators, context.figures.indicator_points());
    let projects = filing.projects.iter().zip(context.figures.projects());
    own.chain(projects.flat_map(|(project, figures)| {
        rows_of(Some(project), &project.indicators, figures.indicator_points())
    }))
}

/// Returns the `indicators` of a project, or of the department, which get `points`.
pub(super) fn rows_of<'a>(
    project: Option<&'a Project>,
    indicators: &'a [Indicator],
    points: &'a [IndicatorPoints],
) -> impl Iterator<Item = Row<'a>> {
    let scored = indicators.iter().zip(points);
    scored.map(move |(indicator, points)| Row { project, indicator, points: *points })
}

impl Row<'_> {
    /// Returns the indicator's name with its owner's, for messages.
    pub(super) fn label(&self) -> String {
        let name = &self.indicator.name.value;
        match self.project {
            Some(project) => format!("“{}”的绩效指标“{name}”", project.name.value),
            None => format!("部门整体绩效指标“{name}”"),
        }
    }

    /// Returns the rule that scores the indicator.
    pub(super) fn rule(&self, context: &Context<'_>) -> IndicatorRule {
        let year = context.edition.filing().fiscal_year.value;
        IndicatorRule::of(self.indicator, &context.form.scoring, year)
    }

    /// Returns how the rule gives its points, for messages: 7600 ÷ 8000 × 15 = 14.25.
    pub(super) fn formula(&self, context: &Context<'_>) -> Option<String> {
        let weight = self.indicator.weight.value;
        let decimals = context.form.display.rate_decimals;
        Some(self.rule(context).applied(weight, self.points.computed?, decimals))
    }

    /// Returns where the points come from: the filed score, else the result, else the weight.
    pub(super) fn place(&self) -> Span {
        let Indicator { score, actual, weight, .. } = self.indicator;
        let filed = score.as_ref().map(|score| score.span);
        filed.or_else(|| actual.as_ref().map(|actual| actual.span)).unwrap_or(weight.span)
    }

    /// Returns whether the indicator gets all of its points.
    pub(super) fn is_full(&self) -> bool {
        let weight = self.indicator.weight.value;
        weight > Score::ZERO && self.points.awarded == Some(weight)
    }
}

/// Returns whether an indicator is of cost, whether its form puts cost on the first level or the
/// second.
pub(super) fn is_cost(indicator: &Indicator) -> bool {
    let (dimension, category) = (indicator.dimension.value, indicator.category.value);
    category == IndicatorCategory::Cost
        || (dimension == Dimension::Cost && category != IndicatorCategory::Satisfaction)
}
