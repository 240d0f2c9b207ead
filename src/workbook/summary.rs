//! 项目自评结果汇总表: a row a project, drawn from the projects' sheets, with sums and counts.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::cells::{self, Cell, quoted};
use super::paper::{LAST, POINTS, RATE};
use super::project_form::{AMOUNTS, ProjectSheet, RATE_COLUMN};
use super::{rule, sheet, style};
use crate::edition::Edition;
use crate::figures::{AmountField, Figures, ProjectField, ProjectFigures, Value};
use crate::form::Form;
use crate::quantity::{Amount, Grade, Rate, Score};

/// The name of the sheet.
pub(super) const NAME: &str = "汇总";

/// The columns with their widths in characters.
const COLUMNS: [(&str, u32); 11] = [
    ("序号", 6),
    ("项目编号", 10),
    ("项目名称", 36),
    ("主管部门（单位）", 22),
    ("预算类型", 16),
    ("年初预算数", 13),
    ("全年预算数", 13),
    ("全年执行数", 13),
    ("执行率", 10),
    ("自评得分", 10),
    ("自评等级", 9),
];
const INDEX: u16 = 0;
const RATES: u16 = 8;
const SCORES: u16 = 9;
const GRADES: u16 = 10;

/// Returns the column of an amount.
pub(super) const fn column(field: AmountField) -> u16 {
    match field {
        AmountField::Initial => 5,
        AmountField::Adjusted => 6,
        AmountField::Final => 7,
    }
}

/// Returns the sum of an amount over the projects; `None` where one of them lacks it.
pub(super) fn sum(figures: &Figures, field: AmountField) -> Option<Amount> {
    figures.projects().map(|project| amount(project, field)).sum()
}

/// Returns the row of the sums in the summary of so many projects.
pub(super) fn sums_row(projects: usize) -> u32 {
    sheet::BODY + u32::try_from(projects).unwrap_or(u32::MAX)
}

/// Returns the summary of the projects whose sheets are `sheets`.
pub(super) fn summary(
    edition: &Edition,
    form: &Form,
    figures: &Figures,
    sheets: &[ProjectSheet],
) -> Result<Worksheet, XlsxError> {
    let filing = edition.filing();
    let caption = super::caption(filing, form);
    let mut sheet = sheet::landscape(NAME, "项目自评结果汇总表", &caption, &COLUMNS)?;
    let mut row = sheet::BODY;
    for ((project, figures), source) in filing.projects.iter().zip(figures.projects()).zip(sheets) {
        match figures.index {
            Some(index) => sheet.write_number_with_format(
                row,
                INDEX,
                u32::try_from(index).unwrap_or(u32::MAX),
                &style::label(),
            )?,
            None => sheet.write_string_with_format(row, INDEX, "—", &style::label())?,
        };
        let unit = project.unit.as_ref().unwrap_or(&filing.department.name);
        let kind = form.kinds.label(project.budget_kind.value);
        let texts = [&project.id.value, &project.name.value, &unit.value];
        for (column, text) in (1..).zip(texts) {
            cells::text(&mut sheet, Cell::new(row, column), text, style::text())?;
        }
        cells::text(&mut sheet, Cell::new(row, 4), kind, style::text())?;
        drawn(&mut sheet, row, figures, source, form)?;
        row += 1;
    }
    sums(&mut sheet, row, form, figures)?;
    let mut last = counts(&mut sheet, row, form, figures)?;
    if let Some(omission) = edition.omission() {
        last += 1;
        let note = format!("注：合计{omission}。");
        sheet.merge_range(last, 0, last, GRADES, &note, &style::note())?;
    }
    sheet.set_print_area(0, 0, last, GRADES)?;
    Ok(sheet)
}

/// Writes what a row draws from the project's sheet.
fn drawn(
    sheet: &mut Worksheet,
    row: u32,
    figures: &ProjectFigures,
    source: &ProjectSheet,
    form: &Form,
) -> Result<(), XlsxError> {
    let unit = form.display.amount_unit;
    let mut draw = |column: u16, from: Cell, result: &str, look: &Format| {
        let from = from.name_on(&source.name);
        let formula = format!("IF({from}=\"\",\"\",{from})");
        cells::formula(sheet, Cell::new(row, column), &formula, result, look)
    };
    for (from, field) in AMOUNTS {
        let amount = amount(figures, field);
        let look = style::number(&money(amount.map_or(2, |amount| amount.decimals(unit))));
        let result = amount.map(|amount| amount.print_exact(unit)).unwrap_or_default();
        draw(column(field), Cell::new(source.money, from), &result, &look)?;
    }
    let rate = match figures.value(ProjectField::ExecutionRate) {
        Value::Rate(rate) => rate.cell_text(),
        _ => String::new(),
    };
    draw(RATES, Cell::new(source.money, RATE_COLUMN), &rate, &style::number(RATE))?;
    let score = figures.score.map(Score::print).unwrap_or_default();
    draw(SCORES, Cell::new(source.total, 6), &score, &style::number(POINTS))?;
    if figures.index.is_none() {
        let cell = Cell::new(row, GRADES);
        return cells::text(sheet, cell, "未开展自评", style::label());
    }
    let grade = figures.grade.map_or("", |grade| form.grades.label(grade));
    draw(GRADES, Cell::new(source.total, LAST), grade, &style::label())
}

/// Writes the sums of the amounts and the rate of the sums.
fn sums(sheet: &mut Worksheet, row: u32, form: &Form, figures: &Figures) -> Result<(), XlsxError> {
    let unit = form.display.amount_unit;
    let places = super::decimals(unit);
    sheet.merge_range(row, 0, row, 4, "合计", &style::head())?;
    let count = row - sheet::BODY;
    for (_, field) in AMOUNTS {
        let cell = Cell::new(row, column(field));
        let total = sum(figures, field);
        let range = above(column(field), row);
        let formula = if count == 0 {
            "0".to_owned()
        } else {
            format!("IF(COUNT({range})<{count},\"\",ROUND(SUM({range}),{places}))")
        };
        let result = total.map(|total| total.print_exact(unit)).unwrap_or_default();
        let look = style::number(&money(total.map_or(2, |total| total.decimals(unit))));
        cells::formula(sheet, cell, &formula, &result, &look)?;
    }
    let name = |field| Cell::new(row, column(field)).name();
    let formula = rule::quotient(&name(AmountField::Final), &name(AmountField::Adjusted));
    let rate = sum(figures, AmountField::Final).zip(sum(figures, AmountField::Adjusted));
    let rate = rate.and_then(|(spent, adjusted)| Rate::of_amounts(spent, adjusted));
    let result = rate.map(Rate::cell_text).unwrap_or_default();
    cells::formula(sheet, Cell::new(row, RATES), &formula, &result, &style::number(RATE))?;
    for column in [SCORES, GRADES] {
        sheet.write_blank(row, column, &style::label())?;
    }
    Ok(())
}

/// Writes the counts, the rates of counts and the average below the sums; returns the last row.
fn counts(
    sheet: &mut Worksheet,
    sums: u32,
    form: &Form,
    figures: &Figures,
) -> Result<u32, XlsxError> {
    let range =
        |column| if sums > sheet::BODY { above(column, sums) } else { Cell::new(sums, 11).name() };
    let (indexes, scores, grades) = (range(INDEX), range(SCORES), range(GRADES));
    let text = |name: &str| match figures.get(name).map(|figure| figure.value) {
        Some(Value::Count(count)) => count.to_string(),
        Some(Value::Rate(rate)) => rate.cell_text(),
        _ => String::new(),
    };
    let mut row = sums;
    let mut line = |label: &str, formula: &str, result: &str, format: &str| {
        row += 1;
        sheet.merge_range(row, 0, row, 4, label, &style::head())?;
        let cell = Cell::new(row, 5);
        cells::formula(sheet, cell, formula, result, &style::number(format))?;
        Ok::<_, XlsxError>(cell.name())
    };
    let count = sums - sheet::BODY;
    let all = line("项目数", &count.to_string(), &text("project_count"), "0")?;
    let evaluated = format!("COUNT({indexes})");
    let evaluated = line("开展自评的项目数", &evaluated, &text("evaluated_count"), "0")?;
    let mut excellent = String::new();
    for grade in Grade::ALL {
        let word = form.grades.label(grade);
        let label = format!("等级为{word}的项目数");
        let formula = format!("COUNTIF({grades},{})", quoted(word));
        let result = text(&format!("by_grade.{}.count", grade.key()));
        let cell = line(&label, &formula, &result, "0")?;
        if grade == Grade::Excellent {
            excellent = cell;
        }
    }
    let share = rule::quotient(&excellent, &evaluated);
    line("评优率", &share, &text("excellence_rate"), RATE)?;
    let share = rule::quotient(&evaluated, &all);
    line("自评覆盖率", &share, &text("coverage_rate"), RATE)?;
    let awarded: Vec<Score> = figures
        .projects()
        .filter(|project| project.index.is_some())
        .filter_map(|project| project.score)
        .collect();
    let average = rule::average(&awarded).map(Score::print).unwrap_or_default();
    let formula = format!("IFERROR(ROUND(AVERAGEIF({indexes},\">0\",{scores}),2),\"\")");
    line("自评平均得分", &formula, &average, POINTS)?;
    Ok(row)
}

/// Returns the cells of a column from the first project to the last, above the sums.
fn above(column: u16, sums: u32) -> String {
    format!("{}:{}", Cell::new(sheet::BODY, column).name(), Cell::new(sums - 1, column).name())
}

/// Returns the number format of an amount with at least two decimals.
fn money(decimals: u32) -> String {
    format!("0.{}", "0".repeat(usize::try_from(decimals.max(2)).unwrap_or(2)))
}

fn amount(project: &ProjectFigures, field: AmountField) -> Option<Amount> {
    match field {
        AmountField::Initial => project.initial,
        AmountField::Adjusted => project.adjusted,
        AmountField::Final => project.r#final,
    }
}
