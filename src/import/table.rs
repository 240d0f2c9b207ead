//! A table of projects: a head row whose headings are known, and a row a project below it.

use std::collections::BTreeMap;

use super::grid::{Cell, Sheet};
use super::heading::{Field, known};
use super::project::{ReadProject, labelled};
use super::values::{self, Faults};
use crate::quantity::AmountUnit;

/// How many rows a head is looked for in.
const SEARCHED: usize = 20;

/// The head of a table.
pub(super) struct Head {
    /// The last row of it.
    row: u32,
    columns: BTreeMap<u32, Field>,
    /// The unit that a heading names.
    pub(super) unit: Option<AmountUnit>,
    /// The headings that are not known.
    pub(super) unknown: Vec<String>,
}

/// Returns the head of the sheet's table, which has 项目名称 and one of the amounts among its
/// headings, in one row or in two.
pub(super) fn head(sheet: &Sheet) -> Option<Head> {
    let rows = sheet.rows();
    for (number, (row, cells)) in rows.iter().take(SEARCHED).enumerate() {
        let (mut columns, mut unit, mut unknown) = headings(cells);
        let Some(name) = column_of(&columns, Field::Name) else { continue };
        let mut last = *row;
        if let Some((next, below)) = rows.get(number + 1)
            && *next == row + 1
            && sheet.get(*next, name).map(Cell::label) == sheet.get(*row, name).map(Cell::label)
        {
            // The name's heading reaches down: a second row of headings stands beside it.
            let (lower, lower_unit, more) = headings(below);
            columns.extend(lower);
            unit = unit.or(lower_unit);
            unknown.extend(more);
            last = *next;
        }
        let is_amount =
            |field: &Field| matches!(field, Field::Initial | Field::Adjusted | Field::Final);
        if columns.values().any(is_amount) {
            return Some(Head { row: last, columns, unit, unknown });
        }
    }
    None
}

/// Reads the projects below `head`.
pub(super) fn read(sheet: &Sheet, head: &Head, faults: &mut Faults) -> Vec<ReadProject> {
    let Some(name) = column_of(&head.columns, Field::Name) else { return Vec::new() };
    let mut projects = Vec::new();
    for (row, cells) in sheet.rows() {
        let own_name = cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| *cell);
        if row <= head.row || values::is_empty(own_name) {
            continue;
        }
        let is_sum = |cell: &Cell| matches!(cell.label().as_str(), "合计" | "总计" | "小计");
        if cells.iter().any(|(_, cell)| is_sum(cell)) {
            continue;
        }
        let mut project = ReadProject::default();
        for (column, field) in &head.columns {
            project.keys.extend(labelled(*field, sheet, (row, *column), faults));
        }
        projects.push(project);
    }
    projects
}

type Headings = (BTreeMap<u32, Field>, Option<AmountUnit>, Vec<String>);

fn headings(cells: &[(u32, &Cell)]) -> Headings {
    let mut columns: BTreeMap<u32, Field> = BTreeMap::new();
    let (mut unit, mut unknown) = (None, Vec::new());
    for (column, cell) in cells {
        match known(cell.text()) {
            // A field that stands twice is taken from its first column.
            Some((field, _)) if columns.values().any(|listed| *listed == field) => {}
            Some((field, named)) => {
                columns.insert(*column, field);
                unit = unit.or(named);
            }
            None => unknown.push(cell.label()),
        }
    }
    (columns, unit, unknown)
}

fn column_of(columns: &BTreeMap<u32, Field>, field: Field) -> Option<u32> {
    columns.iter().find_map(|(column, listed)| (*listed == field).then_some(*column))
}
