//! Cells: texts that are never formulas, formulas with their stored results, and merged cells.

use rust_xlsxwriter::utility::{quote_sheet_name, row_col_to_cell};
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

/// A place on a sheet, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) column: u16,
}

impl Cell {
    pub(super) const fn new(row: u32, column: u16) -> Self {
        Self { row, column }
    }

    /// Returns the cell's name: D12.
    pub(super) fn name(self) -> String {
        row_col_to_cell(self.row, self.column)
    }

    /// Returns the cell's name as another sheet calls it: 'P01 …'!D12.
    pub(super) fn name_on(self, sheet: &str) -> String {
        format!("{}!{}", quote_sheet_name(sheet), self.name())
    }
}

/// Writes a text; one that a later edit of the cell could turn into a formula is marked as a text.
pub(super) fn text(
    sheet: &mut Worksheet,
    cell: Cell,
    text: &str,
    look: Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(cell.row, cell.column, text, &guarded(text, look))?;
    Ok(())
}

/// Writes a text into the cells from `first` to `last`, merged where they are several.
pub(super) fn text_across(
    sheet: &mut Worksheet,
    first: Cell,
    last: Cell,
    words: &str,
    look: Format,
) -> Result<(), XlsxError> {
    if first == last {
        return text(sheet, first, words, look);
    }
    let look = guarded(words, look);
    sheet.merge_range(first.row, first.column, last.row, last.column, words, &look)?;
    Ok(())
}

/// Writes a formula whose result is `result`: a number's plain text, or a text.
pub(super) fn formula(
    sheet: &mut Worksheet,
    cell: Cell,
    formula: &str,
    result: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    let formula = Formula::new(formula).set_result(result);
    sheet.write_formula_with_format(cell.row, cell.column, formula, look)?;
    Ok(())
}

/// Returns `words` as a text in a formula.
pub(super) fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

fn guarded(text: &str, look: Format) -> Format {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { look.set_quote_prefix() } else { look }
}
