//! N404: two paragraphs that are nearly the same.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Reading;
use super::passage::{Kind, Passage};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How alike two paragraphs are from which they count as repeated: twice the characters they share,
/// in order, over the characters of both, in percent.
const ALIKE_PERCENT: usize = 88;
/// The shortest paragraph that is compared, in characters: shorter ones are set phrases.
const MIN_LENGTH: usize = 20;
/// The longest that is compared character by character; longer ones are compared as wholes.
const MAX_LENGTH: usize = 4_000;
/// How many steps all comparisons of a filing may take together; what comes after is not compared.
///
/// A filing of some fifty paragraphs takes under a million.
const MAX_STEPS: usize = 20_000_000;

/// Compares each paragraph with those before it, and reports it beside the first that it repeats.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    let paragraphs = paragraphs(reading);
    let mut wholes: BTreeMap<&[char], usize> = BTreeMap::new();
    let mut steps = MAX_STEPS;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let same = wholes.get(paragraph.characters.as_slice()).copied();
        let alike = same.map(|first| (first, 100)).or_else(|| {
            let mut earlier = paragraphs[..number].iter().enumerate();
            earlier
                .find_map(|(first, other)| Some((first, likeness(other, paragraph, &mut steps)?)))
        });
        wholes.entry(&paragraph.characters).or_insert(number);
        if let Some((first, percent)) = alike {
            let message = format!("这一段与前面一段有 {percent}% 相同");
            findings.push(
                Diagnostic::new(Code::REPEATED_PARAGRAPH, message)
                    .at(paragraph.span, "")
                    .related(paragraphs[first].span, "前面一段")
                    .help("各写各的内容；说的是同一件事的，只留一段"),
            );
        }
    }
}

/// A paragraph as it is compared: its heading and its text, a quoted figure as one character.
struct Compared {
    span: Span,
    characters: Vec<char>,
    /// Its characters in order of their codes.
    sorted: Vec<char>,
}

fn paragraphs(reading: &Reading<'_>) -> Vec<Compared> {
    let mut paragraphs = Vec::new();
    let mut heading: Option<&Passage<'_>> = None;
    for passage in reading.narrative() {
        if let Kind::Heading(_) = passage.kind {
            heading = Some(passage);
            continue;
        }
        let mut characters: Vec<char> = Vec::new();
        for part in [heading.take(), Some(passage)].into_iter().flatten() {
            characters.extend(part.value().chars());
        }
        if characters.len() >= MIN_LENGTH {
            let mut sorted = characters.clone();
            sorted.sort_unstable();
            paragraphs.push(Compared { span: passage.span(), characters, sorted });
        }
    }
    paragraphs
}

/// Returns how alike two paragraphs are, in percent, if it is enough; takes what it costs off
/// `steps`, and compares nothing once they are used up.
///
/// Two bounds come first: what lengths allow, and what the characters allow in whatever order.
fn likeness(left: &Compared, right: &Compared, steps: &mut usize) -> Option<usize> {
    let (a, b) = (left.characters.len(), right.characters.len());
    let enough = |shared: usize| 200 * shared >= ALIKE_PERCENT * (a + b);
    if a.max(b) > MAX_LENGTH || !enough(a.min(b)) || !spend(steps, a + b) {
        return None;
    }
    if !enough(shared_in_any_order(&left.sorted, &right.sorted)) || !spend(steps, a * b / 8) {
        return None;
    }
    let operations = capture_diff_slices(Algorithm::Myers, &left.characters, &right.characters);
    let kept = operations.iter().map(|operation| match operation {
        DiffOp::Equal { len, .. } => *len,
        DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => 0,
    });
    let shared: usize = kept.sum();
    enough(shared).then(|| 200 * shared / (a + b))
}

fn spend(steps: &mut usize, cost: usize) -> bool {
    *steps = steps.saturating_sub(cost);
    *steps > 0
}

/// Returns how many characters two sorted texts have in common.
fn shared_in_any_order(left: &[char], right: &[char]) -> usize {
    let (mut left, mut right, mut shared) = (left, right, 0);
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        shared += usize::from(a == b);
        (left, right) = match a.cmp(b) {
            Ordering::Less => (left_rest, right),
            Ordering::Greater => (left, right_rest),
            Ordering::Equal => (left_rest, right_rest),
        };
    }
    shared
}
