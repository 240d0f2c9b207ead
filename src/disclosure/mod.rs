//! Disclosure on paper: the register of what is published, and the review of what is not.
//!
//! Both are papers of the department and its finance authority. They are made here as rows, which
//! templates, workbooks and the terminal put into words.

mod group;
mod label;
mod register;
mod review;
mod text;
mod json;

pub use group::ReviewGroup;
pub use register::{Register, RegisterRow, Standing, register};
pub use review::{Remark, Review, ReviewItem, TotalPair, review};
