//! Tables from markup: cells, spans, alignment, and the grid that they must fill exactly.

use roxmltree::Node;

use super::reading::Reader;
use crate::document::{Alignment, Cell, Column, Row, Table};

/// The most columns that a table of a Word document may have.
const MAX_COLUMNS: usize = 63;
/// The most shares of the table's width that a column may have.
const MOST_SHARES: u32 = 100;
/// The most rows that a cell may cover.
const MAX_ROW_SPAN: u32 = 1000;

impl Reader<'_> {
    /// Reads a table, or reports why it is none.
    pub(super) fn table(&mut self, node: Node<'_, '_>) -> Option<Table> {
        self.attributes(node, &["title"]);
        let mut caption = Vec::new();
        let mut shares = Vec::new();
        let mut head = Vec::new();
        let mut body = Vec::new();
        let mut grid = Grid::default();
        let mut last = 0;
        let mut fits = true;
        for part in self.elements(node, "表格里的文字要放在单元格里") {
            let name = part.tag_name().name();
            let Some(order) =
                ["caption", "col", "thead", "tbody"].iter().position(|known| *known == name)
            else {
                self.misplaced(part);
                continue;
            };
            if order < last {
                self.fault(part, "表格里依次是 <caption>、<col>、<thead>、<tbody>");
            }
            last = order;
            match name {
                "caption" => caption = self.plain_runs(part),
                "col" => shares.push(self.share(part)),
                "thead" => fits &= self.rows(part, &mut grid, Part::Head, &mut head),
                _ => fits &= self.rows(part, &mut grid, Part::Body, &mut body),
            }
        }
        if !fits {
            return None;
        }
        if grid.columns.is_empty() {
            self.fault(node, "表格里没有行");
            return None;
        }
        if !shares.is_empty() && shares.len() != grid.columns.len() {
            let (columns, widths) = (grid.columns.len(), shares.len());
            self.fault(
                node,
                format!("表格有 {columns} 列，<col> 有 {widths} 个：每列一个，或者都不写"),
            );
            return None;
        }
        let description = match node.attribute("title") {
            Some(title) => title.to_owned(),
            None => described(&head),
        };
        let centred = |alignment: Option<Alignment>| alignment.unwrap_or(Alignment::Centre);
        let mut shares = shares.into_iter();
        let columns = grid
            .columns
            .into_iter()
            .map(|alignment| Column { alignment: centred(alignment), share: shares.next() });
        Some(Table { caption, description, columns: columns.collect(), head, body })
    }

    /// Reads the rows of a part of a table; returns whether they fill the grid.
    fn rows(&mut self, part: Node<'_, '_>, grid: &mut Grid, of: Part, rows: &mut Vec<Row>) -> bool {
        self.attributes(part, &[]);
        let mut fits = true;
        let mut last = part;
        for node in self.elements(part, "表格里的文字要放在单元格里") {
            if node.tag_name().name() != "tr" {
                self.misplaced(node);
                fits = false;
                continue;
            }
            self.attributes(node, &[]);
            let mut cells = Vec::new();
            for cell in self.elements(node, "表格里的文字要放在单元格里") {
                match cell.tag_name().name() {
                    "th" | "td" => cells.push(self.cell(cell)),
                    _ => self.misplaced(cell),
                }
            }
            if let Err(message) = grid.place(&cells, of) {
                self.fault(node, message);
                fits = false;
            }
            rows.push(Row::new(cells));
            last = node;
        }
        if grid.end_part() {
            self.fault(last, "rowspan 超出了表格的这一部分");
            fits = false;
        }
        fits
    }

    fn cell(&mut self, node: Node<'_, '_>) -> Cell {
        self.attributes(node, &["class", "colspan", "rowspan"]);
        let header = node.tag_name().name() == "th";
        let alignment = match self.word(node, "class", &["number", "text", "label"]) {
            Some("number") => Alignment::Right,
            Some("text") => Alignment::Left,
            Some(_) => Alignment::Centre,
            None if header => Alignment::Centre,
            None => Alignment::Left,
        };
        Cell {
            alignment,
            column_span: self.cell_span(node, "colspan", 63),
            row_span: self.cell_span(node, "rowspan", MAX_ROW_SPAN),
            header,
            runs: self.inlines(node),
        }
    }

    /// Reads a column's share of the table's width.
    fn share(&mut self, node: Node<'_, '_>) -> u32 {
        self.attributes(node, &["width"]);
        self.elements(node, "<col> 里不能有文字");
        if !node.has_attribute("width") {
            self.fault(node, "<col> 要用 width 写出列宽的份数");
        }
        self.cell_span(node, "width", MOST_SHARES)
    }

    fn cell_span(&mut self, node: Node<'_, '_>, attribute: &str, limit: u32) -> u32 {
        let Some(written) = node.attribute(attribute) else { return 1 };
        match written.parse() {
            Ok(span) if (1..=limit).contains(&span) => span,
            _ => {
                self.fault(
                    node,
                    format!("{attribute} 要是 1 到 {limit} 的整数，不能是“{written}”"),
                );
                1
            }
        }
    }
}

/// Which part of a table a row stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Head,
    Body,
}

/// The grid of a table while its rows are placed.
#[derive(Debug, Default)]
struct Grid {
    /// The alignment of each column, once a body cell of its own tells; set by the first row.
    columns: Vec<Option<Alignment>>,
    /// How many of the rows to come a cell from above covers, by column.
    covered: Vec<u32>,
}

impl Grid {
    /// Places a row; an error says how it does not fit.
    fn place(&mut self, cells: &[Cell], part: Part) -> Result<(), String> {
        let width: usize = cells.iter().map(|cell| span(cell.column_span)).sum();
        if self.columns.is_empty() {
            if !(1..=MAX_COLUMNS).contains(&width) {
                return Err(format!("表格要有 1 到 {MAX_COLUMNS} 列，这一行有 {width} 列"));
            }
            self.columns = vec![None; width];
            self.covered = vec![0; width];
        }
        let columns = self.columns.len();
        let above = self.covered.iter().filter(|rows| **rows > 0).count();
        if width + above != columns {
            return Err(format!("表格有 {columns} 列，这一行有 {} 列", width + above));
        }
        let mut below: Vec<u32> = self.covered.iter().map(|rows| rows.saturating_sub(1)).collect();
        let mut column = 0;
        for cell in cells {
            while self.covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let end = column + span(cell.column_span);
            if end > columns || self.covered[column..end].iter().any(|rows| *rows > 0) {
                return Err("这一行的单元格与上面跨行的单元格重叠".to_owned());
            }
            if part == Part::Body && cell.column_span == 1 && self.columns[column].is_none() {
                self.columns[column] = Some(cell.alignment);
            }
            below[column..end].fill(cell.row_span - 1);
            column = end;
        }
        self.covered = below;
        Ok(())
    }

    /// Ends a part of the table, and returns whether a cell reaches beyond it.
    fn end_part(&mut self) -> bool {
        let reaches = self.covered.iter().any(|rows| *rows > 0);
        self.covered.fill(0);
        reaches
    }
}

fn span(span: u32) -> usize {
    usize::try_from(span).unwrap_or(usize::MAX)
}

/// Returns a description made of the words of the head.
fn described(head: &[Row]) -> String {
    let cells = head.iter().flat_map(|row| &row.cells);
    let words = cells.map(|cell| cell.runs.iter().map(|run| run.text.as_str()).collect::<String>());
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::super::{fixture, places, syntax, xml};
    use super::*;
    use crate::document::Block;
    use crate::source::SourceId;

    fn table(rows: &str) -> Result<Table, String> {
        let template = format!("<table title=\"表\">{rows}</table>");
        let source = SourceId(0);
        let pieces = syntax::cut(source, &template).expect("no tags");
        let marked = places::mark(&template, &pieces);
        let tree = xml::parse(&marked.text, source, &template).expect("it is well formed");
        let figures = fixture::figures();
        let sections = super::super::reading::read(
            tree.root_element(),
            source,
            &template,
            &|name| figures.get(name),
            &[],
        );
        let mut sections = sections.map_err(|faults| {
            let span = faults[0].primary.as_ref().expect("it has a place").span;
            format!("{}: {}", &template[span.start..span.end], faults[0].message)
        })?;
        match sections.remove(0).blocks.remove(0) {
            Block::Table(table) => Ok(table),
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn spans_fill_the_grid() {
        let table = table(
            "<thead><tr><th rowspan=\"2\">甲</th><th colspan=\"2\">乙</th></tr>\
             <tr><th>丙</th><th>丁</th></tr></thead>\
             <tbody><tr><td>一</td><td class=\"number\">2</td><td class=\"label\"></td></tr></tbody>",
        )
        .expect("the grid is filled");
        let alignments: Vec<_> = table.columns.iter().map(|column| column.alignment).collect();
        assert_eq!(alignments, [Alignment::Left, Alignment::Right, Alignment::Centre]);
        assert_eq!((table.head.len(), table.body.len()), (2, 1));
        assert_eq!(table.head[0].cells[0].row_span, 2);
        assert_eq!(table.description, "表");
    }

    #[test]
    fn a_grid_with_holes_or_overlaps_is_refused() {
        let row = |cells: &str| format!("<tr>{cells}</tr>");
        let two = row("<td>一</td><td>二</td>");
        for (rows, message) in [
            (format!("{two}{}", row("<td>三</td>")), "<tr: 表格有 2 列，这一行有 1 列"),
            (
                format!("{two}{}", row("<td colspan=\"3\">三</td>")),
                "<tr: 表格有 2 列，这一行有 3 列",
            ),
            (
                format!(
                    "{}{}{two}{two}",
                    row("<td>a</td><td rowspan=\"2\">b</td><td>c</td>"),
                    row("<td colspan=\"2\">d</td>")
                ),
                "<tr: 这一行的单元格与上面跨行的单元格重叠",
            ),
            (row("<td rowspan=\"2\">三</td>"), "<tr: rowspan 超出了表格的这一部分"),
            (row("<td colspan=\"0\">三</td>"), "<td: colspan 要是 1 到 63 的整数，不能是“0”"),
            (
                row("<td rowspan=\"99999999999\">三</td>"),
                "<td: rowspan 要是 1 到 1000 的整数，不能是“99999999999”",
            ),
            (row(&"<td>三</td>".repeat(64)), "<tr: 表格要有 1 到 63 列，这一行有 64 列"),
            (
                row("<td class=\"red\">三</td>"),
                "<td: “<td>”的 class 不能是“red”，可用的有：number、text、label",
            ),
            (String::new(), "<table: 表格里没有行"),
        ] {
            let rows = format!("<tbody>{rows}</tbody>");
            assert_eq!(table(&rows).expect_err(&rows), message);
        }
        assert_eq!(table("<tr><td>一</td></tr>"), Err("<tr: “<tr>”不能放在“<table>”里".to_owned()));
        let reversed = "<tbody><tr><td>一</td></tr></tbody><thead><tr><td>一</td></tr></thead>";
        assert_eq!(
            table(reversed),
            Err("<thead: 表格里依次是 <caption>、<col>、<thead>、<tbody>".to_owned())
        );
    }
}
