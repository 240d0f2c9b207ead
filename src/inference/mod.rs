//! Inference: which withheld numbers follow from published ones by adding and subtracting.
//!
//! It knows whole numbers and linear relations between them, and nothing of budgets: an amount is a
//! number of 分, a count a number of things. A printed number is the range of the exact ones that
//! print so; a printed rate is two inequalities. All arithmetic is exact, and the work is bounded.

mod expression;
mod fraction;
mod problem;
mod range;
mod simplex;
mod solver;

pub use expression::Expression;
pub use problem::{Problem, Unknown};
pub use range::Range;
pub use solver::Solver;
