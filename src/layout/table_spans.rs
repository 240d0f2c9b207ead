//! The grid of a table: which column each cell begins at, and which cell covers each place.

use crate::document::{Row, Table};

/// How many columns spans may reach over, Word's limit; it bounds the memory that a grid takes.
const MOST_COLUMNS: usize = 63;

/// A cell's place in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// The row that it begins on, head rows first.
    pub row: usize,
    /// Its index among its row's cells.
    pub cell: usize,
    /// The column that it begins at.
    pub column: usize,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
}

impl Placed {
    /// Returns the row after the last that the cell covers.
    pub(crate) fn end_row(&self) -> usize {
        self.row + self.rows
    }

    /// Returns the column after the last that the cell covers.
    pub(crate) fn end_column(&self) -> usize {
        self.column + self.columns
    }
}

/// The cells of a table in their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grid {
    /// How many columns the grid has.
    pub columns: usize,
    /// How many rows it has, head rows included.
    pub rows: usize,
    /// The cells, row after row.
    pub cells: Vec<Placed>,
    /// For each place, row after row, the cell that covers it; rows end with their last cell.
    cover: Vec<Option<usize>>,
    /// For each row, where its places begin; after the last row, the count of places.
    row_places: Vec<usize>,
    /// For each row, its first cell; after the last row, the count of cells.
    row_cells: Vec<usize>,
}

impl Grid {
    /// Returns the index of the cell that covers `column` of `row`.
    pub(crate) fn covering(&self, row: usize, column: usize) -> Option<usize> {
        let places = *self.row_places.get(row)?..*self.row_places.get(row + 1)?;
        *self.cover[places].get(column)?
    }

    /// Returns the indices of the cells that begin on one of `rows`.
    pub(super) fn beginning_on(&self, rows: std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.row_cells[rows.start]..self.row_cells[rows.end]
    }
}

/// Places the cells of `table`.
///
/// Spans that reach beyond the last column, or beyond the last row of head or body, are cut there;
/// a row with more cells than columns widens the grid, so that no cell is lost. The cells that
/// widen it span nothing, and so the grid takes memory in proportion to the table.
pub(crate) fn resolve(table: &Table) -> Grid {
    let declared = table.columns.len().clamp(1, MOST_COLUMNS);
    let mut grid = Grid { columns: table.columns.len().max(1), ..Grid::default() };
    place_rows(&table.head, declared, &mut grid);
    place_rows(&table.body, declared, &mut grid);
    grid.row_cells.push(grid.cells.len());
    grid.row_places.push(0);
    for row in 0..grid.rows {
        let begun = &grid.cells[grid.beginning_on(row..row + 1)];
        let width = begun.last().map_or(0, Placed::end_column).max(declared);
        grid.row_places.push(grid.row_places[row] + width);
    }
    grid.cover = vec![None; grid.row_places[grid.rows]];
    for (index, cell) in grid.cells.iter().enumerate() {
        for row in cell.row..cell.end_row() {
            let first = grid.row_places[row];
            grid.cover[first + cell.column..first + cell.end_column()].fill(Some(index));
        }
    }
    grid
}

/// Places the cells of `rows` below the rows that `grid` has; spans reach over the first
/// `declared` columns only.
fn place_rows(rows: &[Row], declared: usize, grid: &mut Grid) {
    let end = grid.rows + rows.len();
    // For each declared column, the row from which it is free of cells from above.
    let mut free_from = vec![0; declared];
    for row in rows {
        let at = grid.rows;
        let mut column = 0;
        grid.row_cells.push(grid.cells.len());
        for (index, cell) in row.cells.iter().enumerate() {
            while free_from.get(column).is_some_and(|free| at < *free) {
                column += 1;
            }
            let open = free_from.get(column..).unwrap_or_default();
            let limit = open.iter().take_while(|free| **free <= at).count();
            let columns = whole(cell.column_span).clamp(1, limit.max(1));
            let covered = if limit == 0 { 1 } else { whole(cell.row_span).clamp(1, end - at) };
            grid.cells.push(Placed { row: at, cell: index, column, columns, rows: covered });
            if 0 < limit {
                free_from[column..column + columns].fill(at + covered);
            }
            column += columns;
        }
        grid.columns = grid.columns.max(column);
        grid.rows += 1;
    }
}

fn whole(span: u32) -> usize {
    usize::try_from(span).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Alignment, Cell, Column};

    fn table(columns: usize, head: &[&[(u32, u32)]], body: &[&[(u32, u32)]]) -> Table {
        let rows = |rows: &[&[(u32, u32)]]| {
            let cell = |(column_span, row_span): &(u32, u32)| Cell {
                runs: Vec::new(),
                alignment: Alignment::Left,
                column_span: *column_span,
                row_span: *row_span,
                header: false,
            };
            rows.iter().map(|row| Row::new(row.iter().map(cell).collect())).collect()
        };
        Table {
            caption: Vec::new(),
            description: String::new(),
            columns: vec![Column::aligned(Alignment::Left); columns],
            head: rows(head),
            body: rows(body),
        }
    }

    /// Returns the covering cells, a letter each, row after row.
    fn picture(grid: &Grid) -> Vec<String> {
        let letter = |cell: usize| char::from(b'a' + u8::try_from(cell).unwrap());
        let place = |row, column| grid.covering(row, column).map_or('.', letter);
        (0..grid.rows)
            .map(|row| (0..grid.columns).map(|column| place(row, column)).collect())
            .collect()
    }

    #[test]
    fn cells_flow_around_spans_from_above() {
        let grid = resolve(&table(
            4,
            &[&[(1, 2), (2, 1), (1, 2)], &[(1, 1), (1, 1)]],
            &[&[(1, 1), (3, 1)]],
        ));
        assert_eq!(picture(&grid), ["abbc", "adec", "fggg"]);
    }

    #[test]
    fn spans_are_cut_at_the_edges_of_head_and_body() {
        let grid = resolve(&table(2, &[&[(9, 9)]], &[&[(1, u32::MAX), (1, 1)], &[(5, 1)]]));
        assert_eq!(picture(&grid), ["aa", "bc", "bd"]);
    }

    #[test]
    fn more_cells_than_columns_widen_the_grid() {
        let grid = resolve(&table(1, &[], &[&[(1, 1), (7, 2), (1, 1)], &[(1, 1)]]));
        assert_eq!(picture(&grid), ["abc", "d.."]);
        assert_eq!(grid.beginning_on(1..2), 3..4);
    }

    #[test]
    fn a_grid_takes_memory_in_proportion_to_its_table() {
        let wide = vec![(u32::MAX, u32::MAX); 20_000];
        let mut rows: Vec<&[(u32, u32)]> = vec![&[(1, 1)]; 20_000];
        rows[0] = &wide;
        let grid = resolve(&table(20_000, &[], &rows));
        assert_eq!((grid.columns, grid.rows), (63 + 19_999, 20_000));
        assert_eq!(grid.cells.len(), 2 * 20_000 - 1);
        assert!(grid.cover.len() <= 64 * 20_000 + 20_000);
        assert_eq!(grid.covering(0, 63 + 19_998), Some(19_999));
        assert_eq!((grid.covering(1, 62), grid.covering(1, 64)), (Some(0), None));
    }
}
