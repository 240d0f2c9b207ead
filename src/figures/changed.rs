//! A figure that changed between two filings, as a note on changes lists it.

/// A figure that changed since the edition compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFigure {
    /// Its name, by which it is quoted.
    pub name: String,
    /// What it is, in Chinese.
    pub label: String,
    /// As it was printed; `None` where there was no such figure.
    pub before: Option<String>,
    /// As it is printed; `None` where there is no such figure.
    pub after: Option<String>,
    /// By how much it changed, with its sign and its unit unless that is the report's own for
    /// amounts; `None` where one side has no number.
    pub difference: Option<String>,
    /// Why it changed, as the ledger says; `None` where the ledger says nothing.
    pub reason: Option<String>,
    /// Whether it is computed from other figures rather than stated.
    pub follows: bool,
}
