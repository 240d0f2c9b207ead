//! The sheets of a workbook as cells: texts, numbers as exact decimals, and what cannot be read.
//!
//! The one file that names the library which reads workbooks.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};

use super::container::{self, Hidden};
use super::shown::shown;

/// How many significant digits of a double are those that were typed (IEEE 754, binary64).
const MAX_DIGITS: usize = 15;

/// A sheet.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: Arc<str>,
    /// Whether a person does not see it.
    pub(super) is_hidden: bool,
    /// What of it is hidden.
    pub(super) hidden: Hidden,
    /// The cells that hold something, by row and column from 0.
    cells: BTreeMap<(u32, u32), Cell>,
    /// The first cell of the merged cells that each covers, row by row.
    merged: BTreeMap<(u32, u32), (u32, u32)>,
}

/// A cell that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) content: Content,
    /// Whether it is computed.
    pub(super) is_formula: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A text, without space around it.
    Text(String),
    /// A number: its exact digits, and what the cell shows.
    Number {
        /// The shortest decimal that gives the stored double; `None` where that has more digits
        /// than a double surely keeps.
        digits: Option<String>,
        /// The digits with what the number format sets around them.
        shown: String,
    },
    /// A day: 2024-12-31.
    Day(String),
    /// Something that is no value, in words.
    Fault(String),
}

/// A place in a workbook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The sheet.
    pub sheet: Arc<str>,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl Place {
    /// Returns the cell's name: C7.
    pub fn cell(&self) -> String {
        let mut letters = Vec::new();
        let mut column = self.column;
        loop {
            letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
            if column < 26 {
                break;
            }
            column = column / 26 - 1;
        }
        let letters: String = letters.into_iter().rev().collect();
        format!("{letters}{}", self.row + 1)
    }

    /// Returns the place in words: 工作表“汇总”C7.
    pub fn words(&self) -> String {
        format!("工作表“{}”{}", self.sheet, self.cell())
    }
}

/// Reads the sheets of a workbook in their order.
///
/// # Errors
/// Says why the file cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    let mut hidden = container::examine(bytes)?;
    let damaged = |error: calamine::XlsxError| format!("文件已损坏：{error}");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let listed: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::new();
    for (name, is_hidden) in listed {
        let merged = merged(&workbook.merge_cells_by_sheet_name(&name).map_err(damaged)?);
        let formats = formats(&mut workbook, &name).map_err(damaged)?;
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
        let mut cells = BTreeMap::new();
        while let Some(record) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
            let is_formula = record.formula.is_some();
            let format = formats.get(&record.pos).map_or("General", Arc::as_ref);
            if let Some(content) = content(&record.value, is_formula, format) {
                cells.insert(record.pos, Cell { content, is_formula });
            }
        }
        let hidden = hidden.remove(&name).unwrap_or_default();
        sheets.push(Sheet { name: name.into(), is_hidden, hidden, cells, merged });
    }
    Ok(sheets)
}

impl Sheet {
    /// Returns the cells that hold something, row by row.
    pub(super) fn rows(&self) -> Vec<(u32, Vec<(u32, &Cell)>)> {
        let mut rows: Vec<(u32, Vec<(u32, &Cell)>)> = Vec::new();
        for ((row, column), cell) in &self.cells {
            match rows.last_mut().filter(|(last, _)| last == row) {
                Some((_, cells)) => cells.push((*column, cell)),
                None => rows.push((*row, vec![(*column, cell)])),
            }
        }
        rows
    }

    /// Returns the cell there, that of the merged cells where it is part of some.
    pub(super) fn get(&self, row: u32, column: u32) -> Option<&Cell> {
        let at = self.merged.get(&(row, column)).copied().unwrap_or((row, column));
        self.cells.get(&at)
    }

    pub(super) fn place(&self, row: u32, column: u32) -> Place {
        Place { sheet: Arc::clone(&self.name), row, column }
    }
}

impl Cell {
    /// Returns the cell as a text: a number as it is shown; empty for what is no value.
    pub(super) fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) | Content::Day(text) => text,
            Content::Number { shown, .. } => shown,
            Content::Fault(_) => "",
        }
    }

    /// Returns the text as a label: without space, and without a colon behind it.
    pub(super) fn label(&self) -> String {
        label(self.text())
    }
}

/// Returns `text` as a label is compared: 项 目 名 称： is 项目名称.
pub(super) fn label(text: &str) -> String {
    let label: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    label.trim_end_matches(['：', ':']).to_owned()
}

/// Returns the number formats of a sheet's cells.
fn formats(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<BTreeMap<(u32, u32), Arc<str>>, calamine::XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let codes: Vec<Option<Arc<str>>> = reader
        .styles()
        .iter()
        .map(|style| Some(style.number_format.as_ref()?.format_code.as_str().into()))
        .collect();
    let mut formats = BTreeMap::new();
    while let Some((row, column, style)) = reader.next_style_id()? {
        if let Some(Some(code)) = codes.get(style) {
            formats.insert((row, column), Arc::clone(code));
        }
    }
    Ok(formats)
}

/// Returns where each merged cell but the first of its rectangle finds its content.
///
/// Only the first columns and rows matter to a form, so that a sheet merged from end to end costs
/// nothing.
fn merged(rectangles: &[calamine::Dimensions]) -> BTreeMap<(u32, u32), (u32, u32)> {
    const MAX_COVERED: usize = 200_000;
    const MAX_SIDE: u32 = 1_000;
    let mut merged = BTreeMap::new();
    let mut corners = BTreeSet::new();
    for rectangle in rectangles {
        let (start, end) = (rectangle.start, rectangle.end);
        if !corners.insert(start) {
            continue;
        }
        for row in start.0..=end.0.min(start.0.saturating_add(MAX_SIDE)) {
            for column in start.1..=end.1.min(start.1.saturating_add(MAX_SIDE)) {
                if merged.len() >= MAX_COVERED {
                    return merged;
                }
                merged.insert((row, column), start);
            }
        }
    }
    merged
}

/// Returns what a cell holds; `None` where that is nothing.
fn content(value: &DataRef<'_>, is_formula: bool, format: &str) -> Option<Content> {
    let text = |text: &str| {
        let text = text.trim();
        (!text.is_empty()).then(|| Content::Text(text.to_owned()))
    };
    match value {
        DataRef::String(words) => text(words),
        DataRef::SharedString(words) => text(words),
        DataRef::Float(number) => Some(of_number(*number, format)),
        DataRef::Int(number) => Some(of_digits(&number.to_string(), format)),
        DataRef::DateTime(day) => Some(of_day(day)),
        DataRef::DateTimeIso(day) => match day.get(..10) {
            Some(day) => Some(Content::Day(day.to_owned())),
            None => Some(Content::Fault(format!("不能识别的日期 {day}"))),
        },
        DataRef::DurationIso(_) => Some(Content::Fault("是一段时间".to_owned())),
        DataRef::Bool(flag) => Some(Content::Text(if *flag { "是" } else { "否" }.to_owned())),
        DataRef::Error(error) => Some(Content::Fault(format!("是错误值 {error}"))),
        DataRef::Empty if is_formula => {
            Some(Content::Fault("是公式，文件里没有存它的计算结果".to_owned()))
        }
        DataRef::Empty => None,
    }
}

/// Returns a stored double as the decimal that was typed.
///
/// Different decimals of at most 15 digits are different doubles, so the shortest decimal that gives
/// the double is the one that was typed; Rust prints a double as that, without an exponent. A longer
/// one may not be, and is a fault where a number is asked for.
fn of_number(number: f64, format: &str) -> Content {
    if number.is_finite() {
        let digits = if number == 0.0 { "0".to_owned() } else { number.to_string() };
        of_digits(&digits, format)
    } else {
        Content::Fault("不是数".to_owned())
    }
}

fn of_digits(digits: &str, format: &str) -> Content {
    let unsigned = digits.trim_start_matches('-');
    let significant: String = unsigned.chars().filter(char::is_ascii_digit).collect();
    let significant = significant.trim_start_matches('0');
    let count = if unsigned.contains('.') {
        significant.len()
    } else {
        significant.trim_end_matches('0').len()
    };
    let shown = shown(digits, format).unwrap_or_else(|| digits.to_owned());
    let digits = (count <= MAX_DIGITS).then(|| digits.to_owned());
    Content::Number { digits, shown: shown.trim().to_owned() }
}

fn of_day(day: &ExcelDateTime) -> Content {
    if !day.is_datetime() {
        return Content::Fault("是一段时间".to_owned());
    }
    let (year, month, date, ..) = day.to_ymd_hms_milli();
    Content::Day(format!("{year:04}-{month:02}-{date:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_programs_name_them() {
        for (column, name) in [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")] {
            assert_eq!(Place { sheet: "汇总".into(), row: 6, column }.cell(), name);
        }
    }

    #[test]
    fn a_double_gives_the_decimal_that_was_typed() {
        for (number, digits) in [
            (0.1, Some("0.1")),
            (384.2076, Some("384.2076")),
            (-0.0, Some("0")),
            (99_999_999_999.999_9, Some("99999999999.9999")),
            (0.1 + 0.2, None),
            (1e15, Some("1000000000000000")),
        ] {
            let Content::Number { digits: read, .. } = of_number(number, "General") else {
                panic!("{number} is a number")
            };
            assert_eq!(read.as_deref(), digits, "{number}");
        }
    }
}
