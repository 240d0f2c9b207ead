//! The indicators of a filing: whose each one is, and what kind.

use super::Context;
use crate::model::{Dimension, Indicator, IndicatorCategory, Project};

pub(super) use crate::figures::{Numbers, operator, unit};

/// An indicator and whose it is.
pub(super) struct Row<'a> {
    /// The project; `None` for the department's own indicators.
    pub(super) project: Option<&'a Project>,
    pub(super) indicator: &'a Indicator,
}

/// Returns every indicator: the department's, then each project's.
pub(super) fn rows<'a>(context: &Context<'a>) -> impl Iterator<Item = Row<'a>> {
    let edition = context.edition;
    let own = edition.filing().evaluation.indicators.iter();
    let own = own.map(|indicator| Row { project: None, indicator });
    own.chain(edition.filing().projects.iter().flat_map(|project| {
        let indicators = project.indicators.iter();
        indicators.map(move |indicator| Row { project: Some(project), indicator })
    }))
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
}

/// Returns whether an indicator is of cost, whether its form puts cost on the first level or the
/// second.
pub(super) fn is_cost(indicator: &Indicator) -> bool {
    let (dimension, category) = (indicator.dimension.value, indicator.category.value);
    category == IndicatorCategory::Cost
        || (dimension == Dimension::Cost && category != IndicatorCategory::Satisfaction)
}
