//! Quantities: exact amounts, rates, scores and grades; how they are read, rounded and printed.
//!
//! `rust_decimal` stays inside; one file rounds.

mod amount;
mod cell;
mod budget_kind;
mod decimal_text;
mod exact_text;
mod grade;
mod measure;
mod printed;
mod rate;
mod rounding;
mod score;

pub use amount::{Amount, AmountUnit};
pub use budget_kind::BudgetKind;
pub use decimal_text::DecimalFault;
pub use grade::Grade;
pub use measure::Measure;
pub use printed::{PrintedAmount, PrintedRate, RateBounds};
pub use rate::Rate;
pub use score::Score;
