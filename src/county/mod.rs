//! A county's summary: what the filings of one year amount to together, and who ranks where.
//!
//! Sums, counts and rates are exact and computed once; the report and the workbook quote them.

mod compute;
mod department;
mod submission;
#[cfg(test)]
mod tests;
mod total;

pub use department::{Department, RowField};
pub use submission::{Ending, Submission};
pub use total::{ADDED, Lacking};

use std::collections::BTreeMap;

use crate::figures::Figure;

/// The filings of one year, summed up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct County {
    /// The budget year.
    pub fiscal_year: i16,
    /// The finance authority that they all name; `None` where they name none or several.
    pub finance_authority: Option<String>,
    /// The departments that count, best score first; those without a score stand last.
    pub departments: Vec<Department>,
    /// The filings that do not count, by how they ended.
    pub uncounted: Vec<Submission>,
    /// What some of the departments have not filed, so that the sums are without it.
    pub lacking: Vec<Lacking>,
    figures: BTreeMap<String, Figure>,
}

impl County {
    /// Returns the figure of all departments called `name`.
    pub fn figure(&self, name: &str) -> Option<&Figure> {
        self.figures.get(name)
    }

    /// Returns the names of the figures of all departments.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.figures.keys().map(String::as_str)
    }
}
