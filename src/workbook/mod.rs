//! Workbooks: the papers of a filing as XLSX, numbers as numbers and texts as texts.
//!
//! A workbook is made from rows and figures, never from a document: a cell holds a value with its
//! number format, which no text can give back. `sheet` is the page that every sheet stands on,
//! `style` the looks of its cells, `number` what a figure is in a cell.

mod number;
mod register;
mod sheet;
mod style;

pub use register::register;

use jiff::civil::Date;

/// Why a workbook was not made: what its library says.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct WorkbookError(#[from] rust_xlsxwriter::XlsxError);

/// What a workbook says of itself in its properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Properties {
    /// The title.
    pub title: String,
    /// The department's name.
    pub author: String,
    /// The day that it bears; it comes from the data, never from the clock.
    pub date: Date,
}
