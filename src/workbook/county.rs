//! A county's summary as a workbook: the sums, the departments by rank, and what does not count.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cells::{self, Cell};
use super::paper::{POINTS, RATE};
use super::{Properties, WorkbookError, number, rule, sheet, style};
use crate::county::{ADDED, County, Department, RowField};
use crate::figures::{Figure, Value};
use crate::form::Form;
use crate::quantity::{Grade, Rate, Score};

/// The columns of the sums with their widths in characters.
const SUMS: [(&str, u32); 2] = [("项目", 40), ("数值", 20)];
/// The columns of the departments.
const RANKING: [(&str, u32); 13] = [
    ("名次", 7),
    ("部门", 34),
    ("得分", 9),
    ("等级", 7),
    ("项目个数", 9),
    ("自评项目个数", 9),
    ("自评覆盖率", 10),
    ("评优率", 10),
    ("年初预算数", 15),
    ("调整后预算数", 15),
    ("决算数", 15),
    ("执行率", 10),
    ("检查", 18),
];
/// The columns of the filings that do not count.
const UNCOUNTED: [(&str, u32); 6] =
    [("部门", 30), ("填报数据", 26), ("情况", 10), ("错误", 8), ("警告", 8), ("原因", 60)];

/// The figures of a department's row in the order of the columns; the name stands in the second.
const FIELDS: [(u16, RowField); 11] = [
    (0, RowField::Rank),
    (2, RowField::Score),
    (3, RowField::Grade),
    (4, RowField::ProjectCount),
    (5, RowField::EvaluatedCount),
    (6, RowField::CoverageRate),
    (7, RowField::ExcellenceRate),
    (8, RowField::Initial),
    (9, RowField::Adjusted),
    (10, RowField::Final),
    (11, RowField::ExecutionRate),
];
const CHECKS: u16 = 12;

/// The columns that the last row adds up, with the county's figure.
const TOTALS: [(u16, &str); 5] = [
    (4, "project_count"),
    (5, "evaluated_count"),
    (8, "department.initial"),
    (9, "department.adjusted"),
    (10, "department.final"),
];
/// The columns of the rates, with the columns that they are the quotient of.
const QUOTIENTS: [(u16, u16, u16); 2] = [(6, 5, 4), (11, 10, 9)];

/// The height of a row of one line, in points.
const ROW_HEIGHT: u32 = 22;

/// Returns the workbook of `county`.
///
/// # Errors
/// When the library refuses, as it does more rows than a sheet has.
pub fn county(
    county: &County,
    form: &Form,
    properties: &Properties,
) -> Result<Vec<u8>, WorkbookError> {
    let caption =
        format!("{}年度　金额单位：{}", county.fiscal_year, form.display.amount_unit.name());
    let title = &properties.title;
    let sheets = [
        sums(county, form, title, &caption)?,
        ranking(county, form, title, &caption)?,
        uncounted(county, title, &caption)?,
    ];
    sheet::bytes(sheets, properties)
}

/// Returns the sheet of the sums, counts and rates.
fn sums(
    county: &County,
    form: &Form,
    title: &str,
    caption: &str,
) -> Result<Worksheet, WorkbookError> {
    let mut sheet = sheet::landscape("汇总", title, caption, &SUMS)?;
    sheet.set_default_row_height(ROW_HEIGHT);
    let counts = [
        ("filing_count", "填报数据份数".to_owned()),
        ("counted_count", "汇总的部门数".to_owned()),
        ("clean_count", "检查通过的部门数".to_owned()),
        ("returned_count", "退回的份数".to_owned()),
        ("duplicate_count", "重复的份数".to_owned()),
        ("unreadable_count", "无法读取的份数".to_owned()),
        ("failed_count", "未能生成的份数".to_owned()),
        ("scored_count", "有得分的部门数".to_owned()),
    ];
    let grades = Grade::ALL.map(|grade| {
        let label = format!("等级为{}的部门数", form.grades.label(grade));
        (format!("by_grade.{}.departments", grade.key()), label)
    });
    let rates = [
        ("department_excellence_rate", "部门评优率"),
        ("department.execution_rate", "部门执行率"),
        ("projects.execution_rate", "项目支出执行率"),
        ("coverage_rate", "自评覆盖率"),
        ("excellence_rate", "项目评优率"),
    ];
    let mut row = sheet::BODY;
    let counts = counts.into_iter().map(|(name, label)| (name.to_owned(), label));
    let added =
        ADDED.into_iter().chain(rates).map(|(name, label)| (name.to_owned(), label.to_owned()));
    for (name, label) in counts.chain(grades).chain(added) {
        cells::text(&mut sheet, Cell::new(row, 0), &label, style::text())?;
        if let Some(figure) = county.figure(&name) {
            write(&mut sheet, Cell::new(row, 1), figure, form)?;
        }
        row += 1;
    }
    for lacking in &county.lacking {
        let note =
            format!("注：有{}个部门没有{}，合计中不含。", lacking.departments, lacking.label);
        sheet.merge_range(row, 0, row, 1, &note, &style::note())?;
        row += 1;
    }
    Ok(sheet)
}

/// Returns the sheet of the departments by rank.
fn ranking(
    county: &County,
    form: &Form,
    title: &str,
    caption: &str,
) -> Result<Worksheet, WorkbookError> {
    let mut sheet = sheet::landscape("部门排名", title, caption, &RANKING)?;
    let mut row = sheet::BODY;
    for department in &county.departments {
        cells::text(&mut sheet, Cell::new(row, 1), &department.name, style::text())?;
        for (column, field) in FIELDS {
            let cell = Cell::new(row, column);
            let figure = department.figure(field);
            match QUOTIENTS.iter().find(|(of, _, _)| *of == column) {
                Some((_, part, whole)) => quotient(&mut sheet, cell, (*part, *whole), figure)?,
                None => write(&mut sheet, cell, figure, form)?,
            }
        }
        let checks = checks(department);
        cells::text(&mut sheet, Cell::new(row, CHECKS), &checks, style::text())?;
        let texts = [(1, department.name.as_str()), (12, &checks)];
        sheet.set_row_height(row, sheet::height(&RANKING, &texts))?;
        row += 1;
    }
    totals(&mut sheet, row, county, form)?;
    sheet.set_print_area(0, 0, row, CHECKS)?;
    Ok(sheet)
}

/// Writes the last row of the departments: the sums of the columns and the rates of the sums.
fn totals(sheet: &mut Worksheet, row: u32, county: &County, form: &Form) -> Result<(), XlsxError> {
    sheet.merge_range(row, 0, row, 1, "合计", &style::head())?;
    sheet.set_row_height(row, ROW_HEIGHT)?;
    for column in [2, 3, 7, CHECKS] {
        sheet.write_blank(row, column, &style::label())?;
    }
    let unit = form.display.amount_unit;
    for (column, name) in TOTALS {
        let Some(figure) = county.figure(name) else { continue };
        let cell = Cell::new(row, column);
        let (result, look, places) = match figure.value {
            Value::Amount(amount) => {
                let look = number::amount(figure, form).map_or_else(String::new, |n| n.format);
                (amount.print_exact(unit), look, super::decimals(unit))
            }
            Value::Count(count) => (count.to_string(), "0".to_owned(), 0),
            _ => {
                write(sheet, cell, figure, form)?;
                continue;
            }
        };
        let formula = if row == sheet::BODY {
            "0".to_owned()
        } else {
            let (first, last) = (Cell::new(sheet::BODY, column), Cell::new(row - 1, column));
            format!("ROUND(SUM({}:{}),{places})", first.name(), last.name())
        };
        cells::formula(sheet, cell, &formula, &result, &style::number(&look))?;
    }
    for ((column, part, whole), name) in
        QUOTIENTS.into_iter().zip(["coverage_rate", "department.execution_rate"])
    {
        if let Some(figure) = county.figure(name) {
            quotient(sheet, Cell::new(row, column), (part, whole), figure)?;
        }
    }
    Ok(())
}

/// Returns the sheet of the filings that do not count.
fn uncounted(county: &County, title: &str, caption: &str) -> Result<Worksheet, WorkbookError> {
    let mut sheet = sheet::landscape("未汇总", title, caption, &UNCOUNTED)?;
    for (row, submission) in (sheet::BODY..).zip(&county.uncounted) {
        let department = submission.department.as_deref().unwrap_or("—");
        let reason = submission.reason.as_deref().unwrap_or_default();
        let texts = [(0, department), (1, submission.filing.as_str()), (5, reason)];
        for (column, text) in [0, 1, 5].into_iter().zip(texts) {
            cells::text(&mut sheet, Cell::new(row, column), text.1, style::text())?;
        }
        cells::text(&mut sheet, Cell::new(row, 2), submission.ending.name(), style::label())?;
        for (column, count) in [(3, submission.errors), (4, submission.warnings)] {
            let figure = Figure { value: Value::Count(count), text: count.to_string() };
            count_cell(&mut sheet, Cell::new(row, column), &figure)?;
        }
        sheet.set_row_height(row, sheet::height(&UNCOUNTED, &texts))?;
    }
    Ok(sheet)
}

/// Returns what the checks said of a department's filing.
fn checks(department: &Department) -> String {
    if department.is_clean {
        return "通过".to_owned();
    }
    let count = |field| department.figure(field).text.as_str();
    format!("{}个错误，{}个警告", count(RowField::Errors), count(RowField::Warnings))
}

/// Writes a figure as a number that shows as it is printed, or where it has none as its text.
fn write(sheet: &mut Worksheet, cell: Cell, figure: &Figure, form: &Form) -> Result<(), XlsxError> {
    let Cell { row, column } = cell;
    match figure.value {
        Value::Amount(_) => {
            if let Some(number) = number::amount(figure, form) {
                let look = style::number(&number.format);
                sheet.write_number_with_format(row, column, number.value, &look)?;
            }
        }
        Value::Score(score) => {
            let look = style::number(POINTS);
            sheet.write_number_with_format(row, column, Score::to_cell(score), &look)?;
        }
        Value::Count(_) => count_cell(sheet, cell, figure)?,
        Value::Rate(rate) => {
            let number = rate.to_cell();
            sheet.write_number_with_format(row, column, number, &style::number(RATE))?;
        }
        Value::Grade(_) | Value::ZeroOfZero => {
            cells::text(sheet, cell, &figure.text, style::label())?;
        }
        Value::NoBase | Value::Absent => cells::text(sheet, cell, "—", style::label())?,
    }
    Ok(())
}

fn count_cell(sheet: &mut Worksheet, cell: Cell, figure: &Figure) -> Result<(), XlsxError> {
    let Value::Count(count) = figure.value else { return Ok(()) };
    // Counts of filings and projects are far below what a double holds exactly.
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    sheet.write_number_with_format(cell.row, cell.column, count, &style::number("0"))?;
    Ok(())
}

/// Writes the quotient of two columns of the row, whose result is `figure`.
fn quotient(
    sheet: &mut Worksheet,
    cell: Cell,
    (part, whole): (u16, u16),
    figure: &Figure,
) -> Result<(), XlsxError> {
    let Value::Rate(rate) = figure.value else {
        let text = if figure.value.is_printable() { figure.text.as_str() } else { "—" };
        return cells::text(sheet, cell, text, style::label());
    };
    let name = |column| Cell::new(cell.row, column).name();
    let formula = rule::quotient(&name(part), &name(whole));
    cells::formula(sheet, cell, &formula, &Rate::cell_text(rate), &style::number(RATE))
}
