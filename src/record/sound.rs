//! Whether what a record says can be used: its text can be shown, its document can be set.

use super::{RecordFault, Snapshot};
use crate::document::{Bar, Block, Chart, Document, Length, PageProfile, Row, Table, TextStyle};

/// The most figures that the department has: a form has some 80.
const MAX_FIGURES: usize = 500;
/// The most columns that a table of a Word document may have.
const MAX_COLUMNS: usize = 63;
/// The most rows that a cell may cover.
const MAX_ROW_SPAN: u32 = 1000;
/// The longest side of a sheet.
const LONGEST_SIDE: Length = Length::millimetres(2000);
/// The largest size of text.
const LARGEST_TEXT: Length = Length::points(200);
/// The most lines of a page and characters of a line.
const MOST_ON_A_PAGE: u32 = 500;
/// The most sizes that tables may try.
const MAX_TABLE_SIZES: usize = 20;

/// Returns the text of a record's bytes: it has no character that a terminal would obey, plain or
/// escaped, since a record holds plain text only.
pub(super) fn text(bytes: &[u8]) -> Result<&str, RecordFault> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| fault_at(&bytes[..error.valid_up_to()], "不是 UTF-8 文字"))?;
    let control = text.char_indices().find(|(_, it)| it.is_control() && *it != '\n');
    if let Some((at, _)) = control {
        return Err(fault_at(&bytes[..at], "有不该有的控制字符"));
    }
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        if escaped && !matches!(byte, b'"' | b'\\' | b'/') {
            return Err(fault_at(&bytes[..at], "有不该有的转义字符"));
        }
        escaped = !escaped && *byte == b'\\';
    }
    Ok(text)
}

/// Returns the fault of a byte that stands behind `before`.
fn fault_at(before: &[u8], message: &str) -> RecordFault {
    let line = before.split(|byte| *byte == b'\n');
    let column = line.clone().next_back().map_or(0, <[u8]>::len) + 1;
    let line = line.count();
    RecordFault { place: Some((line, column)), message: message.to_owned() }
}

/// Checks what the types of a snapshot cannot say.
pub(super) fn snapshot(snapshot: &Snapshot) -> Result<(), RecordFault> {
    if snapshot.figures.len() > MAX_FIGURES {
        let count = snapshot.figures.len();
        return Err(RecordFault::of_whole(format!("有 {count} 个部门数字，最多 {MAX_FIGURES} 个")));
    }
    document(&snapshot.document).map_err(RecordFault::of_whole)
}

fn document(document: &Document) -> Result<(), &'static str> {
    page(&document.page)?;
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Table(table) => self::table(table)?,
            Block::Chart(chart) => self::chart(chart)?,
            _ => {}
        }
    }
    Ok(())
}

/// Checks that a page has room for text.
fn page(page: &PageProfile) -> Result<(), &'static str> {
    let within = |length: Length, most: Length| (Length::ZERO..=most).contains(&length);
    let margins = [page.margins.top, page.margins.bottom, page.margins.left, page.margins.right];
    let sides =
        [page.width, page.height, page.line_pitch, page.page_number_gap, page.mark_top, page.rule];
    let measured = margins.into_iter().chain(sides).all(|length| within(length, LONGEST_SIDE));
    let styles = &page.styles;
    let sizes = [
        styles.issuer,
        styles.title,
        styles.heading_one,
        styles.heading_two,
        styles.heading_three,
        styles.heading_four,
        styles.body,
        styles.table_caption,
        styles.table_head,
        styles.table_cell,
        styles.signature,
        styles.page_number,
        styles.mark,
    ];
    let sizes = sizes.map(|TextStyle { size, .. }| size);
    let legible = |size: &Length| Length::points(1) <= *size && *size <= LARGEST_TEXT;
    let counts = [page.lines_per_page, page.characters_per_line];
    let sound = measured
        && Length::points(1) <= page.line_pitch
        && Length::points(1) <= page.text_width()
        && page.line_pitch <= page.text_height()
        && counts.iter().all(|count| (1..=MOST_ON_A_PAGE).contains(count))
        && (1..=MAX_TABLE_SIZES).contains(&page.table_sizes.len())
        && sizes.iter().chain(&page.table_sizes).all(legible);
    if sound { Ok(()) } else { Err("版面的尺寸不合理") }
}

/// Checks that a chart fits a page.
fn chart(chart: &Chart) -> Result<(), &'static str> {
    let short = |text: &str, most: usize| text.chars().count() <= most;
    let fits = |bar: &Bar| {
        short(&bar.label, Bar::LONGEST_LABEL) && short(&bar.value_text(), Bar::LONGEST_VALUE)
    };
    let sound = (1..=Chart::MOST_BARS).contains(&chart.bars.len())
        && short(&chart.title, Chart::LONGEST_TITLE)
        && chart.bars.iter().all(fits);
    if sound { Ok(()) } else { Err("图表的柱数或者文字长度不合理") }
}

/// Checks that the rows of a table fill its columns exactly.
fn table(table: &Table) -> Result<(), &'static str> {
    if !(1..=MAX_COLUMNS).contains(&table.columns.len()) {
        return Err("表格的列数不合理");
    }
    part(&table.head, table.columns.len())?;
    part(&table.body, table.columns.len())
}

fn part(rows: &[Row], columns: usize) -> Result<(), &'static str> {
    const WRONG: &str = "表格的行和列对不上";
    // How many more rows each column is covered from above.
    let mut covered = vec![0_u32; columns];
    for row in rows {
        let mut column = 0;
        let mut next = covered.iter().map(|rows| rows.saturating_sub(1)).collect::<Vec<_>>();
        for cell in &row.cells {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let width = usize::try_from(cell.column_span).map_err(|_error| WRONG)?;
            let end = column.checked_add(width).ok_or(WRONG)?;
            let free = covered.get(column..end).ok_or(WRONG)?;
            if width == 0 || !(1..=MAX_ROW_SPAN).contains(&cell.row_span) {
                return Err(WRONG);
            }
            if free.iter().any(|rows| *rows > 0) {
                return Err(WRONG);
            }
            next[column..end].fill(cell.row_span - 1);
            column = end;
        }
        if covered[column..].contains(&0) {
            return Err(WRONG);
        }
        covered = next;
    }
    if covered.iter().all(|rows| *rows == 0) { Ok(()) } else { Err(WRONG) }
}
