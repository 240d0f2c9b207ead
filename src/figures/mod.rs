//! Figures: every computed value of a filing, with its formula, its inputs and its printed text.
//!
//! Values are computed once; formula and inputs are put into words when somebody asks for them.

mod figure;
mod name;
mod set;
mod project;
mod scoring;
mod recipe;
mod origin;
mod compute;
mod builder;
mod money;
mod ledger;
mod changed;
mod moved;
mod explain;
mod explain_project;
mod explain_indicator;
mod formula;
pub mod render;

pub use changed::ChangedFigure;
pub use compute::compute;
pub use explain::{Explanation, GIVEN, Input, explain};
pub use figure::{Figure, FigureKind, Value};
pub use moved::{Moved, moved};
pub use origin::Origin;
pub use project::{ProjectField, ProjectFigures};
pub use recipe::{AmountField, ProjectFacts, ProjectGroup};
pub use scoring::{Band, IndicatorPoints, IndicatorRule, Numbers, operator, unit};
pub use set::Figures;
