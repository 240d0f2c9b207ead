//! How alike two texts are, and which of two stretches of texts belong together.

use super::sequence::Pairs;
use crate::document::Run;

/// Texts that share less than this are two texts, not one that was edited, in thousandths.
const MIN_LIKENESS: u32 = 400;
/// The most steps that comparing every text of a stretch with every other may take.
const MAX_STEPS: usize = 20_000_000;
/// What stands for a quoted figure: no character has this number.
const FIGURE: u32 = u32::MAX;
/// How many texts ahead a counterpart is looked for where comparing all would take too long.
const WINDOW: usize = 8;

/// The pairs of neighbouring characters of a text, sorted, in which a quoted figure counts as one
/// character whatever its name and value.
#[derive(Debug, Default)]
pub(super) struct Bigrams(Vec<u64>);

impl Bigrams {
    pub(super) fn of<'a>(runs: impl IntoIterator<Item = &'a Run>) -> Self {
        let mut bigrams = Vec::new();
        let mut previous = 0;
        let mut push = |unit: u32| {
            bigrams.push(u64::from(previous) << 32 | u64::from(unit));
            previous = unit;
        };
        for run in runs {
            match &run.figure {
                Some(_) => push(FIGURE),
                None => run.text.chars().for_each(|character| push(u32::from(character))),
            }
        }
        push(0);
        bigrams.sort_unstable();
        Self(bigrams)
    }

    /// Returns twice the shared pairs by all pairs (Dice), in thousandths.
    fn likeness(&self, other: &Self) -> u32 {
        let (mut shared, mut left, mut right) = (0_usize, 0, 0);
        while let (Some(one), Some(two)) = (self.0.get(left), other.0.get(right)) {
            shared += usize::from(one == two);
            left += usize::from(one <= two);
            right += usize::from(two <= one);
        }
        thousandths(2 * shared, self.0.len() + other.0.len())
    }

    /// Returns the most that the likeness of texts of these lengths can be.
    fn bound(&self, other: &Self) -> u32 {
        let shorter = self.0.len().min(other.0.len());
        thousandths(2 * shorter, self.0.len() + other.0.len())
    }
}

/// Returns the pairs of texts that are alike, in the order of both sides, with the greatest sum of
/// likeness; `may_pair` says which two may stand for one another at all.
///
/// Where comparing all with all would take too long, each text takes its best counterpart among the
/// next few.
pub(super) fn alike(
    old: &[Bigrams],
    new: &[Bigrams],
    may_pair: impl Fn(usize, usize) -> bool,
) -> Pairs {
    let likeness = |one: usize, two: usize| -> Option<u32> {
        let (one_text, two_text) = (&old[one], &new[two]);
        if one_text.bound(two_text) < MIN_LIKENESS || !may_pair(one, two) {
            return None;
        }
        Some(one_text.likeness(two_text)).filter(|likeness| *likeness >= MIN_LIKENESS)
    };
    let length = |texts: &[Bigrams]| texts.iter().map(|text| text.0.len()).sum::<usize>();
    let steps =
        length(old).saturating_mul(new.len()).saturating_add(length(new).saturating_mul(old.len()));
    if steps <= MAX_STEPS {
        best(old.len(), new.len(), likeness)
    } else {
        nearest(old.len(), new.len(), likeness)
    }
}

/// Finds the pairs by dynamic programming.
fn best(old_len: usize, new_len: usize, likeness: impl Fn(usize, usize) -> Option<u32>) -> Pairs {
    // sums[i][j]: the best sum of the texts from i and from j on.
    let width = new_len + 1;
    let mut sums = vec![0_u32; (old_len + 1) * width];
    let mut alike = vec![0_u32; old_len * new_len];
    for one in (0..old_len).rev() {
        for two in (0..new_len).rev() {
            let this = likeness(one, two).unwrap_or(0);
            alike[one * new_len + two] = this;
            let paired = if this > 0 { this + sums[(one + 1) * width + two + 1] } else { 0 };
            let parted = sums[(one + 1) * width + two].max(sums[one * width + two + 1]);
            sums[one * width + two] = paired.max(parted);
        }
    }
    let mut pairs = Vec::new();
    let (mut one, mut two) = (0, 0);
    while one < old_len && two < new_len {
        let sum = sums[one * width + two];
        let this = alike[one * new_len + two];
        if this > 0 && sum == this + sums[(one + 1) * width + two + 1] {
            pairs.push((one, two));
            (one, two) = (one + 1, two + 1);
        } else if sum == sums[(one + 1) * width + two] {
            one += 1;
        } else {
            two += 1;
        }
    }
    pairs
}

/// Finds the pairs by looking a few texts ahead.
fn nearest(
    old_len: usize,
    new_len: usize,
    likeness: impl Fn(usize, usize) -> Option<u32>,
) -> Pairs {
    let mut pairs = Vec::new();
    let mut from = 0;
    for one in 0..old_len {
        let ahead = from..new_len.min(from + WINDOW);
        let found = ahead
            .filter_map(|two| Some((likeness(one, two)?, two)))
            .min_by_key(|(likeness, two)| (u32::MAX - likeness, *two));
        if let Some((_, two)) = found {
            pairs.push((one, two));
            from = two + 1;
        }
    }
    pairs
}

fn thousandths(part: usize, whole: usize) -> u32 {
    part.saturating_mul(1000)
        .checked_div(whole)
        .and_then(|value| u32::try_from(value).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Bigrams {
        Bigrams::of(&[Run::text(text)])
    }

    #[test]
    fn figures_are_alike_whatever_their_value() {
        let sentence =
            |value| Bigrams::of(&[Run::text("评优率"), Run::figure("excellence_rate", value)]);
        assert_eq!(sentence("100%").likeness(&sentence("87.5%")), 1000);
        assert_eq!(words("").likeness(&words("")), 1000);
        assert_eq!(words("甲").likeness(&words("乙")), 0);
    }

    #[test]
    fn both_ways_pair_an_edited_text_and_leave_another() {
        let old = [words("优化支出结构，编细编实部门预算。"), words("严格审批程序。")];
        let new = [words("配合审计。"), words("优化支出结构，编实部门预算。")];
        assert_eq!(alike(&old, &new, |_, _| true), [(0, 1)]);
        let likeness = |one: usize, two: usize| {
            Some(old[one].likeness(&new[two])).filter(|likeness| *likeness >= MIN_LIKENESS)
        };
        assert_eq!(nearest(old.len(), new.len(), likeness), [(0, 1)]);
    }
}
