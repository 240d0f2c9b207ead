//! A table over its pages: which rows stand on which page, and the text of their cells.

use std::ops::Range;

use super::glyph_run::{Placement, baseline, place};
use super::justify::Spread;
use super::page::{Owner, Point};
use super::paginate::Pages;
use super::shape::Shaper;
use super::sheet::Sheet;
use super::table_rows::{SetTable, horizontal_padding, line_pitch, vertical_padding};
use super::table_rules::{Slice, rules};
use super::table_spans::Placed;
use super::text::align;
use crate::document::{Alignment, Length};

/// Text flush left is spread over its cell only where each place takes an eighth em or less.
const CELL_SPREAD: Spread = Spread::Justified { em_part: 8 };

/// Places `table`, the block `block` of `section`, from the current grid line on; the text after
/// it returns to the grid, half an em of the table's size off at least.
pub(super) fn place_table(
    table: &SetTable,
    (section, block): (usize, usize),
    pages: &mut Pages<'_>,
    shaper: &mut Shaper<'_>,
) {
    let top = pages.line_top();
    let shown = vec![0; table.grid.cells.len()];
    let mut parts =
        Parts { table, section, block, slices: Vec::new(), y: top, shown, first_page: true };
    parts.begin_page();
    let mut row = table.head_rows;
    while row < table.grid.rows {
        let end = group_end(table, row, &pages.sheet);
        let height: Length = table.heights[row..end].iter().copied().sum();
        if !parts.fits(height, pages) && parts.has_rows() && height <= parts.page_room(pages) {
            parts.next_page(pages, shaper);
        }
        for index in row..end {
            parts.push_row(index, pages, shaper);
        }
        row = end;
    }
    parts.finish(pages, shaper);
    pages.move_below(parts.y + table.size / 2);
}

/// Returns the height from the table's top down to the end of its first group of rows: what must
/// stand on the page that the table begins on.
pub(super) fn least_height(table: &SetTable, sheet: &Sheet) -> Length {
    let head = table.head_rows;
    let end = if head < table.grid.rows { group_end(table, head, sheet) } else { head };
    table.heights[..end].iter().copied().sum()
}

/// Returns the end of the rows from `row` on that stay together: those that cells tie to it, or
/// the row alone where they would take more than half a page.
fn group_end(table: &SetTable, row: usize, sheet: &Sheet) -> usize {
    let most = sheet.pitch * i64::from(sheet.lines) / 2;
    let mut height = table.heights[row];
    let mut end = row + 1;
    while table.may_begin_page.get(end) == Some(&false) {
        height += table.heights[end];
        if most < height {
            return row + 1;
        }
        end += 1;
    }
    end
}

/// The table's part on the current page, and how far the table has come.
struct Parts<'t> {
    table: &'t SetTable,
    section: usize,
    block: usize,
    slices: Vec<Slice>,
    y: Length,
    /// How many lines of each cell stand on earlier pages.
    shown: Vec<usize>,
    first_page: bool,
}

impl Parts<'_> {
    /// Begins the table's part on a page with the head.
    fn begin_page(&mut self) {
        for row in 0..self.table.head_rows {
            self.push(row, self.table.heights[row], true);
        }
    }

    fn next_page(&mut self, pages: &mut Pages<'_>, shaper: &mut Shaper<'_>) {
        self.finish(pages, shaper);
        pages.next_page(shaper);
        self.y = pages.line_top();
        self.first_page = false;
        self.begin_page();
    }

    /// Returns whether rows of the body stand on the current page.
    fn has_rows(&self) -> bool {
        self.table.head_rows < self.slices.len()
    }

    /// Returns the height that a fresh page has for rows of the body.
    fn page_room(&self, pages: &Pages<'_>) -> Length {
        let head: Length = self.table.heights[..self.table.head_rows].iter().copied().sum();
        pages.sheet.bottom() - pages.sheet.top - head
    }

    fn fits(&self, height: Length, pages: &Pages<'_>) -> bool {
        self.y + height <= pages.sheet.bottom()
    }

    /// Adds a row whole, on the next page if need be; one that no page holds is parted at its lines.
    fn push_row(&mut self, row: usize, pages: &mut Pages<'_>, shaper: &mut Shaper<'_>) {
        let height = self.table.heights[row];
        if !self.fits(height, pages) && self.has_rows() && height <= self.page_room(pages) {
            self.next_page(pages, shaper);
        }
        if self.fits(height, pages) {
            self.push(row, height, true);
            return;
        }
        let (pitch, padding) = (line_pitch(self.table.size), vertical_padding(self.table.size) * 2);
        let whole_lines = |height: Length| (height - padding).to_emu().max(0) / pitch.to_emu();
        let mut lines = whole_lines(height + pitch - Length::emu(1));
        loop {
            let room = whole_lines(pages.sheet.bottom() - self.y);
            let here = if self.has_rows() { room } else { room.max(1) };
            if lines <= here {
                self.push(row, pitch * lines + padding, true);
                return;
            }
            if 0 < here {
                self.push(row, pitch * here + padding, false);
                lines -= here;
            }
            self.next_page(pages, shaper);
        }
    }

    fn push(&mut self, row: usize, height: Length, ends: bool) {
        self.slices.push(Slice { row, top: self.y, height, ends });
        self.y += height;
    }

    /// Draws the part of the table on the current page.
    fn finish(&mut self, pages: &mut Pages<'_>, shaper: &mut Shaper<'_>) {
        let slices = std::mem::take(&mut self.slices);
        let table = self.table;
        let grid = &table.grid;
        let (head, body) = slices.split_at(table.head_rows.min(slices.len()));
        let head_cells = grid.beginning_on(0..head.len());
        for cell in head_cells {
            self.draw(cell, head, pages, shaper);
        }
        if let (Some(first), Some(last)) = (body.first(), body.last()) {
            let mut above: Vec<usize> =
                (0..grid.columns).filter_map(|column| grid.covering(first.row, column)).collect();
            above.retain(|cell| grid.cells[*cell].row < first.row);
            above.sort_unstable();
            above.dedup();
            let below = grid.beginning_on(first.row..last.row + 1);
            for cell in above.into_iter().chain(below) {
                self.draw(cell, body, pages, shaper);
            }
        }
        let (left, thickness) = (pages.sheet.left, pages.profile.rule);
        rules(grid, &slices, &table.edges, left, thickness, pages.artifacts());
    }

    /// Draws the lines of a cell that stand on this page; a head, and what stands on an earlier page
    /// already, as artifacts.
    fn draw(&mut self, index: usize, slices: &[Slice], pages: &mut Pages<'_>, shaper: &Shaper<'_>) {
        let (cell, text) = (self.table.grid.cells[index], &self.table.texts[index]);
        let Some(part) = covered(cell, slices) else { return };
        let is_head = cell.row < self.table.head_rows;
        let shown = if is_head { 0 } else { self.shown[index] };
        let (size, pitch) = (self.table.size, line_pitch(self.table.size));
        let room = (part.height - vertical_padding(size) * 2).to_emu().max(0) / pitch.to_emu();
        let left = text.lines.len() - shown;
        let count = if part.ends { left } else { left.min(usize::try_from(room).unwrap_or(left)) };
        // A cell over several rows says again, on each page that it reaches, what it said on the
        // first, where its whole text has room.
        let lines_that_fit = usize::try_from(room).unwrap_or(usize::MAX);
        let says_again = !is_head
            && 1 < cell.rows
            && 0 < shown
            && left == 0
            && text.lines.len() <= lines_that_fit;
        let (shown, count) = if says_again { (0, shown) } else { (shown, count) };
        let whole = count == text.lines.len();
        self.shown[index] = shown + count;
        let lines = &text.lines[shown..shown + count];
        let block = pitch * i64::try_from(count).unwrap_or(i64::MAX);
        let drop = if whole { (part.height - block) / 2 } else { vertical_padding(size) };
        let padding = horizontal_padding(size);
        let x = pages.sheet.left + self.table.edges[cell.column] + padding;
        let measure =
            self.table.edges[cell.end_column()] - self.table.edges[cell.column] - padding * 2;
        let repeated = says_again || is_head && !self.first_page;
        let owner = if repeated { Owner::Artifact } else { self.owner(cell) };
        let mut y = part.top + drop.max(Length::ZERO) + baseline(pitch, size);
        let (content, artifacts, rule) = pages.items();
        for line in lines {
            let slack = align(measure, line.width, text.alignment);
            let spread = match text.alignment {
                Alignment::Left => CELL_SPREAD,
                Alignment::Centre | Alignment::Right => Spread::Natural,
            };
            let at = Placement { origin: Point { x: x + slack, y }, measure, spread, owner, rule };
            let (glyphs, mut marks) = (shaper.glyphs, Vec::new());
            if repeated {
                place(&text.shaped, line, at, glyphs, artifacts, &mut marks);
            } else {
                place(&text.shaped, line, at, glyphs, content, &mut marks);
            }
            artifacts.extend(marks);
            y += pitch;
        }
    }

    fn owner(&self, cell: Placed) -> Owner {
        let Self { section, block, .. } = *self;
        Owner::Cell { section, block, row: cell.row, cell: cell.cell }
    }
}

/// The part of a cell that stands on a page.
struct CellPart {
    top: Length,
    height: Length,
    ends: bool,
}

/// Returns what of `cell` stands in `slices`, or `None` when nothing does.
fn covered(cell: Placed, slices: &[Slice]) -> Option<CellPart> {
    let range: Range<usize> = cell.row..cell.end_row();
    let start = slices.partition_point(|slice| slice.row < range.start);
    let end = slices.partition_point(|slice| slice.row < range.end);
    let (first, last) = (slices.get(start)?, slices[start..end].last()?);
    let ends = last.ends && last.row + 1 == range.end;
    Some(CellPart { top: first.top, height: last.top + last.height - first.top, ends })
}
