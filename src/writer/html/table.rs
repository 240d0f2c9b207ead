//! Tables: a caption, heads with their scope, and a frame in which a wide table scrolls.

use std::collections::BTreeMap;

use crate::document::{Alignment, Cell, Change, Row, Table};
use crate::layout::table_spans::{Grid, Placed, resolve};

use super::runs::push_runs;
use super::text::{escaped, push};

/// The tables written so far, which gives each a name of its own.
#[derive(Default)]
pub(super) struct Tables {
    count: usize,
    /// How often each description has stood above a table.
    described: BTreeMap<String, usize>,
}

impl Tables {
    /// Appends `table` in a frame that scrolls, and that the keyboard reaches.
    pub(super) fn push(&mut self, page: &mut String, table: &Table) {
        self.count += 1;
        let name = self.name(table);
        let anchor = format!("table-{}", self.count);
        push(
            page,
            format_args!(
                "<section class=\"table\" aria-labelledby=\"{anchor}\" tabindex=\"0\">\n\
             <table>\n<caption><span class=\"name\" id=\"{anchor}\">{}</span>",
                escaped(&name)
            ),
        );
        if !table.caption.is_empty() {
            page.push_str("<span class=\"unit\">");
            push_runs(page, &table.caption);
            page.push_str("</span>");
        }
        page.push_str("</caption>\n");
        let grid = resolve(table);
        let rows = Rows { table, grid: &grid };
        rows.push(page, "thead", 0, &table.head);
        rows.push(page, "tbody", table.head.len(), &table.body);
        page.push_str("</table>\n</section>\n");
    }

    /// Returns the name of `table`: its description, numbered where an earlier table has the same.
    fn name(&mut self, table: &Table) -> String {
        let description = match table.description.trim() {
            "" => "表格",
            description => description,
        };
        let times = self.described.entry(description.to_owned()).or_default();
        *times += 1;
        if *times == 1 { description.to_owned() } else { format!("{description}（{times}）") }
    }
}

/// The rows of a table in their grid.
struct Rows<'a> {
    table: &'a Table,
    grid: &'a Grid,
}

impl Rows<'_> {
    /// Appends `rows`, the first of which has this index in the grid, as one group.
    fn push(&self, page: &mut String, group: &str, first: usize, rows: &[Row]) {
        if rows.is_empty() {
            return;
        }
        push(page, format_args!("<{group}>\n"));
        for (index, row) in (first..).zip(rows) {
            page.push_str(match row.change {
                Change::Unchanged => "<tr>",
                Change::Inserted => "<tr class=\"inserted\">",
                Change::Deleted => "<tr class=\"deleted\">",
            });
            self.push_cells(page, index, row);
            page.push_str("</tr>\n");
        }
        push(page, format_args!("</{group}>\n"));
    }

    /// Appends the cells that begin on `row`, and an empty one for each place that no cell covers.
    fn push_cells(&self, page: &mut String, index: usize, row: &Row) {
        let head = index < self.table.head.len();
        let mut column = 0;
        while column < self.grid.columns {
            let covering = self.grid.covering(index, column).map(|cell| &self.grid.cells[cell]);
            let Some(place) = covering else {
                page.push_str("<td></td>");
                column += 1;
                continue;
            };
            if place.row == index {
                push_cell(page, &row.cells[place.cell], place, head);
            }
            column = place.end_column();
        }
    }
}

/// Appends `cell`.
///
/// A head that spans columns or rows heads all that it covers by its own scope; `rowgroup` would
/// reach on to the end of the body (HTML Standard, 4.9.12.2).
fn push_cell(page: &mut String, cell: &Cell, place: &Placed, head: bool) {
    let class = match cell.alignment {
        Alignment::Left => "",
        Alignment::Centre => " class=\"centre\"",
        Alignment::Right => " class=\"right\"",
    };
    let (element, scope) = match (head, cell.header) {
        // A corner that says nothing heads nothing.
        (true, _) if cell.runs.is_empty() => ("td", ""),
        (true, _) => ("th", " scope=\"col\""),
        (false, true) => ("th", " scope=\"row\""),
        (false, false) => ("td", ""),
    };
    push(page, format_args!("<{element}{scope}{class}"));
    for (name, count) in [("colspan", place.columns), ("rowspan", place.rows)] {
        if 1 < count {
            push(page, format_args!(" {name}=\"{count}\""));
        }
    }
    page.push('>');
    push_runs(page, &cell.runs);
    push(page, format_args!("</{element}>"));
}
