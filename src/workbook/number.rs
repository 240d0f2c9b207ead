//! What a figure is in a cell: its number and the number format that shows it as it is printed.

use crate::figures::{Figure, Value};
use crate::form::Form;

/// A number for a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CellNumber {
    /// The nearest double.
    pub(super) value: f64,
    /// The number format: `0.00`, `0.0000`.
    pub(super) format: String,
}

/// Returns the amount that `figure` holds, in the form's unit; `None` where it holds none.
///
/// The format has as many decimals as the printed text, so that the cell shows that text.
pub(super) fn amount(figure: &Figure, form: &Form) -> Option<CellNumber> {
    let Value::Amount(amount) = figure.value else { return None };
    let decimals = figure.text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let format = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
    Some(CellNumber { value: amount.to_cell(form.display.amount_unit), format })
}
