//! The unknowns and the published relations between them.

use std::collections::BTreeMap;

use super::Expression;
use super::fraction::gcd;
use crate::quantity::RateBounds;

/// A number that was withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unknown(pub(super) usize);

/// Unknowns, and what has been published about them.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// Whether each unknown is known not to be below zero.
    pub(super) at_least_zero: Vec<bool>,
    pub(super) relations: Vec<Relation>,
}

/// A sum of unknowns, each so many times, and the range that it lies in.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// Not empty; the coefficients have no common divisor and are not zero.
    pub(super) terms: BTreeMap<Unknown, i128>,
    pub(super) least: Option<i128>,
    pub(super) most: Option<i128>,
    pub(super) origin: usize,
}

impl Problem {
    /// Adds an unknown whole number, which is known not to be below zero or not even that.
    pub fn unknown(&mut self, at_least_zero: bool) -> Unknown {
        self.at_least_zero.push(at_least_zero);
        Unknown(self.at_least_zero.len() - 1)
    }

    /// Adds that `expression` lies between `least` and `most`, both included; `origin` is the
    /// caller's number for what says so.
    ///
    /// An expression without unknowns says nothing about them and is left out.
    pub fn between(
        &mut self,
        expression: &Expression,
        least: Option<i128>,
        most: Option<i128>,
        origin: usize,
    ) {
        let Some(first) = expression.terms.values().next() else { return };
        let shared = expression.terms.values().fold(*first, |shared, next| gcd(shared, *next));
        let shared = shared.abs();
        // A bound that leaves the range of numbers is none.
        let without_constant = |bound: i128| bound.checked_sub(expression.constant);
        self.relations.push(Relation {
            terms: expression
                .terms
                .iter()
                .map(|(unknown, times)| (*unknown, times / shared))
                .collect(),
            least: least.and_then(without_constant).map(|bound| -(-bound).div_euclid(shared)),
            most: most.and_then(without_constant).map(|bound| bound.div_euclid(shared)),
            origin,
        });
    }

    /// Adds that `part ÷ whole` lies within `bounds`, where the whole is above zero.
    ///
    /// A rate whose numbers grow too large is left out.
    pub fn quotient(
        &mut self,
        part: &Expression,
        whole: &Expression,
        bounds: RateBounds,
        origin: usize,
    ) {
        let above = |share: i128| part.times(bounds.scale)?.plus(-share, whole);
        if let (Some(at_least), Some(below)) = (above(bounds.least), above(bounds.beyond)) {
            self.between(&at_least, Some(0), None, origin);
            self.between(&below, None, Some(-1), origin);
        }
    }
}
