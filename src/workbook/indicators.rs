//! The indicators of a form: their levels merged, their scores as formulas, their total and grade.

use rust_xlsxwriter::XlsxError;

use super::cells::{self, Cell};
use super::paper::{ASIDE_FIRST, LAST, POINTS, Paper};
use super::rule::{self, Operands};
use super::style;
use super::written_number::WrittenNumber;
use crate::figures::{IndicatorPoints, IndicatorRule, operator};
use crate::form::ExecutionCap;
use crate::model::{Indicator, Withholding};
use crate::quantity::Score;
use crate::source::Spanned;

/// The heads of the columns.
const HEADS: [&str; 8] = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
];
/// The heads of the columns beside the form.
const ASIDE_HEADS: [&str; 8] = [
    "指标性质",
    "计算符号",
    "计量单位",
    "完成比例",
    "评价标准",
    "验收日期",
    "填报得分",
    "不公开依据",
];
const TARGET: u16 = 3;
const ACTUAL: u16 = 4;
const WEIGHT: u16 = 5;
const POINTS_COLUMN: u16 = 6;
const SHARE: u16 = ASIDE_FIRST + 3;
const FILED: u16 = ASIDE_FIRST + 6;

/// What begins a remedy behind a reason.
pub const REMEDY: &str = "改进措施：";
/// What stands for a ground that is not named.
pub const NO_GROUND: &str = "未写明依据";

/// What is added to the indicators' points, and what the sum is.
pub(super) struct Total<'a> {
    /// The cells of the execution row: its weight, its rate and its points.
    pub(super) execution: Option<[String; 3]>,
    /// What the execution rate leaves at most.
    pub(super) caps: &'a [ExecutionCap],
    /// The filed score.
    pub(super) filed: Option<Score>,
    /// The score.
    pub(super) score: Option<Score>,
    /// The points of the execution row, as part of the total of the weights.
    pub(super) execution_weight: Score,
}

impl Paper<'_> {
    /// Writes the head, a row an indicator and the total; returns the row of the total.
    pub(super) fn indicators(
        &mut self,
        indicators: &[Indicator],
        points: &[IndicatorPoints],
        total: &Total<'_>,
        year: i16,
    ) -> Result<u32, XlsxError> {
        for (column, head) in (0..).zip(HEADS) {
            self.head(column, column, head)?;
        }
        for (column, head) in (ASIDE_FIRST..).zip(ASIDE_HEADS) {
            let cell = Cell::new(self.row, column);
            cells::text(&mut self.sheet, cell, head, style::aside_head())?;
        }
        self.sheet.set_repeat_rows(self.row, self.row)?;
        self.row += 1;
        let first = self.row;
        for (indicator, points) in indicators.iter().zip(points) {
            self.indicator(indicator, *points, year)?;
            self.row += 1;
        }
        self.levels(first, indicators)?;
        self.total(first, total)?;
        Ok(self.row)
    }

    /// Writes the first two levels, each label beside the rows that follow each other under it.
    fn levels(&mut self, first: u32, indicators: &[Indicator]) -> Result<(), XlsxError> {
        let by_dimension = indicators.chunk_by(|a, b| a.dimension.value == b.dimension.value);
        let mut row = first;
        for dimension in by_dimension {
            let Some(opening) = dimension.first() else { continue };
            let label = format!("{}指标", opening.dimension.value.name());
            self.level(0, row, dimension.len(), &label)?;
            for category in dimension.chunk_by(|a, b| a.category.value == b.category.value) {
                let Some(opening) = category.first() else { continue };
                let label = format!("{}指标", opening.category.value.name());
                row = self.level(1, row, category.len(), &label)?;
            }
        }
        Ok(())
    }

    fn level(&mut self, column: u16, row: u32, rows: usize, label: &str) -> Result<u32, XlsxError> {
        let next = row + u32::try_from(rows).unwrap_or(1);
        let (first, last) = (Cell::new(row, column), Cell::new(next - 1, column));
        cells::text_across(&mut self.sheet, first, last, label, style::label())?;
        Ok(next)
    }

    fn indicator(
        &mut self,
        indicator: &Indicator,
        points: IndicatorPoints,
        year: i16,
    ) -> Result<(), XlsxError> {
        let row = self.row;
        self.text(2, 2, &indicator.name.value)?;
        let unit = indicator.unit.as_ref().map_or("", |unit| unit.value.as_str());
        let sign = indicator.operator.as_ref().map_or("", |operator| operator.value.name());
        let target = self.measured(TARGET, sign, indicator.target.as_ref(), unit)?;
        let actual = self.measured(ACTUAL, "", indicator.actual.as_ref(), unit)?;
        let weight = indicator.weight.value.to_cell();
        let look = style::number(POINTS);
        self.sheet.write_number_with_format(row, WEIGHT, weight, &look)?;
        let reason =
            reason_and_remedy(indicator.deviation_reason.as_ref(), indicator.remedy.as_ref());
        self.text(LAST, LAST, &reason)?;
        self.fit(&[(2, 2, &indicator.name.value), (LAST, LAST, &reason)])?;
        let share = self.beside_indicator(indicator)?;

        let rule = IndicatorRule::of(indicator, &self.form.scoring, year);
        let operands = Operands { weight: self.cell(WEIGHT), target, actual, share };
        let computed = points.computed.map(Score::print);
        let formula = computed
            .as_ref()
            .and_then(|_| rule::points(&rule, operator(indicator), &operands, &self.form.scoring))
            .or(computed)
            .unwrap_or_else(|| "\"\"".to_owned());
        let filed = self.cell(FILED);
        let formula = format!("IF(ISNUMBER({filed}),{filed},{formula})");
        let result = points.awarded.map(Score::print).unwrap_or_default();
        cells::formula(&mut self.sheet, Cell::new(row, POINTS_COLUMN), &formula, &result, &look)
    }

    /// Writes a target or a result; returns the name of its cell where that holds its number.
    fn measured(
        &mut self,
        column: u16,
        sign: &str,
        text: Option<&Spanned<String>>,
        unit: &str,
    ) -> Result<Option<String>, XlsxError> {
        let written = text.map_or("", |text| text.value.as_str());
        // Some write the unit after the number and name it once more.
        let unit = if text.is_none() || written.ends_with(unit) { "" } else { unit };
        let sign = if text.is_none() { "" } else { sign };
        let shown = format!("{sign}{written}{unit}");
        let cell = Cell::new(self.row, column);
        if let Some(number) = WrittenNumber::of(&shown) {
            let look = number.look();
            self.sheet.write_number_with_format(cell.row, cell.column, number.value, &look)?;
            return Ok(Some(cell.name()));
        }
        cells::text(&mut self.sheet, cell, &shown, style::label())?;
        Ok(None)
    }

    /// Writes what scoring and reading back need; returns the cell of 完成比例 where it is a number.
    fn beside_indicator(&mut self, indicator: &Indicator) -> Result<Option<String>, XlsxError> {
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        let share = indicator.achieved_share.as_ref().map(|share| share.value.as_str());
        let share_number = share.and_then(share_number);
        let texts = [
            Some(indicator.nature.name().to_owned()),
            indicator.operator.as_ref().map(|operator| operator.value.name().to_owned()),
            text(&indicator.unit),
            share.filter(|_| share_number.is_none()).map(str::to_owned),
            text(&indicator.standard),
            indicator.accepted_on.as_ref().map(|date| date.value.to_string()),
            None,
            indicator.withholding.as_ref().map(ground),
        ];
        for (column, text) in (ASIDE_FIRST..).zip(texts) {
            if let Some(text) = text {
                cells::text(&mut self.sheet, Cell::new(self.row, column), &text, style::aside())?;
            }
        }
        if let Some(score) = &indicator.score {
            self.filed(score.value)?;
        }
        let Some((number, format)) = share_number else { return Ok(None) };
        let look = style::aside().set_num_format(format);
        self.sheet.write_number_with_format(self.row, SHARE, number, &look)?;
        Ok(Some(self.cell(SHARE)))
    }

    /// Writes a score that the filing states, beside the form.
    fn filed(&mut self, score: Score) -> Result<(), XlsxError> {
        let look = style::aside().set_num_format(POINTS);
        self.sheet.write_number_with_format(self.row, FILED, score.to_cell(), &look)?;
        Ok(())
    }

    fn total(&mut self, first: u32, total: &Total<'_>) -> Result<(), XlsxError> {
        let rows = self.row - first;
        let below = |column: u16, execution: Option<&String>| {
            let range = (rows > 0).then(|| {
                let (from, to) = (Cell::new(first, column), Cell::new(self.row - 1, column));
                format!("{}:{}", from.name(), to.name())
            });
            let parts: Vec<String> = execution.cloned().into_iter().chain(range).collect();
            parts.join(",")
        };
        let execution = total.execution.as_ref();
        let weights = below(WEIGHT, execution.map(|[weight, ..]| weight));
        let points = below(POINTS_COLUMN, execution.map(|[.., points]| points));
        let parts = rows + u32::from(execution.is_some());
        self.head(0, 4, "总分")?;
        let look = style::number(POINTS);
        if weights.is_empty() {
            self.sheet.write_blank(self.row, WEIGHT, &look)?;
        } else {
            let weights = format!("ROUND(SUM({weights}),2)");
            let result = total.execution_weight.print();
            cells::formula(&mut self.sheet, Cell::new(self.row, WEIGHT), &weights, &result, &look)?;
        }
        let sum = if rows == 0 {
            "\"\"".to_owned()
        } else {
            let sum = format!("ROUND(SUM({points}),2)");
            let sum = match execution {
                Some([_, rate, _]) => rule::capped(&sum, rate, total.caps),
                None => sum,
            };
            format!("IF(COUNT({points})<{parts},\"\",{sum})")
        };
        let filed = self.cell(FILED);
        let formula = format!("IF(ISNUMBER({filed}),{filed},{sum})");
        let result = total.score.map(Score::print).unwrap_or_default();
        let cell = Cell::new(self.row, POINTS_COLUMN);
        cells::formula(&mut self.sheet, cell, &formula, &result, &look)?;
        if let Some(filed) = total.filed {
            self.filed(filed)?;
        }
        let grades = &self.form.grades;
        let grade = total.score.map_or("", |score| grades.label(grades.grade(score)));
        let formula = rule::grade(&cell.name(), grades);
        let cell = Cell::new(self.row, LAST);
        cells::formula(&mut self.sheet, cell, &formula, grade, &style::label())
    }
}

/// Returns a reason and a remedy as the one cell that the form has for both.
pub(super) fn reason_and_remedy(
    reason: Option<&Spanned<String>>,
    remedy: Option<&Spanned<String>>,
) -> String {
    let remedy = remedy.map(|remedy| format!("{REMEDY}{}", remedy.value));
    let parts: Vec<String> =
        reason.map(|reason| reason.value.clone()).into_iter().chain(remedy).collect();
    parts.join("\n")
}

/// Returns the ground on which something is withheld, for the block beside the form.
pub(super) fn ground(withholding: &Withholding) -> String {
    withholding.ground.as_ref().map_or(NO_GROUND, |ground| ground.value.name()).to_owned()
}

/// Returns 85% as the number 0.85 with its format; `None` where a cell could not show it so.
fn share_number(text: &str) -> Option<(f64, String)> {
    let digits = text.strip_suffix('%')?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_written = !whole.is_empty() && plain(whole) && plain(fraction) && !digits.ends_with('.');
    if !is_written || (whole.len() > 1 && whole.starts_with('0')) || digits.len() > 12 {
        return None;
    }
    let decimals = if fraction.is_empty() {
        String::new()
    } else {
        format!(".{}", "0".repeat(fraction.len()))
    };
    let number = format!("{whole}{fraction}e-{}", fraction.len() + 2).parse().ok()?;
    Some((number, format!("0{decimals}%")))
}
