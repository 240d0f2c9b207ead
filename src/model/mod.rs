//! The filing: one department's year, as the YAML states it.
//!
//! Loading collects every fault. Nothing here is computed or shown.

mod closed_set;
mod allow;
mod budget;
mod consolidated;
mod filing;
mod narrative;
mod project;
mod stated;
mod load;

pub use allow::Allow;
pub use budget::{
    Adjustment, AdjustmentCategory, AdjustmentScope, Budget, IncomeLine, PriorYear, StatedAmounts,
};
pub use closed_set::ClosedSet;
pub(crate) use closed_set::closed_set;
pub use consolidated::{Consolidated, Part, PartValue, Unit};
pub use filing::{
    Department, Disclosure, DisclosureTime, Evaluation, Filing, Objective, People, Staff,
};
pub use load::{load, load_adjustment, schema};
pub use narrative::{Audience, Narrative, NarrativeParagraph};
pub use project::{
    Dimension, Execution, FundingLevel, FundingLine, FundingSource, Indicator, IndicatorCategory,
    Nature, Operator, Project, ProjectLevel, ProjectStatus, Withholding, WithholdingGround,
};
pub use stated::{PrintedSum, PrintedValue, Stated};

pub use crate::quantity::BudgetKind;
