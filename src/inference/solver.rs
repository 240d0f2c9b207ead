//! Finds the range of a sum of unknowns.

use std::collections::{BTreeMap, BTreeSet};

use super::fraction::Fraction;
use super::problem::{Problem, Relation, Unknown};
use super::range::Range;
use super::simplex::{Greatest, Tableau, Unanswered};

/// How many different kinds of unknowns are solved together.
const MAX_CLASSES: usize = 200;
/// How many relations are solved together.
const MAX_RELATIONS: usize = 400;

/// Answers questions about a [`Problem`].
///
/// Unknowns that stand in the same relations, the same number of times, cannot be told apart: they
/// are one class, of which the relations know the sum. The classes are solved together by the
/// simplex method. Where there are too many of them, or a number grows too large, each relation is
/// looked at alone.
#[derive(Clone, Debug)]
pub struct Solver<'a> {
    problem: &'a Problem,
    /// The relations that each unknown stands in.
    relations_of: Vec<Vec<usize>>,
    /// The class of each unknown.
    class_of: Vec<usize>,
    classes: Vec<Class>,
    /// `None` where each relation is looked at alone.
    tableau: Option<Tableau>,
    /// The origin of the relation that each row of the tableau came from.
    origins: Vec<usize>,
    /// How many columns the tableau began with: its further variables are those of the rows.
    columns: usize,
    answers: BTreeMap<Vec<(usize, bool)>, Range>,
}

/// Unknowns that cannot be told apart.
#[derive(Clone, Debug)]
struct Class {
    size: usize,
    at_least_zero: bool,
    /// The tableau's variable for their sum; where it may be below zero, the next one is taken away
    /// from it.
    column: usize,
}

impl<'a> Solver<'a> {
    /// Prepares the answers; the relations should not contradict each other.
    pub fn of(problem: &'a Problem) -> Self {
        let mut uses: Vec<Vec<(usize, i128)>> = vec![Vec::new(); problem.at_least_zero.len()];
        for (number, relation) in problem.relations.iter().enumerate() {
            for (unknown, times) in &relation.terms {
                uses[unknown.0].push((number, *times));
            }
        }
        let relations_of =
            uses.iter().map(|uses| uses.iter().map(|(number, _)| *number).collect()).collect();
        let mut numbers = BTreeMap::new();
        let mut classes: Vec<Class> = Vec::new();
        let mut columns = 0;
        let mut class_of = Vec::with_capacity(uses.len());
        for (uses, at_least_zero) in uses.into_iter().zip(&problem.at_least_zero) {
            let class = *numbers.entry((uses, *at_least_zero)).or_insert_with(|| {
                classes.push(Class { size: 0, at_least_zero: *at_least_zero, column: columns });
                columns += if *at_least_zero { 1 } else { 2 };
                classes.len() - 1
            });
            classes[class].size += 1;
            class_of.push(class);
        }
        let mut solver = Self {
            problem,
            relations_of,
            class_of,
            classes,
            tableau: None,
            origins: Vec::new(),
            columns,
            answers: BTreeMap::new(),
        };
        if solver.classes.len() <= MAX_CLASSES && problem.relations.len() <= MAX_RELATIONS {
            solver.tableau = solver.tableau_of_rows().ok();
        }
        solver
    }

    /// Returns what the relations leave open of the sum of `unknowns`, each of them once.
    ///
    /// The range holds every value that whole numbers can have under the relations. Nothing is left
    /// open in it needlessly where the unknowns are grouped in two ways at most, each by groups
    /// that lie apart or inside one another, and every relation gives the sum of a group; elsewhere
    /// it may also hold values that only fractions can have.
    pub fn range(&mut self, unknowns: &[Unknown]) -> Range {
        let wanted: BTreeSet<_> = unknowns.iter().copied().collect();
        let mut members: BTreeMap<usize, usize> = BTreeMap::new();
        for unknown in &wanted {
            *members.entry(self.class_of[unknown.0]).or_default() += 1;
        }
        let key: Vec<_> = members
            .iter()
            .map(|(class, members)| (*class, *members == self.classes[*class].size))
            .collect();
        if let Some(known) = self.answers.get(&key).filter(|_| self.tableau.is_some()) {
            return known.clone();
        }
        let Some(range) = self.solved(&key) else {
            self.tableau = None;
            return self.looked_at_alone(&wanted);
        };
        self.answers.insert(key, range.clone());
        range
    }

    /// Returns the tableau of the classes' sums; every bound of a relation is a row.
    fn tableau_of_rows(&mut self) -> Result<Tableau, Unanswered> {
        let mut rows = Vec::new();
        for relation in &self.problem.relations {
            let terms = self.class_terms(relation);
            for (sign, bound) in [(1, relation.least), (-1, relation.most)] {
                let Some(bound) = bound else { continue };
                let constant = bound.checked_mul(-sign).ok_or(Unanswered::TooLarge)?;
                rows.push((constant, terms.iter().map(|(c, t)| (*c, t * sign)).collect()));
                self.origins.push(relation.origin);
            }
        }
        Tableau::new(self.columns, rows)
    }

    /// Returns the tableau's variables in a relation, each with its times.
    fn class_terms(&self, relation: &Relation) -> Vec<(usize, i128)> {
        let by_class: BTreeMap<_, _> =
            relation.terms.iter().map(|(unknown, t)| (self.class_of[unknown.0], *t)).collect();
        by_class.into_iter().flat_map(|(class, times)| self.variables(class, times)).collect()
    }

    /// Returns the tableau's variables for `times` the sum of a class.
    fn variables(&self, class: usize, times: i128) -> impl Iterator<Item = (usize, i128)> + use<> {
        let Class { at_least_zero, column, .. } = self.classes[class];
        let taken_away = (!at_least_zero).then_some((column + 1, -times));
        std::iter::once((column, times)).chain(taken_away)
    }

    /// Returns the range of the sum of some or, where a class's flag says so, all members of the
    /// classes; `None` where the tableau has no answer.
    ///
    /// Some members of a class can be nothing while the others are its sum, and the other way
    /// round; where they may be below zero, they can be anything.
    fn solved(&mut self, classes: &[(usize, bool)]) -> Option<Range> {
        let is_open = |(class, all): &(usize, bool)| !all && !self.classes[*class].at_least_zero;
        if classes.iter().any(is_open) {
            return Some(Range::default());
        }
        let of = |all_only: bool, sign: i128| -> Vec<_> {
            let counted = classes.iter().filter(|(_, all)| *all || !all_only);
            counted.flat_map(|(class, _)| self.variables(*class, sign)).collect()
        };
        let (most, least) = (of(false, 1), of(true, -1));
        let tableau = self.tableau.as_mut()?;
        let mut because = BTreeSet::new();
        let mut bound = |sum: &[(usize, i128)]| match tableau.greatest(sum).ok()? {
            Greatest::Unbounded => Some(None),
            Greatest::Bounded { value, because: variables } => {
                let rows = variables.iter().filter_map(|v| v.checked_sub(self.columns));
                because.extend(rows.filter_map(|row| self.origins.get(row)));
                Some(Some(value))
            }
        };
        let most = bound(&most)?.map(Fraction::floor);
        let least = bound(&least)?.map(|value| -value.floor());
        Some(Range { least, most, because: because.into_iter().collect() })
    }

    /// Returns the range of a sum that each relation alone gives: one about these unknowns and no
    /// others, all the same number of times.
    fn looked_at_alone(&self, wanted: &BTreeSet<Unknown>) -> Range {
        let mut range = Range::default();
        if wanted.iter().all(|unknown| self.problem.at_least_zero[unknown.0]) {
            range.least = Some(0);
        }
        // A relation about all of them is one about the first.
        let relations = wanted.first().map_or(&[][..], |first| &self.relations_of[first.0]);
        for relation in relations.iter().map(|number| &self.problem.relations[*number]) {
            let times = relation.terms.values().next().copied().unwrap_or_default();
            let is_its_sum = relation.terms.len() == wanted.len()
                && relation.terms.keys().eq(wanted)
                && relation.terms.values().all(|listed| *listed == times);
            // The coefficients have no common divisor: here they are all 1 or all −1.
            let (least, most) = match (is_its_sum, times) {
                (true, 1) => (relation.least, relation.most),
                (true, -1) => (relation.most.map(|b| -b), relation.least.map(|b| -b)),
                _ => continue,
            };
            range.least = range.least.max(least);
            range.most = [range.most, most].into_iter().flatten().min();
            range.because.push(relation.origin);
        }
        range.because.sort_unstable();
        range.because.dedup();
        range
    }
}
