//! A sum of unknowns, each so many times, and a known number.

use std::collections::BTreeMap;

use super::Unknown;

/// A linear expression in whole numbers: 2·x + 3·y + 41094.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expression {
    /// How many times each unknown is in it; never zero times.
    pub(super) terms: BTreeMap<Unknown, i128>,
    pub(super) constant: i128,
}

impl Expression {
    /// Returns the known number `constant`.
    pub fn known(constant: i128) -> Self {
        Self { terms: BTreeMap::new(), constant }
    }

    /// Returns the sum of `unknowns` and `constant`.
    pub fn sum(unknowns: impl IntoIterator<Item = Unknown>, constant: i128) -> Self {
        let mut sum = Self::known(constant);
        for unknown in unknowns {
            *sum.terms.entry(unknown).or_default() += 1;
        }
        sum
    }

    /// Returns whether it is a known number.
    pub fn is_known(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns the expression and `times` the `other`, or `None` when a number grows too large.
    pub fn plus(&self, times: i128, other: &Self) -> Option<Self> {
        let mut sum = self.clone();
        sum.constant = sum.constant.checked_add(times.checked_mul(other.constant)?)?;
        for (unknown, coefficient) in &other.terms {
            let added = times.checked_mul(*coefficient)?;
            let term = sum.terms.entry(*unknown).or_default();
            *term = term.checked_add(added)?;
        }
        sum.terms.retain(|_, coefficient| *coefficient != 0);
        Some(sum)
    }

    /// Returns `times` the expression, or `None` when a number grows too large.
    pub fn times(&self, times: i128) -> Option<Self> {
        Self::default().plus(times, self)
    }
}
