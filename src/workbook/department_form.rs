//! 部门整体支出绩效自评表: the department's sheet.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cells::{self, Cell};
use super::indicators::Total;
use super::paper::{ASIDE_FIRST, LAST, Paper, RATE, TOP};
use super::project_form::{AMOUNTS, RATE_COLUMN, amount, stated};
use super::{rule, style, summary};
use crate::edition::Edition;
use crate::figures::{AmountField, Figures, Value};
use crate::form::Form;
use crate::model::StatedAmounts;
use crate::quantity::{Amount, Score};

/// The name of the sheet.
pub(super) const NAME: &str = "部门整体";

/// The parts of the department's money: the figures' scope and the label of the row.
pub const PARTS: [(&str, &str); 4] = [
    ("department", "部门整体支出"),
    ("basic", "基本支出"),
    ("projects", "项目支出"),
    ("other", "其他支出"),
];

/// The heads of the amounts beside the form that the filing states and that the program has otherwise.
const FILED: [(&str, AmountField); 3] = [
    ("填报年初预算数", AmountField::Initial),
    ("填报全年预算数", AmountField::Adjusted),
    ("填报全年执行数", AmountField::Final),
];

/// Returns the department's sheet; `listed` is the row of the summary with the projects' sums.
pub(super) fn department_form(
    edition: &Edition,
    form: &Form,
    figures: &Figures,
    listed: u32,
) -> Result<Worksheet, XlsxError> {
    let filing = edition.filing();
    let caption = super::caption(filing, form);
    let mut paper = Paper::new(NAME, "部门整体支出绩效自评表", &caption, TOP + 1, form)?;
    paper.head(0, 0, "部门名称")?;
    paper.text(1, LAST, &filing.department.name.value)?;
    paper.beside(0, "报告格式", &filing.form.value)?;
    paper.row += 1;
    paper.department_money(edition, figures, listed)?;
    paper.objectives(&filing.evaluation.objectives)?;
    let score = match figures.get("overall_score").map(|figure| figure.value) {
        Some(Value::Score(score)) => Some(score),
        _ => None,
    };
    let weights = filing.evaluation.indicators.iter().map(|indicator| indicator.weight.value);
    let total = Total {
        execution: None,
        caps: &[],
        filed: filing.evaluation.score.as_ref().map(|score| score.value),
        score,
        execution_weight: weights.sum::<Score>(),
    };
    let (year, points) = (filing.fiscal_year.value, figures.indicator_points());
    paper.indicators(&filing.evaluation.indicators, points, &total, year)?;
    paper.people(filing)?;
    paper.sheet.set_print_area(0, 0, paper.row, LAST)?;
    Ok(paper.sheet)
}

impl Paper<'_> {
    /// The department's amounts and those of its parts, as far as there are any.
    fn department_money(
        &mut self,
        edition: &Edition,
        figures: &Figures,
        listed: u32,
    ) -> Result<(), XlsxError> {
        let budget = &edition.filing().budget;
        let parts: Vec<(&str, &str, &StatedAmounts)> = PARTS
            .into_iter()
            .zip([&budget.department, &budget.basic, &budget.projects, &budget.other])
            .map(|((scope, label), stated)| (scope, label, stated))
            .filter(|(scope, ..)| {
                AMOUNTS.iter().any(|(_, field)| value(figures, scope, *field).is_some())
            })
            .collect();
        let rows = u32::try_from(parts.len()).unwrap_or_default();
        let (top, bottom) = (Cell::new(self.row, 0), Cell::new(self.row + rows, 0));
        cells::text_across(&mut self.sheet, top, bottom, "部门资金", style::head())?;
        let heads = ["支出类别", "年初预算数", "全年预算数", "全年执行数"];
        for (column, head) in (1..).zip(heads) {
            self.head(column, column, head)?;
        }
        self.head(5, 5, "支出率")?;
        self.head(RATE_COLUMN, RATE_COLUMN, "执行率")?;
        self.head(LAST, LAST, "说明")?;
        for (column, (head, _)) in (ASIDE_FIRST..).zip(FILED) {
            let cell = Cell::new(self.row, column);
            cells::text(&mut self.sheet, cell, head, style::aside_head())?;
        }
        self.row += 1;
        let first = self.row;
        for (scope, label, line) in &parts {
            self.head(1, 1, label)?;
            for (column, field) in AMOUNTS {
                let amount = value(figures, scope, field);
                let derived = amount.map(|amount| match *scope {
                    "projects" if sum(figures, field) == Some(amount) => {
                        Cell::new(listed, summary::column(field)).name_on(summary::NAME)
                    }
                    "department" => self.of_parts(first, column, field, &parts, figures, amount),
                    _ => amount.print_exact(self.form.display.amount_unit),
                });
                let stated = stated(line, field);
                self.amount(column, stated, amount, derived)?;
                // A total as it is stated, where the projects give another.
                if let Some(stated) = stated.filter(|stated| Some(*stated) != amount) {
                    self.filed_amount(field, stated)?;
                }
            }
            self.rates(scope, figures)?;
            let note = edition.omission().filter(|_| matches!(*scope, "department" | "projects"));
            self.text(LAST, LAST, note.unwrap_or_default())?;
            self.row += 1;
        }
        Ok(())
    }

    /// Writes an amount that the filing states beside the form.
    fn filed_amount(&mut self, field: AmountField, amount: Amount) -> Result<(), XlsxError> {
        let number = FILED.iter().position(|(_, listed)| *listed == field).unwrap_or_default();
        let column = ASIDE_FIRST + u16::try_from(number).unwrap_or_default();
        let value = amount.to_cell(self.form.display.amount_unit);
        self.sheet.write_number_with_format(self.row, column, value, &style::aside())?;
        Ok(())
    }

    /// Returns an amount of the department that the filing does not state: the sum of its parts
    /// where it is that.
    fn of_parts(
        &self,
        first: u32,
        column: u16,
        field: AmountField,
        parts: &[(&str, &str, &StatedAmounts)],
        figures: &Figures,
        amount: Amount,
    ) -> String {
        let unit = self.form.display.amount_unit;
        let below = parts.iter().skip(1).filter_map(|(scope, ..)| value(figures, scope, field));
        if parts.len() > 1 && below.sum::<Amount>() == amount {
            let last = first + u32::try_from(parts.len() - 1).unwrap_or_default();
            let (from, to) = (Cell::new(first + 1, column), Cell::new(last, column));
            return format!("ROUND(SUM({}:{}),{})", from.name(), to.name(), super::decimals(unit));
        }
        amount.print_exact(unit)
    }

    fn rates(&mut self, scope: &str, figures: &Figures) -> Result<(), XlsxError> {
        let [initial, adjusted, spent] = AMOUNTS.map(|(column, _)| self.cell(column));
        for (column, name, whole) in
            [(5, "expenditure_rate", initial), (RATE_COLUMN, "execution_rate", adjusted)]
        {
            let figure = figures.get(&format!("{scope}.{name}"));
            let result = match figure.map(|figure| figure.value) {
                Some(Value::Rate(rate)) => rate.cell_text(),
                _ => String::new(),
            };
            let formula = rule::quotient(&spent, &whole);
            let cell = Cell::new(self.row, column);
            cells::formula(&mut self.sheet, cell, &formula, &result, &style::number(RATE))?;
        }
        Ok(())
    }
}

fn value(figures: &Figures, scope: &str, field: AmountField) -> Option<Amount> {
    amount(figures.get(&format!("{scope}.{}", field.key()))?.value)
}

/// Returns the sum over the projects that the summary shows.
fn sum(figures: &Figures, field: AmountField) -> Option<Amount> {
    summary::sum(figures, field)
}
