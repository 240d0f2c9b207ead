//! Workbooks: the papers of a filing as XLSX, numbers as numbers and texts as texts.
//!
//! A workbook is made from rows and figures, never from a document: a cell holds a value with its
//! number format, which no text can give back. In the forms, what follows from other cells is a
//! formula. `sheet` is the page that every sheet stands on, `paper` a form on it, `style` the looks
//! of its cells.

mod forms;
mod department_form;
mod summary;
mod project_form;
mod indicators;
mod rule;
mod paper;
mod register;
mod sheet;
mod names;
mod county;
mod cells;
mod number;
mod written_number;
mod style;

pub use county::county;
pub use department_form::PARTS;
pub use forms::{MAX_PROJECTS, forms};
pub use indicators::{NO_GROUND, REMEDY};
pub use paper::ASIDE;
pub use register::register;

use jiff::civil::Date;

use crate::form::Form;
use crate::model::Filing;
use crate::quantity::AmountUnit;

/// Why a workbook was not made.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// What the library says.
    #[error(transparent)]
    Library(#[from] rust_xlsxwriter::XlsxError),
    /// More projects than a workbook has sheets for.
    #[error("有 {0} 个项目，一个工作簿最多放 {MAX_PROJECTS} 个项目的自评表")]
    TooManyProjects(usize),
}

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

/// Returns the line between a form's title and its table: 2023年度　金额单位：万元.
fn caption(filing: &Filing, form: &Form) -> String {
    format!("{}年度　金额单位：{}", filing.fiscal_year.value, form.display.amount_unit.name())
}

/// Returns how many decimals an exact amount in `unit` has at most, to which sums are rounded.
const fn decimals(unit: AmountUnit) -> u32 {
    match unit {
        AmountUnit::Yuan => 2,
        AmountUnit::TenThousandYuan => 6,
    }
}
