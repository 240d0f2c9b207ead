//! Two sequences brought side by side: what stands in both, in the same order, and what in one only.
//!
//! The general algorithms (Myers, LCS) take quadratic time where everything moved. Items that name
//! themselves need less: each occurrence of a key on one side meets the same occurrence on the
//! other, and of these meetings the longest run that keeps both orders is found in n log n steps.

use std::collections::BTreeMap;
use std::ops::Range;

/// One step through two sequences; the steps pass every item of both, in the order of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aligned<T> {
    /// An item of the older sequence and its counterpart in the newer one.
    Both {
        /// As it was.
        old: T,
        /// As it is.
        new: T,
    },
    /// An item of the older sequence that has no counterpart.
    Old(T),
    /// An item of the newer sequence that has no counterpart.
    New(T),
}

/// Pairs of positions that increase on both sides.
pub(super) type Pairs = Vec<(usize, usize)>;

/// Returns the steps through two sequences of the given lengths whose counterparts are `pairs`.
///
/// Between two pairs, what went comes before what came.
pub(super) fn steps(old_len: usize, new_len: usize, pairs: &Pairs) -> Vec<Aligned<usize>> {
    let mut steps = Vec::with_capacity(old_len.max(new_len));
    let mut counterparts = pairs.iter();
    for (old, new) in gaps(old_len, new_len, pairs) {
        steps.extend(old.map(Aligned::Old));
        steps.extend(new.map(Aligned::New));
        steps.extend(counterparts.next().map(|&(old, new)| Aligned::Both { old, new }));
    }
    steps
}

/// Returns the stretches before, between and after `pairs`: one more than there are pairs, some of
/// them empty.
pub(super) fn gaps(
    old_len: usize,
    new_len: usize,
    pairs: &Pairs,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let ends = pairs.iter().copied().chain([(old_len, new_len)]);
    ends.scan((0, 0), |from, to| {
        let gap = (from.0..to.0, from.1..to.1);
        *from = (to.0.saturating_add(1), to.1.saturating_add(1));
        Some(gap)
    })
}

/// Adds to `pairs` what `find` finds in the stretches between them; it is given the two stretches
/// and answers with positions in the whole.
pub(super) fn fill(
    old_len: usize,
    new_len: usize,
    pairs: &Pairs,
    mut find: impl FnMut(Range<usize>, Range<usize>) -> Pairs,
) -> Pairs {
    let mut filled = Vec::new();
    let mut counterparts = pairs.iter();
    for (old, new) in gaps(old_len, new_len, pairs) {
        if !old.is_empty() && !new.is_empty() {
            filled.extend(find(old, new));
        }
        filled.extend(counterparts.next());
    }
    filled
}

/// Returns the pairs of equal keys within the two stretches that keep the order of both sides.
pub(super) fn meetings<K: Ord>(
    old: &[K],
    new: &[K],
    old_within: Range<usize>,
    new_within: Range<usize>,
) -> Pairs {
    let (old, new) = (&old[old_within.clone()], &new[new_within.clone()]);
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(o, n)| o == n).count();
    let (old_middle, new_middle) =
        (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);

    let mut places: BTreeMap<(&K, usize), usize> = BTreeMap::new();
    for (place, key) in occurrences(new_middle).into_iter().enumerate() {
        places.insert(key, place);
    }
    let met = occurrences(old_middle)
        .into_iter()
        .enumerate()
        .filter_map(|(place, key)| Some((place, *places.get(&key)?)))
        .collect();
    let middle = longest_increasing(&met).into_iter().map(|(old, new)| (head + old, head + new));
    let last = (0..tail).map(|index| (old.len() - tail + index, new.len() - tail + index));
    (0..head)
        .map(|index| (index, index))
        .chain(middle)
        .chain(last)
        .map(|(old, new)| (old_within.start + old, new_within.start + new))
        .collect()
}

/// Returns each key with how many of its like stand before it.
fn occurrences<K: Ord>(keys: &[K]) -> Vec<(&K, usize)> {
    let mut counts: BTreeMap<&K, usize> = BTreeMap::new();
    keys.iter()
        .map(|key| {
            let count = counts.entry(key).or_default();
            *count += 1;
            (key, *count)
        })
        .collect()
}

/// Returns the longest subsequence of `pairs`, which increase in their first number, that increases
/// in the second as well (patience sorting).
fn longest_increasing(pairs: &Pairs) -> Pairs {
    // The last pair of the shortest-ending run of each length, and the pair before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *new);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        run.push(pairs[index]);
        at = before[index];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(old: &str, new: &str) -> Pairs {
        let (old, new): (Vec<_>, Vec<_>) = (old.chars().collect(), new.chars().collect());
        meetings(&old, &new, 0..old.len(), 0..new.len())
    }

    #[test]
    fn items_in_the_same_order_meet() {
        assert_eq!(met("甲乙丙", "甲丙丁"), [(0, 0), (2, 1)]);
        assert_eq!(met("", "甲"), []);
        assert_eq!(met("甲甲乙", "乙甲甲"), [(0, 1), (1, 2)]);
    }

    #[test]
    fn what_moved_leaves_the_longest_run_together() {
        assert_eq!(met("戊甲乙丙丁", "甲乙丙丁戊"), [(1, 0), (2, 1), (3, 2), (4, 3)]);
    }

    #[test]
    fn steps_pass_every_item_of_both_in_order() {
        use Aligned::{Both, New, Old};
        assert_eq!(
            steps(3, 3, &vec![(1, 1)]),
            [Old(0), New(0), Both { old: 1, new: 1 }, Old(2), New(2)],
        );
        assert_eq!(steps(0, 0, &Vec::new()), []);
    }

    #[test]
    fn stretches_between_pairs_are_filled() {
        let found = fill(4, 4, &vec![(1, 2)], |old, new| vec![(old.start, new.start)]);
        assert_eq!(found, [(0, 0), (1, 2), (2, 3)]);
    }

    #[test]
    fn everything_reversed_takes_no_quadratic_time() {
        let old: Vec<_> = (0..20_000).collect();
        let new: Vec<_> = old.iter().rev().copied().collect();
        assert_eq!(meetings(&old, &new, 0..old.len(), 0..new.len()).len(), 1);
    }
}
