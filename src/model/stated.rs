//! Figures as somebody printed them, to be checked against the computed ones.

use crate::source::Spanned;

/// The figures that `stated:` gives, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The figures by name: nested keys joined by points (`department.expenditure_rate`).
    pub figures: Vec<PrintedValue>,
    /// Printed additions.
    pub sums: Vec<PrintedSum>,
}

/// A figure as it was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedValue {
    /// The figure's name, at its key.
    pub name: Spanned<String>,
    /// The printed text: 50%, 410.94, 优.
    pub text: Spanned<String>,
}

/// A printed addition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedSum {
    /// What it adds up.
    pub label: Spanned<String>,
    /// The printed parts.
    pub parts: Vec<Spanned<String>>,
    /// The printed total.
    pub total: Spanned<String>,
}
