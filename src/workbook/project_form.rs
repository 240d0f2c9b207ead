//! 项目支出绩效自评表: one project's sheet.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cells::{self, Cell};
use super::indicators::{Total, ground, reason_and_remedy};
use super::paper::{ASIDE_FIRST, LAST, POINTS, Paper, RATE, TOP};
use super::{rule, style};
use crate::figures::{AmountField, ProjectField, ProjectFigures, Value};
use crate::form::Form;
use crate::model::{Filing, FundingLine, Objective, Project, StatedAmounts};
use crate::quantity::{Amount, Score};
use crate::source::Spanned;

/// The sheet of a project, and where its figures stand.
pub(super) struct ProjectSheet {
    pub(super) sheet: Worksheet,
    /// The sheet's name.
    pub(super) name: String,
    /// The rows of the amounts and of the total.
    pub(super) money: u32,
    pub(super) total: u32,
}

/// The columns of the three amounts, and of what follows from them.
pub(super) const AMOUNTS: [(u16, AmountField); 3] =
    [(2, AmountField::Initial), (3, AmountField::Adjusted), (4, AmountField::Final)];
const WEIGHT: u16 = 5;
pub(super) const RATE_COLUMN: u16 = 6;
const EXECUTION_POINTS: u16 = 7;

/// Returns the sheet called `name` of a project.
pub(super) fn project_form(
    project: &Project,
    figures: &ProjectFigures,
    filing: &Filing,
    form: &Form,
    name: String,
) -> Result<ProjectSheet, XlsxError> {
    let caption = super::caption(filing, form);
    let mut paper = Paper::new(&name, "项目支出绩效自评表", &caption, TOP + 1, form)?;
    paper.who(project, filing)?;
    let money = paper.project_money(project, figures)?;
    paper.objectives(&project.objectives)?;
    let at = |column| Cell::new(money, column).name();
    let weights = project.indicators.iter().map(|indicator| indicator.weight.value);
    let total = Total {
        execution: Some([at(WEIGHT), at(RATE_COLUMN), at(EXECUTION_POINTS)]),
        caps: &form.scoring.execution_caps,
        filed: project.score.as_ref().map(|score| score.value),
        score: figures.score,
        execution_weight: std::iter::once(form.scoring.execution_weight).chain(weights).sum(),
    };
    let year = filing.fiscal_year.value;
    let points = figures.indicator_points();
    let total = paper.indicators(&project.indicators, points, &total, year)?;
    paper.people(filing)?;
    paper.sheet.set_print_area(0, 0, paper.row, LAST)?;
    Ok(ProjectSheet { sheet: paper.sheet, name, money, total })
}

impl Paper<'_> {
    /// Who the project belongs to; beside the form, what the filing says of it besides.
    fn who(&mut self, project: &Project, filing: &Filing) -> Result<(), XlsxError> {
        let text = |text: &Option<Spanned<String>>| {
            text.as_ref().map(|text| text.value.clone()).unwrap_or_default()
        };
        self.head(0, 0, "项目名称")?;
        self.text(1, LAST, &project.name.value)?;
        self.beside(0, "项目编号", &project.id.value)?;
        self.beside(1, "项目编码", &text(&project.code))?;
        self.beside(2, "项目类别", &text(&project.group))?;
        self.beside(3, "预算类型", project.budget_kind.value.name())?;
        self.row += 1;
        let unit = project.unit.as_ref().unwrap_or(&filing.department.name).value.clone();
        self.head(0, 0, "主管部门")?;
        self.text(1, 3, &unit)?;
        self.head(4, 4, "实施单位")?;
        self.text(5, LAST, &text(&project.implementing_unit))?;
        self.beside(0, "支出级次", project.level.name())?;
        self.beside(1, "年度内变动", project.status.name())?;
        let not_evaluated = match (project.evaluated, &project.not_evaluated_reason) {
            (true, _) => String::new(),
            (false, reason) => text(reason),
        };
        self.beside(2, "未开展自评原因", &not_evaluated)?;
        let withheld = project.withholding.as_ref().map(ground).unwrap_or_default();
        self.beside(3, "不公开依据", &withheld)?;
        self.row += 1;
        Ok(())
    }

    /// The money block; returns the row of the project's amounts.
    fn project_money(
        &mut self,
        project: &Project,
        figures: &ProjectFigures,
    ) -> Result<u32, XlsxError> {
        let lines = u32::try_from(project.funding.len()).unwrap_or_default();
        let first = self.row;
        let (top, bottom) = (Cell::new(first, 0), Cell::new(first + 1 + lines, 0));
        cells::text_across(&mut self.sheet, top, bottom, "项目资金", style::head())?;
        let heads =
            ["资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"];
        for (column, head) in (1..).zip(heads) {
            self.head(column, column, head)?;
        }
        if lines > 0 {
            let cell = Cell::new(self.row, ASIDE_FIRST);
            cells::text(&mut self.sheet, cell, "预算类型", style::aside_head())?;
        }
        self.row += 1;
        let money = self.row;
        self.head(1, 1, "年度资金总额")?;
        for (column, field) in AMOUNTS {
            let value = amount(figures.value(field_of(field)));
            let stated = stated(&project.amounts, field);
            let derived = value.map(|value| self.derived(column, field, project, figures, value));
            self.amount(column, stated, value, derived)?;
        }
        self.execution(figures)?;
        self.row += 1;
        for line in &project.funding {
            self.funding_line(line)?;
            self.row += 1;
        }
        let execution = &project.execution;
        let reason =
            reason_and_remedy(execution.deviation_reason.as_ref(), execution.remedy.as_ref());
        if !reason.is_empty() {
            self.head(0, 1, "预算执行偏差原因")?;
            self.text(2, LAST, &reason)?;
            self.fit(&[(2, LAST, &reason)])?;
            self.row += 1;
        }
        Ok(money)
    }

    /// Returns how an amount follows that the filing does not state: from the funding lines below
    /// it, or from the ledger.
    fn derived(
        &self,
        column: u16,
        field: AmountField,
        project: &Project,
        figures: &ProjectFigures,
        value: Amount,
    ) -> String {
        let unit = self.form.display.amount_unit;
        let lines = u32::try_from(project.funding.len()).unwrap_or_default();
        let funded: Option<Amount> =
            project.funding.iter().map(|line| stated(&line.amounts, field)).sum();
        if lines > 0 && funded == Some(value) {
            let (from, to) = (Cell::new(self.row + 1, column), Cell::new(self.row + lines, column));
            return format!("ROUND(SUM({}:{}),{})", from.name(), to.name(), super::decimals(unit));
        }
        match figures.initial.filter(|_| field == AmountField::Adjusted) {
            Some(initial) => {
                let change = value.checked_sub(initial).unwrap_or_default();
                let base = Cell::new(self.row, AMOUNTS[0].0).name();
                format!("ROUND({base}+({}),{})", change.print_exact(unit), super::decimals(unit))
            }
            None => value.print_exact(unit),
        }
    }

    /// The execution row's weight, rate and points.
    fn execution(&mut self, figures: &ProjectFigures) -> Result<(), XlsxError> {
        let weight = self.form.scoring.execution_weight;
        let look = style::number(POINTS);
        self.sheet.write_number_with_format(self.row, WEIGHT, weight.to_cell(), &look)?;
        let [adjusted, spent] = [AMOUNTS[1].0, AMOUNTS[2].0].map(|column| self.cell(column));
        let rate = match figures.value(ProjectField::ExecutionRate) {
            Value::Rate(rate) => rate.cell_text(),
            _ => String::new(),
        };
        let cell = Cell::new(self.row, RATE_COLUMN);
        let formula = rule::quotient(&spent, &adjusted);
        cells::formula(&mut self.sheet, cell, &formula, &rate, &style::number(RATE))?;
        let points = figures.execution_score.map(Score::print).unwrap_or_default();
        let cell = Cell::new(self.row, EXECUTION_POINTS);
        let formula = rule::execution_points(&self.cell(WEIGHT), &adjusted, &spent);
        cells::formula(&mut self.sheet, cell, &formula, &points, &look)
    }

    fn funding_line(&mut self, line: &FundingLine) -> Result<(), XlsxError> {
        let level = line
            .level
            .as_ref()
            .map_or_else(String::new, |level| format!("（{}）", level.value.name()));
        self.head(1, 1, &format!("{}{level}", line.source.value.name()))?;
        for (column, field) in AMOUNTS {
            let amount = stated(&line.amounts, field);
            self.amount(column, amount, amount, None)?;
        }
        for column in [WEIGHT, RATE_COLUMN, EXECUTION_POINTS] {
            let cell = Cell::new(self.row, column);
            cells::text(&mut self.sheet, cell, "—", style::label())?;
        }
        if let Some(kind) = &line.budget_kind {
            let cell = Cell::new(self.row, ASIDE_FIRST);
            cells::text(&mut self.sheet, cell, kind.value.name(), style::aside())?;
        }
        Ok(())
    }

    /// The year's objectives and what became of them.
    pub(super) fn objectives(&mut self, objectives: &[Objective]) -> Result<(), XlsxError> {
        if objectives.is_empty() {
            return Ok(());
        }
        let rows = u32::try_from(objectives.len()).unwrap_or_default();
        let (top, bottom) = (Cell::new(self.row, 0), Cell::new(self.row + rows, 0));
        cells::text_across(&mut self.sheet, top, bottom, "年度总体目标", style::head())?;
        self.head(1, 3, "预期目标")?;
        self.head(4, LAST, "实际完成情况")?;
        let cell = Cell::new(self.row, ASIDE_FIRST);
        cells::text(&mut self.sheet, cell, "不公开依据", style::aside_head())?;
        self.row += 1;
        for objective in objectives {
            let target = objective.target.value.as_str();
            let achievement = objective.achievement.as_ref().map_or("", |text| text.value.as_str());
            self.text(1, 3, target)?;
            self.text(4, LAST, achievement)?;
            self.fit(&[(1, 3, target), (4, LAST, achievement)])?;
            if let Some(withholding) = &objective.withholding {
                let cell = Cell::new(self.row, ASIDE_FIRST);
                cells::text(&mut self.sheet, cell, &ground(withholding), style::aside())?;
            }
            self.row += 1;
        }
        Ok(())
    }

    /// The foot row with the people who answer for the form; none where nobody is named.
    pub(super) fn people(&mut self, filing: &Filing) -> Result<(), XlsxError> {
        let people = &filing.people;
        let named: Vec<String> = [
            ("填表人", &people.preparer),
            ("联系电话", &people.preparer_phone),
            ("单位负责人", &people.responsible_officer),
        ]
        .into_iter()
        .filter_map(|(label, value)| Some(format!("{label}：{}", value.as_ref()?.value)))
        .collect();
        if !named.is_empty() {
            self.row += 1;
            let (first, last) = (Cell::new(self.row, 0), Cell::new(self.row, LAST));
            let words = named.join("　");
            cells::text_across(&mut self.sheet, first, last, &words, style::note())?;
        }
        Ok(())
    }
}

/// Returns the amount that a line states.
pub(super) fn stated(amounts: &StatedAmounts, field: AmountField) -> Option<Amount> {
    let amount = match field {
        AmountField::Initial => &amounts.initial,
        AmountField::Adjusted => &amounts.adjusted,
        AmountField::Final => &amounts.r#final,
    };
    amount.as_ref().map(|amount| amount.value)
}

/// Returns the amount that a figure has.
pub(super) fn amount(value: Value) -> Option<Amount> {
    match value {
        Value::Amount(amount) => Some(amount),
        _ => None,
    }
}

const fn field_of(field: AmountField) -> ProjectField {
    match field {
        AmountField::Initial => ProjectField::Initial,
        AmountField::Adjusted => ProjectField::Adjusted,
        AmountField::Final => ProjectField::Final,
    }
}
