//! Two versions of a table merged into one: rows come and go whole, cells change inside.

use std::ops::Range;

use super::pieces::Segmenters;
use super::rows::align_rows;
use super::runs::{marked, merge_runs};
use super::sequence::{Aligned, Pairs, steps};
use crate::document::{Cell, Change, Row, Table};

/// Returns the table of both versions, which have the same number of columns.
pub(super) fn merge_tables(old: &Table, new: &Table, segmenters: &Segmenters) -> Table {
    Table {
        caption: merge_runs(&old.caption, &new.caption, segmenters),
        description: new.description.clone(),
        columns: new.columns.clone(),
        head: merge_rows(&old.head, &new.head, segmenters),
        body: merge_rows(&old.body, &new.body, segmenters),
    }
}

/// Returns `table` as the whole of a change.
pub(super) fn marked_table(table: &Table, change: Change) -> Table {
    let rows = |rows: &[Row]| rows.iter().map(|row| marked_row(row, change)).collect();
    Table {
        caption: marked(&table.caption, change),
        description: table.description.clone(),
        columns: table.columns.clone(),
        head: rows(&table.head),
        body: rows(&table.body),
    }
}

fn marked_row(row: &Row, change: Change) -> Row {
    let cells = row.cells.iter();
    let cells = cells.map(|cell| Cell { runs: marked(&cell.runs, change), ..cell.clone() });
    Row { cells: cells.collect(), change }
}

/// Merges the rows of a table's head or body.
///
/// Rows that cells tie together are one: they stay only together and in the same shape, so that a
/// cell over several rows covers the same ones in both versions.
fn merge_rows(old: &[Row], new: &[Row], segmenters: &Segmenters) -> Vec<Row> {
    let (old_groups, new_groups) = (groups(old), groups(new));
    let pairs = pair_groups(old, new, (&old_groups, &new_groups));
    let mut rows = Vec::with_capacity(old.len().max(new.len()));
    for step in steps(old_groups.len(), new_groups.len(), &pairs) {
        match step {
            Aligned::Both { old: one, new: two } => {
                let together =
                    old[old_groups[one].clone()].iter().zip(&new[new_groups[two].clone()]);
                rows.extend(together.map(|(old, new)| merge_row(old, new, segmenters)));
            }
            Aligned::Old(one) => {
                let gone = &old[old_groups[one].clone()];
                rows.extend(gone.iter().map(|row| marked_row(row, Change::Deleted)));
            }
            Aligned::New(two) => {
                let come = &new[new_groups[two].clone()];
                rows.extend(come.iter().map(|row| marked_row(row, Change::Inserted)));
            }
        }
    }
    rows
}

/// Merges two rows of one shape.
fn merge_row(old: &Row, new: &Row, segmenters: &Segmenters) -> Row {
    let cells = old.cells.iter().zip(&new.cells).map(|(old, new)| Cell {
        runs: merge_runs(&old.runs, &new.runs, segmenters),
        ..new.clone()
    });
    Row::new(cells.collect())
}

/// Returns the pairs of groups whose rows all have each other as counterparts.
fn pair_groups(
    old: &[Row],
    new: &[Row],
    (old_groups, new_groups): (&[Range<usize>], &[Range<usize>]),
) -> Pairs {
    let mut counterparts = vec![None; old.len()];
    let (mut one, mut two) = (0, 0);
    for step in align_rows(old, new) {
        match step {
            Aligned::Both { .. } => {
                counterparts[one] = Some(two);
                (one, two) = (one + 1, two + 1);
            }
            Aligned::Old(_) => one += 1,
            Aligned::New(_) => two += 1,
        }
    }
    let mut pairs = Pairs::new();
    for (index, group) in old_groups.iter().enumerate() {
        let Some(first) = counterparts[group.start] else { continue };
        let Ok(place) = new_groups.binary_search_by_key(&first, |group| group.start) else {
            continue;
        };
        let other = &new_groups[place];
        let met = group.clone().map(|row| counterparts[row]).eq(other.clone().map(Some));
        if met && same_shape(&old[group.clone()], &new[other.clone()]) {
            pairs.push((index, place));
        }
    }
    pairs
}

/// Returns whether the cells of both stand in the same places.
fn same_shape(old: &[Row], new: &[Row]) -> bool {
    let spans = |cell: &Cell| (cell.column_span, cell.row_span);
    old.len() == new.len()
        && old
            .iter()
            .zip(new)
            .all(|(old, new)| old.cells.iter().map(spans).eq(new.cells.iter().map(spans)))
}

/// Returns the rows that cells tie together, one by one where none does.
fn groups(rows: &[Row]) -> Vec<Range<usize>> {
    let mut groups = Vec::with_capacity(rows.len());
    let mut start = 0;
    let mut end = 0;
    for (index, row) in rows.iter().enumerate() {
        let reach = row.cells.iter().map(|cell| cell.row_span).max().unwrap_or(1).max(1);
        end = end.max(index.saturating_add(usize::try_from(reach).unwrap_or(usize::MAX)));
        if end <= index + 1 || index + 1 == rows.len() {
            groups.push(start..index + 1);
            start = index + 1;
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Alignment, Run};

    fn row(cells: &[(&str, u32)]) -> Row {
        let cell = |(text, row_span): &(&str, u32)| Cell {
            runs: vec![Run::text(*text)],
            alignment: Alignment::Left,
            column_span: 1,
            row_span: *row_span,
            header: false,
        };
        Row::new(cells.iter().map(cell).collect())
    }

    #[test]
    fn rows_that_a_cell_ties_together_come_and_go_together() {
        use Change::{Deleted, Inserted};
        let old = [row(&[("项目", 2), ("数量指标", 1)]), row(&[("质量指标", 1)])];
        let new = [
            row(&[("项目", 3), ("数量指标", 1)]),
            row(&[("质量指标", 1)]),
            row(&[("时效指标", 1)]),
        ];
        let merged = merge_rows(&old, &new, &Segmenters::new());
        let changes: Vec<_> = merged.iter().map(|row| row.change).collect();
        assert_eq!(changes, [Deleted, Deleted, Inserted, Inserted, Inserted]);
        let same = merge_rows(&old, &old, &Segmenters::new());
        assert_eq!(same, old);
    }

    #[test]
    fn groups_end_with_the_longest_cell() {
        let rows = [row(&[("a", 1)]), row(&[("b", 2), ("c", 3)]), row(&[]), row(&[("d", 9)])];
        assert_eq!(groups(&rows), [0..1, 1..4]);
        assert_eq!(groups(&[]), Vec::<Range<usize>>::new());
    }
}
