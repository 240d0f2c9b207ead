//! Tables: rows of cells on the full grid, the head repeated on every page.

use std::io::Write;

use docx_rs::{
    AlignmentType, BorderType, Justification, TableAlignmentType, TableBorder, TableBorderPosition,
    TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, VMergeType,
    WidthType,
};

use crate::document::{Alignment, Cell, Change, Length, PageProfile, Row, Run, Table, TextStyle};
use crate::layout::table_columns::{Demand, columns};
use crate::layout::table_rows::{BREAKABLE_WORD, horizontal_padding, vertical_padding};
use crate::layout::table_spans::{Grid, Placed, resolve};
use crate::layout::title::line_widths;

use super::DocxError;
use super::body::Sink;
use super::conform::Addition;
use super::measures::Twips;
use super::paragraph;
use super::pattern::{BLANK, Pattern, has_text, is_one_text};
use super::revision::Revision;
use super::styles::{StyleId, TABLE_STYLE};
use super::text::escaped;
use super::text_width::{EstimatedGlyphs, QuarterEms, estimate};
use super::title::balancing_indent;

/// Writes `table`, as wide as the lines around it, and the line above it.
pub(super) fn write<W: Write>(
    table: &Table,
    page: &PageProfile,
    width: Length,
    revision: &Revision,
    sink: &mut Sink<W>,
) -> Result<(), DocxError> {
    if !table.caption.is_empty() {
        let caption = paragraph::plain(StyleId::TableCaption, &table.caption, revision);
        sink.write(&caption, &[])?;
    }
    // WordprocessingML has no table without rows.
    if table.head.is_empty() && table.body.is_empty() {
        return Ok(());
    }
    let grid = resolve(table);
    let columns = Columns::of(table, &grid, page, width);
    let description = escaped(&table.description);
    let caption = format!(r#"<w:tblCaption w:val="{description}"/>"#);
    let description = format!(r#"<w:tblDescription w:val="{description}"/>"#);
    let properties = [
        Addition { parent: "w:tblPr", child: "w:tblLook", xml: LOOK },
        Addition { parent: "w:tblPr", child: "w:tblCaption", xml: &caption },
        Addition { parent: "w:tblPr", child: "w:tblDescription", xml: &description },
    ];
    sink.write_open(&frame(&columns, page.rule), &properties, END_TAG)?;
    let mut rows = Rows { table, page, columns: &columns, grid: &grid, revision, pattern: None };
    for index in 0..grid.rows {
        rows.write(index, sink)?;
    }
    sink.write_raw(END_TAG);
    Ok(())
}

const END_TAG: &str = "</w:tbl>";
const LOOK: &str = r#"<w:tblLook w:val="0020"/>"#;
/// Head rows are repeated on every page, and never the last thing on one.
const HEAD: [Addition<'_>; 2] = [
    Addition { parent: "w:trPr", child: "w:tblHeader", xml: "<w:tblHeader/>" },
    Addition { parent: "w:pPr", child: "w:keepNext", xml: "<w:keepNext/>" },
];

/// How the columns of a table are set.
struct Columns {
    /// The size of the text.
    size: Length,
    /// The edges from left to right, one more than columns.
    edges: Vec<Twips>,
}

impl Columns {
    /// Returns the columns that layout gives `table` on lines of `width`, by estimated widths.
    ///
    /// Word processors take the rules off the room for text and round the advances, so each column
    /// gets a little more than its text.
    fn of(table: &Table, grid: &Grid, page: &PageProfile, width: Length) -> Self {
        let spare = page.rule + Length::points(1);
        let rows = || table.head.iter().chain(&table.body);
        let longest_word = QuarterEms::below(BREAKABLE_WORD);
        let demands: Vec<Demand> = rows()
            .flat_map(|row| &row.cells)
            .zip(&grid.cells)
            .map(|(cell, place)| {
                let text = estimate(&cell.runs, longest_word);
                Demand {
                    line: text.whole.thousandths(),
                    word: text.longest.thousandths(),
                    alignment: Some(cell.alignment),
                    head: place.row < table.head.len(),
                }
            })
            .collect();
        let count = i64::try_from(grid.columns).unwrap_or(i64::MAX);
        let text_width = (width - spare * count).max(Length::emu(1));
        let columns = columns(table, grid, &demands, &page.table_sizes, text_width);
        let mut edges = Vec::with_capacity(columns.edges.len());
        for (edge, spare) in columns.edges.into_iter().zip((0..).map(|column| spare * column)) {
            edges.push(Twips::nearest(edge + spare));
        }
        Self { size: columns.size, edges }
    }

    /// Returns the width of `span` columns from `column` on.
    fn width(&self, column: usize, span: usize) -> Twips {
        self.edges[column + span] - self.edges[column]
    }
}

/// Returns the table without its rows.
fn frame(columns: &Columns, rule: Length) -> docx_rs::Table {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    // Rules are measured in eighths of a point.
    let eighths = rule.to_emu() * 8 / Length::points(1).to_emu();
    let thickness = usize::try_from(eighths).unwrap_or(0).max(2);
    let borders = [Top, Left, Bottom, Right, InsideH, InsideV].into_iter().fold(
        TableBorders::with_empty(),
        |borders, position| {
            let border = TableBorder::new(position).border_type(BorderType::Single);
            borders.set(border.size(thickness))
        },
    );
    let above = Twips::nearest(vertical_padding(columns.size)).size();
    let beside = Twips::nearest(horizontal_padding(columns.size)).size();
    let count = columns.edges.len() - 1;
    docx_rs::Table::without_borders(Vec::new())
        .style(TABLE_STYLE)
        .width(columns.width(0, count).size(), WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .layout(TableLayoutType::Fixed)
        .set_borders(borders)
        .margins(TableCellMargins::new().margin(above, beside, above, beside))
        .set_grid((0..count).map(|column| columns.width(column, 1).size()).collect())
}

/// The rows of a table.
struct Rows<'a> {
    table: &'a Table,
    page: &'a PageProfile,
    columns: &'a Columns,
    grid: &'a Grid,
    revision: &'a Revision,
    /// The row that the last pattern is of, and the pattern.
    pattern: Option<(Row, Pattern)>,
}

impl Rows<'_> {
    /// Writes the row `index`, head rows counted first.
    fn write<W: Write>(&mut self, index: usize, sink: &mut Sink<W>) -> Result<(), DocxError> {
        let Some(body) = index.checked_sub(self.table.head.len()) else {
            let row = &self.table.head[index];
            return sink.write(&self.row(index, row, CellRole::Head), &HEAD);
        };
        let row = &self.table.body[body];
        if !self.is_plain(index, row) {
            return sink.write(&self.row(index, row, CellRole::Body), &[]);
        }
        let blanked = blanked(row);
        let pattern = match self.pattern.take() {
            Some((like, pattern)) if like == blanked => pattern,
            _ => sink.pattern(&self.row(index, &blanked, CellRole::Body))?,
        };
        let texts = row.cells.iter().map(|cell| &cell.runs[..]).filter(|runs| has_text(runs));
        sink.fill(&pattern, texts)?;
        self.pattern = Some((blanked, pattern));
        Ok(())
    }

    /// Returns whether the row `index`, which is `row`, is that of nothing but its own cells, each of
    /// one text, and did not change.
    fn is_plain(&self, index: usize, row: &Row) -> bool {
        let is_own = |column| {
            let cell = self.grid.covering(index, column).map(|cell| &self.grid.cells[cell]);
            cell.is_some_and(|place| place.row == index && place.rows == 1)
        };
        row.change == Change::Unchanged
            && row.cells.iter().all(|cell| is_one_text(&cell.runs))
            && (0..self.grid.columns).all(is_own)
    }

    /// Returns the row `index`, which is `row`.
    ///
    /// WordprocessingML writes every cell of the grid: those that a cell from above covers as its
    /// continuation, and what a short row lacks as blank.
    fn row(&self, index: usize, row: &Row, role: CellRole) -> TableRow {
        let mut cells = Vec::with_capacity(self.grid.columns);
        let mut column = 0;
        while column < self.grid.columns {
            let covering = self.grid.covering(index, column).map(|cell| &self.grid.cells[cell]);
            let (cell, span) = if let Some(place) = covering {
                (self.cell(place, index, row, role), place.columns)
            } else {
                let blank = |column: &usize| self.grid.covering(index, *column).is_none();
                let span = (column..self.grid.columns).take_while(blank).count();
                (TableCell::new().add_paragraph(self.blank(row.change)), span)
            };
            let cell = cell
                .width(self.columns.width(column, span).size(), WidthType::Dxa)
                .vertical_align(VAlignType::Center);
            cells.push(if 1 < span { cell.grid_span(span) } else { cell });
            column += span;
        }
        let written = TableRow::new(cells).cant_split();
        match row.change {
            Change::Unchanged => written,
            Change::Inserted => written.insert(self.revision.insert()),
            Change::Deleted => written.delete(self.revision.delete()),
        }
    }

    /// Returns what stands on row `index`, which is `row`, of the cell at `place`.
    fn cell(&self, place: &Placed, index: usize, row: &Row, role: CellRole) -> TableCell {
        let written = TableCell::new();
        if place.row != index {
            let blank = self.blank(row.change);
            return written.vertical_merge(VMergeType::Continue).add_paragraph(blank);
        }
        let width = self.columns.width(place.column, place.columns);
        let text = self.text(&row.cells[place.cell], role, width, row.change);
        let written = written.add_paragraph(text);
        if 1 < place.rows { written.vertical_merge(VMergeType::Restart) } else { written }
    }

    /// Returns the paragraph of `cell`, which is `width` wide, on a row with `change`.
    fn text(
        &self,
        cell: &Cell,
        role: CellRole,
        width: Twips,
        change: Change,
    ) -> docx_rs::Paragraph {
        let style = match role {
            CellRole::Head => StyleId::TableHead(self.columns.size),
            CellRole::Body => StyleId::TableCell(self.columns.size),
        };
        let mut paragraph = paragraph::in_cell(style, &cell.runs, change, self.revision);
        let alignment = match cell.alignment {
            Alignment::Left => return paragraph,
            Alignment::Centre => {
                if let CellRole::Head = role {
                    paragraph = self.balanced(paragraph, cell, width);
                }
                AlignmentType::Center
            }
            Alignment::Right => AlignmentType::Right,
        };
        paragraph.property.alignment = Some(Justification::new(alignment.to_string()));
        paragraph
    }

    /// Returns the paragraph of a head cell with indents that make its lines break where layout's
    /// do: between words.
    fn balanced(
        &self,
        paragraph: docx_rs::Paragraph,
        cell: &Cell,
        width: Twips,
    ) -> docx_rs::Paragraph {
        let style = TextStyle { size: self.columns.size, ..self.page.styles.table_head };
        let room = width - Twips::nearest(horizontal_padding(self.columns.size) * 2);
        let lines =
            line_widths(&cell.runs, style, &[], room.length(), (self.page, &EstimatedGlyphs));
        if lines.len() <= 1 {
            return paragraph;
        }
        let indent = Some(balancing_indent(&lines, style.size, room).signed());
        paragraph.indent(indent, None, indent, None)
    }

    /// Returns a paragraph without text on a row with `change`.
    fn blank(&self, change: Change) -> docx_rs::Paragraph {
        let style = StyleId::TableCell(self.columns.size);
        paragraph::in_cell(style, &[], change, self.revision)
    }
}

/// Which group of rows a cell belongs to.
#[derive(Clone, Copy)]
enum CellRole {
    Head,
    Body,
}

/// Returns `row` with a blank in place of each text.
fn blanked(row: &Row) -> Row {
    let blank = |runs: &[Run]| match runs {
        [first, ..] if has_text(runs) => vec![Run { strong: first.strong, ..Run::text(BLANK) }],
        _ => Vec::new(),
    };
    let cells = row.cells.iter().map(|cell| Cell { runs: blank(&cell.runs), ..*cell });
    Row { cells: cells.collect(), change: row.change }
}
