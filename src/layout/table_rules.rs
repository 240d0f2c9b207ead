//! The rules of a table's part on one page, drawn in as few strokes as there are.

use std::ops::Range;

use super::page::{Item, Point, Rule};
use super::table_spans::Grid;
use crate::document::{Change, Length};

/// A row on a page, or the part of it that stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slice {
    /// The row in the grid.
    pub row: usize,
    /// The distance from the paper's top edge.
    pub top: Length,
    /// How much of the row stands here.
    pub height: Length,
    /// Whether the row ends here.
    pub ends: bool,
}

/// Draws the rules around and between the cells of `slices`.
pub(super) fn rules(
    grid: &Grid,
    slices: &[Slice],
    edges: &[Length],
    left: Length,
    thickness: Length,
    out: &mut Vec<Item>,
) {
    let Some(last) = slices.last() else { return };
    let half = thickness / 2;
    let x = |edge: usize| left + edges[edge];
    for boundary in 0..=slices.len() {
        let y = slices.get(boundary).map_or(last.top + last.height, |slice| slice.top);
        let drawn = |column: usize| is_drawn_across(grid, slices, boundary, column);
        for span in stretches(grid.columns, drawn) {
            let (begin, end) = (x(span.start), x(span.end));
            out.push(Item::Rule(Rule {
                origin: Point { x: begin - half, y: y - half },
                width: end - begin + thickness,
                height: thickness,
                change: Change::Unchanged,
            }));
        }
    }
    for edge in 0..=grid.columns {
        let drawn = |slice: usize| is_drawn_down(grid, slices[slice].row, edge);
        for span in stretches(slices.len(), drawn) {
            let top = slices[span.start].top;
            let end = slices[span.end - 1];
            out.push(Item::Rule(Rule {
                origin: Point { x: x(edge) - half, y: top - half },
                width: thickness,
                height: end.top + end.height - top + thickness,
                change: Change::Unchanged,
            }));
        }
    }
}

/// Returns whether a rule stands above the slice at `boundary` in `column`: not within a cell.
fn is_drawn_across(grid: &Grid, slices: &[Slice], boundary: usize, column: usize) -> bool {
    let Some(above) = boundary.checked_sub(1).and_then(|index| slices.get(index)) else {
        return true;
    };
    let Some(below) = slices.get(boundary) else { return true };
    let covering = grid.covering(above.row, column);
    covering.is_none() || covering != grid.covering(below.row, column)
}

/// Returns whether a rule stands left of the column `edge` in `row`: not within a cell.
fn is_drawn_down(grid: &Grid, row: usize, edge: usize) -> bool {
    if edge == 0 || edge == grid.columns {
        return true;
    }
    let covering = grid.covering(row, edge - 1);
    covering.is_none() || covering != grid.covering(row, edge)
}

/// Returns the unbroken stretches of `0..count` for which `holds`.
fn stretches(count: usize, holds: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for index in (0..count).filter(|index| holds(*index)) {
        match stretches.last_mut() {
            Some(last) if last.end == index => last.end = index + 1,
            _ => stretches.push(index..index + 1),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_join_neighbours() {
        assert_eq!(stretches(6, |index| index != 2 && index != 5), [0..2, 3..5]);
        assert!(stretches(3, |_| false).is_empty());
    }
}
