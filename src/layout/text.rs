//! Text set into lines and ready for pages: what paragraphs, titles and signatures become.

use super::fill::{Line, fill};
use super::glyph_run::baseline;
use super::justify::Spread;
use super::shape::Shaped;
use super::sheet::Sheet;
use crate::document::{Alignment, Length};

/// A block of lines.
pub(super) struct SetText {
    /// The block's parts, one but for a signature's name and date.
    pub parts: Vec<Part>,
    /// How many grid lines stay blank before it, unless it begins a page.
    pub blank_before: u32,
    /// How many grid lines stay blank after it.
    pub blank_after: u32,
    /// What must stay on its page.
    pub keep: Keep,
}

/// What of a block must stay on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// Nothing: it may be broken at any line.
    Nothing,
    /// The whole block.
    Whole,
    /// The whole block and the beginning of the next.
    WithNext,
}

/// One text of a block.
pub(super) struct Part {
    /// The text.
    pub shaped: Shaped,
    /// Its lines from the top.
    pub rows: Vec<TextRow>,
}

/// A line of a block and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextRow {
    /// The line.
    pub line: Line,
    /// The distance from the left of the type area.
    pub x: Length,
    /// The width that it fills.
    pub measure: Length,
    /// How it fills it.
    pub spread: Spread,
    /// The distance from the top of the grid line that it begins on to its baseline.
    pub drop: Length,
    /// How many grid lines further the next row begins.
    pub grid_lines: u32,
}

impl SetText {
    /// Returns how many grid lines the rows take, blank ones aside.
    pub(super) fn grid_lines(&self) -> u32 {
        let rows = self.parts.iter().flat_map(|part| &part.rows);
        rows.fold(0, |sum, row| sum.saturating_add(row.grid_lines))
    }
}

/// Sets `shaped` flush with the type area, its first line indented, every line on the grid.
pub(super) fn flush(shaped: Shaped, sheet: &Sheet, indent: Length) -> Part {
    let spread = Spread::Justified { em_part: 1 };
    let mut rows = Vec::new();
    for line in fill(&shaped, sheet.measure - indent, sheet.measure) {
        let x = if line.start == 0 { indent } else { Length::ZERO };
        rows.push(on_grid(&shaped, line, sheet, x, sheet.measure - x, spread));
    }
    Part { shaped, rows }
}

/// Sets `shaped` between `left` and `right`, measured from the sides of the type area, each line by
/// `alignment` and on the grid.
pub(super) fn aligned(
    shaped: Shaped,
    sheet: &Sheet,
    (left, right): (Length, Length),
    alignment: Alignment,
) -> Part {
    let measure = sheet.measure - left - right;
    let rows = fill(&shaped, measure, measure)
        .into_iter()
        .map(|line| {
            let x = left + align(measure, line.width, alignment);
            on_grid(&shaped, line, sheet, x, measure, Spread::Natural)
        })
        .collect();
    Part { shaped, rows }
}

/// Returns the distance from the left of `measure` to a line `width` wide.
///
/// A line that gives up half a mark at its end is wider by itself; it begins at the left.
pub(super) fn align(measure: Length, width: Length, alignment: Alignment) -> Length {
    let slack = (measure - width).max(Length::ZERO);
    match alignment {
        Alignment::Left => Length::ZERO,
        Alignment::Centre => slack / 2,
        Alignment::Right => slack,
    }
}

/// Returns the row of `line` at `x`, on as many grid lines as its size takes.
pub(super) fn on_grid(
    shaped: &Shaped,
    line: Line,
    sheet: &Sheet,
    x: Length,
    measure: Length,
    spread: Spread,
) -> TextRow {
    let size = shaped.setting(line.start).size;
    let grid_lines = sheet.grid_lines(size).max(1);
    let drop = baseline(sheet.pitch * i64::from(grid_lines), size);
    TextRow { line, x, measure, spread, drop, grid_lines }
}
