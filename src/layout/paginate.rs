//! Pages: blocks in reading order on the grid, and what stays together.

use super::change_bar::change_bars;
use super::chart::{SetChart, place_chart};
use super::glyph_run::{Placement, place};
use super::mark::mark;
use super::page::{Item, Owner, Page, Point};
use super::page_number::page_number;
use super::shape::Shaper;
use super::sheet::Sheet;
use super::table_parts::{least_height, place_table};
use super::table_rows::SetTable;
use super::text::{Keep, Part, SetText, TextRow};
use super::volume::SetEntry;
use crate::document::{Document, Length, Mark, PageProfile};

/// How many lines of the last paragraph go with a signature that its page cannot hold, so that it
/// does not stand on a page alone.
const LINES_BEFORE_SIGNATURE: u32 = 2;

/// A block ready for pages.
pub(super) enum SetBlock {
    /// Lines of text.
    Text(SetText),
    /// A signature.
    Signature(SetText),
    /// The entries of contents.
    Contents(Vec<SetEntry>),
    /// A table.
    Table(Box<SetTable>),
    /// A chart.
    Chart(Box<SetChart>),
}

/// Places the blocks of section `section` on pages of its own.
///
/// A full page has every line of the grid; a page ends earlier only where a heading would stand
/// last on it, where a table's row does not fit, or where a signature would stand alone on the
/// next.
pub(super) fn paginate(
    blocks: &[SetBlock],
    section: usize,
    pages: &mut Pages<'_>,
    shaper: &mut Shaper<'_>,
) {
    let needs = needed_lines(blocks, &pages.sheet);
    for (block, set) in blocks.iter().enumerate() {
        pages.ensure(needs[block], shaper);
        match set {
            SetBlock::Text(text) => {
                let closing = match blocks.get(block + 1) {
                    Some(SetBlock::Signature(next)) => lines_with_blank(next),
                    Some(
                        SetBlock::Text(_)
                        | SetBlock::Contents(_)
                        | SetBlock::Table(_)
                        | SetBlock::Chart(_),
                    )
                    | None => 0,
                };
                let early = break_before_signature(text, closing, pages);
                place_text(text, (section, block), early, pages, shaper);
            }
            SetBlock::Signature(text) => {
                place_text(text, (section, block), None, pages, shaper);
            }
            SetBlock::Contents(entries) => {
                for (part, entry) in entries.iter().enumerate() {
                    place_entry(entry, Owner::Block { section, block, part }, pages, shaper);
                }
            }
            SetBlock::Table(table) => {
                if let Some(caption) = &table.caption {
                    let owner = Owner::Caption { section, block };
                    for row in &caption.rows {
                        place_row(caption, row, owner, pages, shaper);
                    }
                }
                place_table(table, (section, block), pages, shaper);
            }
            SetBlock::Chart(chart) => {
                let owner = Owner::Block { section, block, part: 0 };
                place_chart(chart, owner, pages, shaper);
            }
        }
    }
}

/// The pages so far and the place reached on the current one.
pub(super) struct Pages<'p> {
    /// The profile of every page.
    pub profile: &'p PageProfile,
    mark: Option<Mark>,
    /// The sheet of the current section.
    pub sheet: Sheet,
    finished: Vec<Page>,
    content: Vec<Item>,
    artifacts: Vec<Item>,
    line: u32,
    is_open: bool,
}

impl<'p> Pages<'p> {
    /// Returns no pages yet.
    pub(super) fn new(document: &'p Document, sheet: Sheet) -> Self {
        Self {
            profile: &document.page,
            mark: document.mark,
            sheet,
            finished: Vec::new(),
            content: Vec::new(),
            artifacts: Vec::new(),
            line: 0,
            is_open: false,
        }
    }

    /// Begins a page of `sheet`.
    pub(super) fn begin_section(&mut self, sheet: Sheet, shaper: &mut Shaper<'_>) {
        self.close(shaper);
        self.sheet = sheet;
        self.is_open = true;
    }

    /// Ends the current page and begins another.
    pub(super) fn next_page(&mut self, shaper: &mut Shaper<'_>) {
        self.close(shaper);
        self.is_open = true;
    }

    /// Ends the last page and returns all of them.
    pub(super) fn finish(mut self, shaper: &mut Shaper<'_>) -> Vec<Page> {
        self.close(shaper);
        self.finished
    }

    /// Returns the top of the current grid line.
    pub(super) fn line_top(&self) -> Length {
        self.sheet.line_top(self.line)
    }

    /// Moves to the first grid line that begins at `y` or below.
    pub(super) fn move_below(&mut self, y: Length) {
        self.line = self.line.max(self.sheet.grid_lines(y - self.sheet.top));
    }

    /// Moves `lines` grid lines on.
    pub(super) fn advance(&mut self, lines: u32) {
        self.line = self.line.saturating_add(lines);
    }

    /// Returns where rules and other artifacts of the current page go.
    pub(super) fn artifacts(&mut self) -> &mut Vec<Item> {
        &mut self.artifacts
    }

    /// Returns the content and the artifacts of the current page, and the thickness of rules.
    pub(super) fn items(&mut self) -> (&mut Vec<Item>, &mut Vec<Item>, Length) {
        (&mut self.content, &mut self.artifacts, self.profile.rule)
    }

    fn remaining(&self) -> u32 {
        self.sheet.lines.saturating_sub(self.line)
    }

    /// Begins a page unless `lines` fit on the current one, or it holds nothing yet.
    pub(super) fn ensure(&mut self, lines: u32, shaper: &mut Shaper<'_>) {
        if 0 < self.line && self.remaining() < lines {
            self.next_page(shaper);
        }
    }

    fn close(&mut self, shaper: &mut Shaper<'_>) {
        if !self.is_open {
            return;
        }
        let number = self.finished.len() + 1;
        change_bars(&self.content, number, &self.sheet, &mut self.artifacts);
        page_number(number, self.profile, self.sheet.orientation, shaper, &mut self.artifacts);
        if let Some(word) = self.mark {
            mark(word, self.profile, &self.sheet, shaper, &mut self.artifacts);
        }
        let mut items = std::mem::take(&mut self.content);
        items.append(&mut self.artifacts);
        let (width, height) = (self.sheet.width, self.sheet.height);
        self.finished.push(Page { width, height, items });
        self.line = 0;
        self.is_open = false;
    }
}

fn place_text(
    text: &SetText,
    (section, block): (usize, usize),
    early_break: Option<u32>,
    pages: &mut Pages<'_>,
    shaper: &mut Shaper<'_>,
) {
    if pages.line != 0 {
        pages.line = pages.line.saturating_add(text.blank_before);
    }
    let mut index = 0;
    for (part, set) in text.parts.iter().enumerate() {
        for row in &set.rows {
            if early_break == Some(index) {
                pages.next_page(shaper);
            }
            place_row(set, row, Owner::Block { section, block, part }, pages, shaper);
            index += 1;
        }
    }
    pages.line = pages.line.saturating_add(text.blank_after);
}

/// Places an entry of contents; its dots are no part of the text.
fn place_entry(entry: &SetEntry, owner: Owner, pages: &mut Pages<'_>, shaper: &mut Shaper<'_>) {
    for row in &entry.text.rows {
        place_row(&entry.text, row, owner, pages, shaper);
    }
    for (part, owner) in [(&entry.leader, Owner::Artifact), (&entry.page, owner)] {
        for row in &part.rows {
            place_row(part, row, owner, pages, shaper);
        }
    }
}

/// Places a line of text on the current grid line, or the next page if need be.
pub(super) fn place_row(
    part: &Part,
    row: &TextRow,
    owner: Owner,
    pages: &mut Pages<'_>,
    shaper: &mut Shaper<'_>,
) {
    pages.ensure(row.grid_lines.max(1), shaper);
    let x = pages.sheet.left + row.x;
    let at = Placement {
        origin: Point { x, y: pages.line_top() + row.drop },
        measure: row.measure,
        spread: row.spread,
        owner,
        rule: pages.profile.rule,
    };
    let (content, artifacts, _) = pages.items();
    place(&part.shaped, &row.line, at, shaper.glyphs, content, artifacts);
    pages.line += row.grid_lines;
}

/// Returns, for each block, how many lines must be left for it to begin on a page.
fn needed_lines(blocks: &[SetBlock], sheet: &Sheet) -> Vec<u32> {
    let mut needs = vec![0; blocks.len()];
    let mut next = 0;
    let mut closing = 0;
    for (block, need) in blocks.iter().zip(&mut needs).rev() {
        let first = |text: &SetText| {
            let row = text.parts.iter().flat_map(|part| &part.rows).next();
            text.blank_before + row.map_or(0, |row| row.grid_lines.max(1))
        };
        let wanted = match block {
            SetBlock::Text(text) | SetBlock::Signature(text) => match text.keep {
                Keep::WithNext => text.grid_lines().saturating_add(text.blank_after + next),
                Keep::Whole => lines_with_blank(text),
                Keep::Nothing if text.grid_lines() <= LINES_BEFORE_SIGNATURE => {
                    text.grid_lines() + closing
                }
                Keep::Nothing => first(text),
            },
            SetBlock::Contents(_) => 1,
            SetBlock::Chart(chart) => chart.grid_lines(),
            SetBlock::Table(table) => {
                let caption = table.caption.iter().flat_map(|part| &part.rows);
                let caption: u32 = caption.map(|row| row.grid_lines).sum();
                caption.saturating_add(sheet.grid_lines(least_height(table, sheet)))
            }
        };
        *need = if wanted <= sheet.lines { wanted } else { sheet.lines };
        next = *need;
        closing = match block {
            SetBlock::Signature(text) => lines_with_blank(text),
            SetBlock::Text(_) | SetBlock::Contents(_) | SetBlock::Table(_) | SetBlock::Chart(_) => {
                0
            }
        };
    }
    needs
}

fn lines_with_blank(text: &SetText) -> u32 {
    text.grid_lines().saturating_add(text.blank_before)
}

/// Returns the line before which a page must end so that the signature that follows `text`, which
/// takes `closing` lines, has company on its page; `None` where it has anyway.
fn break_before_signature(text: &SetText, closing: u32, pages: &Pages<'_>) -> Option<u32> {
    let lines = text.grid_lines();
    let page = pages.sheet.lines;
    if closing == 0 || lines <= LINES_BEFORE_SIGNATURE || page <= closing {
        return None;
    }
    let used = pages.line.saturating_add(lines) % page;
    let left = if used == 0 { 0 } else { page - used };
    (left < closing).then_some(lines - LINES_BEFORE_SIGNATURE)
}
