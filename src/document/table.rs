//! Tables: a grid of cells, some of which span columns or rows.

use std::ops::Not;

use serde::{Deserialize, Serialize};

use super::{Change, Run};

/// A table with a head that is repeated on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The line above the table, set right-aligned: 单位：万元.
    pub caption: Vec<Run>,
    /// What the table is, for screen readers.
    pub description: String,
    /// The columns from left to right; their number is the width of the grid.
    pub columns: Vec<Column>,
    /// The rows that are repeated on every page.
    pub head: Vec<Row>,
    /// The rows of the table's body.
    pub body: Vec<Row>,
}

/// A column's own properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// How the body cells of the column stand.
    pub alignment: Alignment,
    /// The column's share of the table's width, where the form sets the widths of all columns; by
    /// default they come from what the cells hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<u32>,
}

impl Column {
    /// Returns a column as wide as its cells ask.
    pub const fn aligned(alignment: Alignment) -> Self {
        Self { alignment, share: None }
    }
}

/// One row; cells covered by a span from the left or from above are left out, as in HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The cells from left to right.
    pub cells: Vec<Cell>,
    /// Whether the row as a whole was added or taken out since the version compared with.
    ///
    /// It stands here since a row may be blank, and since a row that stays may have every text in
    /// it replaced. The runs of a row that comes or goes carry the same change.
    #[serde(default, skip_serializing_if = "Change::is_unchanged")]
    pub change: Change,
}

impl Row {
    /// Returns a row of `cells` that no comparison has marked.
    pub const fn new(cells: Vec<Cell>) -> Self {
        Self { cells, change: Change::Unchanged }
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The cell's text.
    pub runs: Vec<Run>,
    /// How the text stands in the cell.
    pub alignment: Alignment,
    /// How many columns the cell covers; at least 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub column_span: u32,
    /// How many rows the cell covers; at least 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub row_span: u32,
    /// Whether the cell heads its column or row.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub header: bool,
}

/// How text stands between the left and the right edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// Flush left: text.
    Left,
    /// Centred: heads and short labels.
    Centre,
    /// Flush right: numbers, aligned on their last digit.
    Right,
}

/// How many columns or rows a cell covers that does not say.
const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
const fn is_one(span: &u32) -> bool {
    *span == 1
}
