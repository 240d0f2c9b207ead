//! The page that a sheet stands on: A4, margins, page number, and the workbook around it.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{Properties, WorkbookError, style};

/// The number by which Excel knows A4.
const A4: u8 = 9;

/// The rows of a sheet above its table's body: title, caption and head.
pub(super) const BODY: u32 = 3;

/// Returns a landscape sheet called `name` with a title across its columns, a caption at the right,
/// and a head row that stays in view and stands on every page.
pub(super) fn landscape(
    name: &str,
    title: &str,
    caption: &str,
    columns: &[(&str, u32)],
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    let last = last_column(columns);
    sheet.set_name(name)?;
    page(&mut sheet);
    sheet.merge_range(0, 0, 0, last, title, &style::title())?;
    sheet.set_row_height(0, 36)?;
    sheet.merge_range(1, 0, 1, last, caption, &style::caption())?;
    for (column, (head, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(BODY - 1, column, *head, &style::head())?;
    }
    sheet.set_row_height(BODY - 1, 36)?;
    sheet.set_freeze_panes(BODY, 0)?;
    sheet.set_repeat_rows(0, BODY - 1)?;
    Ok(sheet)
}

/// The height of a line of text, and what stands above and below the lines of a row, in points.
const LINE_HEIGHT: u32 = 16;
const ROW_PADDING: u32 = 6;

/// Returns the height in points of a row that has these texts in columns of the table `columns`: a
/// workbook does not say how high its wrapped texts are, and not every program looks.
pub(super) fn height(columns: &[(&str, u32)], texts: &[(usize, &str)]) -> u32 {
    let lines = texts.iter().map(|(column, text)| {
        // A character less, for what a word that does not fit leaves at the end of a line.
        let room = columns.get(*column).map_or(1, |(_, width)| width.saturating_sub(1).max(2));
        let width = text.chars().map(|character| if character.is_ascii() { 1 } else { 2 });
        width.sum::<u32>().div_ceil(room)
    });
    lines.max().unwrap_or_default().max(1) * LINE_HEIGHT + ROW_PADDING
}

/// Sets the page: landscape A4, as many pages high as it needs and one wide, with page numbers.
pub(super) fn page(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true).set_footer("&C— &P —");
    // A formula without a result shows nothing; the library's own default is a 0.
    sheet.set_formula_result_default("");
}

/// Returns the number of the last of `columns`.
pub(super) fn last_column(columns: &[(&str, u32)]) -> u16 {
    u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
}

/// Returns the bytes of a workbook of these sheets; the same input gives the same bytes.
pub(super) fn bytes(
    sheets: impl IntoIterator<Item = Worksheet>,
    properties: &Properties,
) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(&properties.title)
        .set_author(&properties.author)
        .set_creation_datetime(&day(properties.date)?);
    workbook.set_properties(&properties);
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    Ok(workbook.save_to_buffer()?)
}

/// Returns a date as the library takes it; years that a workbook cannot have are its first.
fn day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or_default().max(1900);
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))
}
