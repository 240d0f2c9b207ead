//! A table set: its cells' lines, its columns' edges and its rows' heights.

use super::fill::{Distances, Line, fill};
use super::line_break::Break;
use super::repeated_head::repeated_rows;
use super::shape::{Shaped, Shaper, pieces};
use super::sheet::Sheet;
use super::table_columns::{Demand, PADDING, columns};
use super::table_spans::{Grid, resolve};
use super::text::{Part, aligned};
use super::title::balanced;
use crate::document::{Alignment, Length, PageProfile, Role, Table};

/// Words that may be broken anywhere, such as addresses, ask for no more than this, in thousandths
/// of an em.
pub(crate) const BREAKABLE_WORD: i64 = 6_000;

/// A table ready for pages.
pub(super) struct SetTable {
    /// The lines above the table.
    pub caption: Option<Part>,
    /// The places of its cells.
    pub grid: Grid,
    /// The text of each cell of the grid.
    pub texts: Vec<CellText>,
    /// The edges of its columns, from the left of the type area.
    pub edges: Vec<Length>,
    /// The heights of its rows.
    pub heights: Vec<Length>,
    /// How many rows are repeated on every page.
    pub head_rows: usize,
    /// For each row, whether a page may begin with it: no cell reaches into it from above.
    pub may_begin_page: Vec<bool>,
    /// The size of its text.
    pub size: Length,
    /// The least width at which every word would fit, where that is more than there is.
    pub too_wide: Option<Length>,
}

/// The text of a cell.
pub(super) struct CellText {
    /// The text.
    pub shaped: Shaped,
    /// Its lines.
    pub lines: Vec<Line>,
    /// How the lines stand.
    pub alignment: Alignment,
}

/// Returns the distance from line to line in cells of text of `size`.
pub(crate) fn line_pitch(size: Length) -> Length {
    size.scaled(13, 10)
}

/// Returns the blank above and below a cell's text of `size`.
pub(crate) fn vertical_padding(size: Length) -> Length {
    size.scaled(3, 10)
}

/// Returns the blank left and right of a cell's text of `size`.
pub(crate) fn horizontal_padding(size: Length) -> Length {
    size.scaled(PADDING, 1000)
}

/// Sets `table` as wide as the type area.
pub(super) fn table(
    table: &Table,
    page: &PageProfile,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetTable {
    let grid = resolve(table);
    let mut texts = cell_texts(table, &grid, page, shaper);
    let demands: Vec<Demand> = grid
        .cells
        .iter()
        .zip(&mut texts)
        .map(|(cell, text)| demand(text, cell.row < table.head.len()))
        .collect();
    let columns = columns(table, &grid, &demands, &page.table_sizes, sheet.measure);
    let padding = horizontal_padding(columns.size) * 2;
    for (cell, text) in grid.cells.iter().zip(&mut texts) {
        let width = columns.edges[cell.end_column()] - columns.edges[cell.column] - padding;
        text.shaped.resize(columns.size);
        text.lines = match text.alignment {
            Alignment::Centre => balanced(&text.shaped, &[], width, shaper),
            Alignment::Left | Alignment::Right => fill(&text.shaped, width, width),
        };
    }
    let heights = heights(&grid, &texts, columns.size, sheet);
    let may_begin_page = row_starts(&grid);
    let head_rows = repeated_rows(&heights[..table.head.len()], sheet);
    let caption = (!table.caption.is_empty()).then(|| {
        let text = shaper.shape(pieces(&table.caption, page.styles.of(Role::TableCaption)));
        aligned(text, sheet, (Length::ZERO, Length::ZERO), Alignment::Right)
    });
    SetTable {
        caption,
        texts,
        edges: columns.edges,
        heights,
        head_rows,
        may_begin_page,
        size: columns.size,
        too_wide: columns.too_wide,
        grid,
    }
}

fn cell_texts(
    table: &Table,
    grid: &Grid,
    page: &PageProfile,
    shaper: &mut Shaper<'_>,
) -> Vec<CellText> {
    let rows: Vec<_> = table.head.iter().chain(&table.body).collect();
    grid.cells
        .iter()
        .map(|placed| {
            let head = placed.row < table.head.len();
            let role = if head { Role::TableHead } else { Role::TableCell };
            let cell = &rows[placed.row].cells[placed.cell];
            CellText {
                shaped: shaper.shape(pieces(&cell.runs, page.styles.of(role))),
                lines: Vec::new(),
                alignment: cell.alignment,
            }
        })
        .collect()
}

/// Returns what the text demands, measured at an em of a million units.
fn demand(text: &mut CellText, head: bool) -> Demand {
    const EM: Length = Length::emu(1_000_000);
    let shaped = &mut text.shaped;
    shaped.resize(EM);
    let distances = Distances::of(shaped);
    let count = shaped.atoms.len();
    let thousandths = |width: Length| (width.to_emu() + 999) / 1000 + 1;
    let mut word = 0;
    let mut start = 0;
    let mut breakable = false;
    for end in 1..=count {
        let rank = shaped.breaks.get(end).copied().unwrap_or(Break::Allowed);
        breakable |= rank == Break::Anywhere;
        if rank == Break::Allowed {
            let width = thousandths(distances.width(shaped, start, end));
            word = word.max(if breakable { width.min(BREAKABLE_WORD) } else { width });
            start = end;
            breakable = false;
        }
    }
    let line = if count == 0 { 0 } else { thousandths(distances.width(shaped, 0, count)) };
    Demand { line, word, alignment: Some(text.alignment), head }
}

/// Returns the heights of the rows: as high as their highest cell; a cell over several rows makes
/// the last of them higher where its text needs it.
fn heights(grid: &Grid, texts: &[CellText], size: Length, sheet: &Sheet) -> Vec<Length> {
    let padding = vertical_padding(size) * 2;
    let needed = |lines: usize| {
        let lines = i64::try_from(lines.max(1)).unwrap_or(i64::MAX / 2);
        line_pitch(size) * lines + padding
    };
    let mut heights = vec![needed(1); grid.rows];
    let mut tall = Vec::new();
    for (cell, text) in grid.cells.iter().zip(texts) {
        if cell.rows == 1 {
            heights[cell.row] = heights[cell.row].max(needed(text.lines.len()));
        } else {
            tall.push((cell, needed(text.lines.len())));
        }
    }
    tall.sort_by_key(|(cell, _)| cell.end_row());
    let page = sheet.pitch * i64::from(sheet.lines);
    for (cell, needed) in tall {
        let rows = cell.row..cell.end_row();
        let has: Length = heights[rows].iter().copied().sum();
        if has < needed {
            // Over a page's height each page that the cell is parted over loses part of a line.
            let parting = (padding + line_pitch(size)) * (needed.to_emu() / page.to_emu());
            heights[cell.end_row() - 1] += needed - has + parting;
        }
    }
    heights
}

/// Returns for each row whether no cell reaches into it from above.
fn row_starts(grid: &Grid) -> Vec<bool> {
    let mut starts = vec![true; grid.rows];
    let mut reaches = 0;
    let mut cells = grid.cells.iter().peekable();
    for (row, start) in starts.iter_mut().enumerate() {
        *start = reaches <= row;
        while let Some(cell) = cells.next_if(|cell| cell.row == row) {
            reaches = reaches.max(cell.end_row());
        }
    }
    starts
}
