//! What a consolidated filing keeps of its units: who they are, and the parts of its sums.

use std::collections::BTreeMap;

use super::People;
use crate::quantity::Amount;
use crate::source::{Span, Spanned};

/// What the sums over a department and its units were added up from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consolidated {
    /// The units in the order of `department.units`.
    pub units: Vec<Unit>,
    /// The parts of each sum by the sum's key: `budget.department.final`.
    pub parts: BTreeMap<String, Vec<Part>>,
}

/// A unit whose filing was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its path, where the department lists it.
    pub path: Spanned<String>,
    /// Its name, where its own filing says it.
    pub name: Spanned<String>,
    /// The people that its filing names; personal data throughout.
    pub people: People,
}

/// One addend of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whose it is: the department's own part, or a unit's name.
    pub whose: String,
    /// The addend.
    pub value: PartValue,
    /// Where it stands, or what it follows from.
    pub span: Span,
}

/// The value of an addend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartValue {
    /// An amount.
    Amount(Amount),
    /// A count.
    Count(u64),
}
