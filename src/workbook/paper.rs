//! The sheet of a self-evaluation form: its columns, its page, and the block beside it that is not
//! printed.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cells::{self, Cell};
use super::{sheet, style};
use crate::form::Form;
use crate::quantity::Amount;

/// What stands above the block beside a form; a sheet that has it was written by this program.
pub const ASIDE: &str = "右侧各列不打印，供计分和读回使用；填了“填报得分”的，以填报得分为准";

/// The widths of a form's columns, in characters.
const WIDTHS: [u32; 8] = [11, 16, 30, 15, 15, 9, 10, 34];
/// The last column that is printed.
pub(super) const LAST: u16 = 7;
/// The first column of the block beside the form.
pub(super) const ASIDE_FIRST: u16 = 9;
/// How many columns that block has.
const ASIDE_COLUMNS: u16 = 8;
/// The rows above the form's own: title and caption.
pub(super) const TOP: u32 = 2;

/// The looks of money beside the amounts' own.
pub(super) const RATE: &str = "0.00%";
/// The look of points: as many decimals as there are, at most two.
pub(super) const POINTS: &str = "General";

/// A sheet and the row that is written next.
pub(super) struct Paper<'a> {
    pub(super) sheet: Worksheet,
    pub(super) form: &'a Form,
    pub(super) row: u32,
}

impl<'a> Paper<'a> {
    /// Returns the sheet called `name` with its title and caption; the rows through `kept` stay in
    /// view.
    pub(super) fn new(
        name: &str,
        title: &str,
        caption: &str,
        kept: u32,
        form: &'a Form,
    ) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet::page(&mut sheet);
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        for column in ASIDE_FIRST..ASIDE_FIRST + ASIDE_COLUMNS {
            sheet.set_column_width(column, 14)?;
        }
        sheet.merge_range(0, 0, 0, LAST, title, &style::title())?;
        sheet.set_default_row_height(20);
        sheet.set_row_height(0, 36)?;
        sheet.merge_range(1, 0, 1, LAST, caption, &style::caption())?;
        sheet.write_string_with_format(1, ASIDE_FIRST, ASIDE, &style::aside())?;
        sheet.set_freeze_panes(kept, 0)?;
        Ok(Self { sheet, form, row: TOP })
    }

    /// Writes a head cell across columns of the row that is written.
    pub(super) fn head(&mut self, first: u16, last: u16, words: &str) -> Result<(), XlsxError> {
        let (first, last) = (Cell::new(self.row, first), Cell::new(self.row, last));
        cells::text_across(&mut self.sheet, first, last, words, style::head())
    }

    /// Writes a text across columns of the row that is written.
    pub(super) fn text(&mut self, first: u16, last: u16, words: &str) -> Result<(), XlsxError> {
        let (first, last) = (Cell::new(self.row, first), Cell::new(self.row, last));
        cells::text_across(&mut self.sheet, first, last, words, style::text())
    }

    /// Makes the row that is written high enough for texts across columns; programs fit the height
    /// to single cells at most.
    pub(super) fn fit(&mut self, texts: &[(u16, u16, &str)]) -> Result<(), XlsxError> {
        const LINE: u32 = 16;
        const MOST_LINES: u32 = 25;
        let lines = texts.iter().map(|(first, last, text)| {
            let width: u32 = WIDTHS[usize::from(*first)..=usize::from(*last)].iter().sum();
            let units =
                |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
            text.lines().map(|line| units(line).div_ceil(width).max(1)).sum::<u32>()
        });
        let lines = lines.max().unwrap_or(1).clamp(1, MOST_LINES);
        if lines > 1 {
            self.sheet.set_row_height(self.row, LINE * lines + 4)?;
        }
        Ok(())
    }

    /// Writes one amount: a number where the filing states it, else a formula with its value as
    /// the stored result.
    pub(super) fn amount(
        &mut self,
        column: u16,
        stated: Option<Amount>,
        value: Option<Amount>,
        derived: Option<String>,
    ) -> Result<(), XlsxError> {
        let unit = self.form.display.amount_unit;
        let Some(value) = value else {
            self.sheet.write_blank(self.row, column, &style::number("0"))?;
            return Ok(());
        };
        let decimals = value.decimals(unit).max(2);
        let look =
            style::number(&format!("0.{}", "0".repeat(usize::try_from(decimals).unwrap_or(2))));
        let cell = Cell::new(self.row, column);
        if stated == Some(value) {
            self.sheet.write_number_with_format(
                cell.row,
                cell.column,
                value.to_cell(unit),
                &look,
            )?;
            return Ok(());
        }
        let text = value.print_exact(unit);
        let derived = derived.unwrap_or_else(|| text.clone());
        cells::formula(&mut self.sheet, cell, &derived, &text, &look)
    }

    /// Writes a label and a value beside the form.
    pub(super) fn beside(&mut self, pair: u16, label: &str, value: &str) -> Result<(), XlsxError> {
        let column = ASIDE_FIRST + 2 * pair;
        cells::text(&mut self.sheet, Cell::new(self.row, column), label, style::aside_head())?;
        cells::text(&mut self.sheet, Cell::new(self.row, column + 1), value, style::aside())
    }

    /// Returns the name of a cell of the row that is written.
    pub(super) fn cell(&self, column: u16) -> String {
        Cell::new(self.row, column).name()
    }
}
