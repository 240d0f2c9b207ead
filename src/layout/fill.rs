//! Filling lines: where each line of a text ends, chosen one line after the other.

use super::character::Class;
use super::line_break::Break;
use super::shape::Shaped;
use super::squeeze::{end_blank, joint};
use crate::document::Length;

/// A line of a text, by its atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The first atom.
    pub start: usize,
    /// The atom after the last.
    pub end: usize,
    /// The atom after the last that is not white space hanging at the line's end.
    pub visible: usize,
    /// The width from the first to the last visible atom, before justification.
    pub width: Length,
    /// Whether the line is the text's last.
    pub last: bool,
}

/// The distances from the beginning of a text to each of its atoms, were it one line.
pub(super) struct Distances {
    before: Vec<Length>,
}

impl Distances {
    /// Measures `shaped`.
    pub(super) fn of(shaped: &Shaped) -> Self {
        let count = shaped.atoms.len();
        let mut before = Vec::with_capacity(count + 1);
        let mut distance = Length::ZERO;
        before.push(distance);
        for index in 0..count {
            distance += shaped.advance(index);
            if index + 1 < count {
                distance += joint(shaped, index).space;
            }
            before.push(distance);
        }
        Self { before }
    }

    /// Returns the width of the line from `start` to `visible`.
    pub(super) fn width(&self, shaped: &Shaped, start: usize, visible: usize) -> Length {
        if visible <= start {
            return Length::ZERO;
        }
        let after = if visible < shaped.atoms.len() {
            joint(shaped, visible - 1).space
        } else {
            Length::ZERO
        };
        self.before[visible] - self.before[start] - after
    }

    /// Returns the width that the line from `start` to `visible` needs at least: half an em less
    /// where it ends in a closing mark.
    pub(super) fn least_width(&self, shaped: &Shaped, start: usize, visible: usize) -> Length {
        if visible <= start {
            return Length::ZERO;
        }
        self.width(shaped, start, visible) - end_blank(shaped, visible - 1)
    }
}

/// Breaks `shaped` into lines, the first of them `first` wide at most and the others `rest`.
///
/// Only a line of a single atom may be wider.
pub(super) fn fill(shaped: &Shaped, first: Length, rest: Length) -> Vec<Line> {
    let distances = Distances::of(shaped);
    let mut lines = Vec::new();
    let mut start = 0;
    let mut measure = first;
    while start < shaped.atoms.len() {
        let (end, visible) = next_end(shaped, &distances, start, measure);
        let width = distances.width(shaped, start, visible);
        lines.push(Line { start, end, visible, width, last: end == shaped.atoms.len() });
        start = end;
        measure = rest;
    }
    lines
}

/// Returns where the line that begins at `start` ends, and where its visible part does.
fn next_end(
    shaped: &Shaped,
    distances: &Distances,
    start: usize,
    measure: Length,
) -> (usize, usize) {
    let count = shaped.atoms.len();
    let mut best = [None; Break::COUNT];
    let mut visible = start;
    for end in start + 1..=count {
        if shaped.atoms[end - 1].class != Class::Space {
            visible = end;
        }
        if measure < distances.least_width(shaped, start, visible) {
            break;
        }
        match shaped.breaks.get(end) {
            Some(rank) => best[*rank as usize] = Some((end, visible)),
            None => return (end, visible),
        }
    }
    let [_, forbidden, in_figure, anywhere, allowed] = best;
    let anywhere = anywhere.filter(|place: &(usize, usize)| {
        allowed.is_none_or(|(end, _)| end < place.0 && is_overlong(shaped, distances, end, measure))
    });
    anywhere.or(allowed).or(in_figure).or(forbidden).unwrap_or_else(|| lone(shaped, start))
}

/// Returns whether the text that begins at `start` and has no opportunity takes more than half of
/// a line: pushed to the next line whole, it would leave this one with a hole.
fn is_overlong(shaped: &Shaped, distances: &Distances, start: usize, measure: Length) -> bool {
    let limit = measure / 2;
    for end in start + 1..=shaped.atoms.len() {
        if limit < distances.width(shaped, start, end) {
            return true;
        }
        if shaped.breaks.get(end).is_none_or(|rank| *rank == Break::Allowed) {
            return false;
        }
    }
    false
}

/// Returns the line of the one atom at `start`, with the white space after it.
fn lone(shaped: &Shaped, start: usize) -> (usize, usize) {
    let hanging = shaped.breaks[start + 1..].iter().take_while(|rank| **rank == Break::Never);
    (start + 1 + hanging.count(), start + 1)
}
