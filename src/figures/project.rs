//! The figures of one project.

use std::collections::BTreeMap;

use super::recipe::AmountField;
use super::scoring::{IndicatorPoints, IndicatorScores};
use super::{FigureKind, Value};
use crate::form::ExecutionCap;
use crate::form::Form;
use crate::model::{Budget, BudgetKind, Dimension, Project, ProjectStatus, StatedAmounts};
use crate::quantity::{Amount, Grade, Score};
use crate::source::Spanned;

/// The values of one project, as far as the filing gives them; each is a figure
/// `project.<id>.<field>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectFigures {
    /// The project's id.
    pub id: String,
    /// The place among the evaluated projects, from 1; `None` for one that was not evaluated.
    pub index: Option<u64>,
    /// 年初预算数; nothing for a project added in the year that states none.
    pub initial: Option<Amount>,
    /// 调整后预算数; where it is not stated, from the funding lines or from the ledger.
    pub adjusted: Option<Amount>,
    /// 决算数; where it is not stated, from the funding lines.
    pub r#final: Option<Amount>,
    /// 自评得分; where it is not stated, the sum of the execution row and the indicators.
    pub score: Option<Score>,
    /// The grade that the score earns.
    pub grade: Option<Grade>,
    /// The project's name, for labels.
    pub(super) name: String,
    /// The adjusted budget by kind, in the law's order: one entry unless funding lines differ.
    kinds: Vec<(BudgetKind, Option<Amount>)>,
    /// 执行率得分: the form's weight × execution rate, at most the weight; `None` without a rate.
    pub execution_score: Option<Score>,
    /// What the score may be at most for the execution rate; `None` where the form sets no bound.
    pub cap: Option<ExecutionCap>,
    /// What the indicators give; `None` without indicators.
    pub(super) indicators: Option<Box<IndicatorScores>>,
}

/// The figures that every project has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProjectField {
    /// 序号 among the evaluated projects.
    Index,
    /// 年初预算数.
    Initial,
    /// 调整后预算数.
    Adjusted,
    /// 决算数.
    Final,
    /// 年中调整数: adjusted − initial.
    Adjustment,
    /// 支出率: final ÷ initial.
    ExpenditureRate,
    /// 执行率: final ÷ adjusted.
    ExecutionRate,
    /// 自评得分.
    Score,
    /// 自评等级.
    Grade,
    /// 执行率得分, where the project has indicators.
    ExecutionScore,
    /// The points of a dimension (一级指标), where the project has indicators.
    DimensionScore(Dimension),
}

impl ProjectField {
    /// Every field, in reading order.
    pub const ALL: [Self; 14] = [
        Self::Index,
        Self::Initial,
        Self::Adjusted,
        Self::Final,
        Self::Adjustment,
        Self::ExpenditureRate,
        Self::ExecutionRate,
        Self::Score,
        Self::Grade,
        Self::ExecutionScore,
        Self::DimensionScore(Dimension::Output),
        Self::DimensionScore(Dimension::Outcome),
        Self::DimensionScore(Dimension::Satisfaction),
        Self::DimensionScore(Dimension::Cost),
    ];

    /// Returns the last part of the figure's name: `execution_rate`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Initial => "initial",
            Self::Adjusted => "adjusted",
            Self::Final => "final",
            Self::Adjustment => "adjustment",
            Self::ExpenditureRate => "expenditure_rate",
            Self::ExecutionRate => "execution_rate",
            Self::Score => "score",
            Self::Grade => "grade",
            Self::ExecutionScore => "execution_score",
            Self::DimensionScore(Dimension::Output) => "by_dimension.output.score",
            Self::DimensionScore(Dimension::Outcome) => "by_dimension.outcome.score",
            Self::DimensionScore(Dimension::Satisfaction) => "by_dimension.satisfaction.score",
            Self::DimensionScore(Dimension::Cost) => "by_dimension.cost.score",
        }
    }

    /// Returns what the figure is, in Chinese.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Index => "序号",
            Self::Initial => AmountField::Initial.label(),
            Self::Adjusted => AmountField::Adjusted.label(),
            Self::Final => AmountField::Final.label(),
            Self::Adjustment => "年中调整数",
            Self::ExpenditureRate => "支出率",
            Self::ExecutionRate => "执行率",
            Self::Score => "自评得分",
            Self::Grade => "自评等级",
            Self::ExecutionScore => "执行率得分",
            Self::DimensionScore(Dimension::Output) => "产出指标得分",
            Self::DimensionScore(Dimension::Outcome) => "效益指标得分",
            Self::DimensionScore(Dimension::Satisfaction) => "满意度指标得分",
            Self::DimensionScore(Dimension::Cost) => "成本指标得分",
        }
    }

    /// Returns what kind of value the figure has.
    pub const fn kind(self) -> FigureKind {
        match self {
            Self::Index => FigureKind::Count,
            Self::Initial | Self::Adjusted | Self::Final | Self::Adjustment => FigureKind::Amount,
            Self::ExpenditureRate | Self::ExecutionRate => FigureKind::Rate,
            Self::Score | Self::ExecutionScore | Self::DimensionScore(_) => FigureKind::Score,
            Self::Grade => FigureKind::Grade,
        }
    }

    /// Returns whether the field belongs to a project's form, which only a project with indicators
    /// has.
    pub const fn needs_indicators(self) -> bool {
        matches!(self, Self::ExecutionScore | Self::DimensionScore(_))
    }

    /// Returns the field called `key`.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

impl ProjectFigures {
    /// Computes the figures of `project`, the `evaluated_before + 1`th evaluated one.
    pub(super) fn of(
        project: &Project,
        ledger: &Ledger,
        form: &Form,
        evaluated_before: u64,
        year: i16,
    ) -> Self {
        let stated = |field| stated(&project.amounts, field).map(|amount| amount.value);
        let funded = |field| {
            let lines = project.funding.iter();
            let amounts = lines.map(|line| self::stated(&line.amounts, field).map(|a| a.value));
            if project.funding.is_empty() { None } else { amounts.sum::<Option<Amount>>() }
        };
        let known = |field| stated(field).or_else(|| funded(field));
        let unplanned = (project.status == ProjectStatus::Added).then_some(Amount::ZERO);
        let initial = known(AmountField::Initial).or(unplanned);
        let adjusted =
            known(AmountField::Adjusted).or_else(|| ledger.adjusted(initial, &project.id.value));
        let r#final = known(AmountField::Final);
        let execution_rate = Value::quotient(Value::of_amount(r#final), Value::of_amount(adjusted));
        let (execution_score, cap) = match execution_rate {
            Value::Rate(rate) => {
                (form.scoring.execution_weight.share(rate), form.scoring.cap(rate))
            }
            _ => (None, None),
        };
        let indicators = IndicatorScores::of(project, execution_score, cap, &form.scoring, year);
        let score = project.score.as_ref().map(|score| score.value);
        let score = score.or_else(|| indicators.as_ref()?.total);
        Self {
            id: project.id.value.clone(),
            index: project.evaluated.then_some(evaluated_before + 1),
            initial,
            adjusted,
            r#final,
            score,
            grade: score.map(|score| form.grades.grade(score)),
            name: project.name.value.clone(),
            kinds: kinds(project, adjusted),
            execution_score,
            cap,
            indicators: indicators.map(Box::new),
        }
    }

    /// Returns the fields that the project has, in reading order.
    pub fn fields(&self) -> impl Iterator<Item = ProjectField> {
        let has_indicators = self.indicators.is_some();
        ProjectField::ALL
            .into_iter()
            .filter(move |field| has_indicators || !field.needs_indicators())
    }

    /// Returns the value of `field`.
    pub fn value(&self, field: ProjectField) -> Value {
        match field {
            ProjectField::Index => self.index.map_or(Value::Absent, Value::Count),
            ProjectField::Initial => Value::of_amount(self.initial),
            ProjectField::Adjusted => Value::of_amount(self.adjusted),
            ProjectField::Final => Value::of_amount(self.r#final),
            ProjectField::Adjustment => match (self.adjusted, self.initial) {
                (Some(adjusted), Some(initial)) => Value::of_amount(adjusted.checked_sub(initial)),
                _ => Value::Absent,
            },
            ProjectField::ExpenditureRate => {
                Value::quotient(self.value(ProjectField::Final), self.value(ProjectField::Initial))
            }
            ProjectField::ExecutionRate => {
                Value::quotient(self.value(ProjectField::Final), self.value(ProjectField::Adjusted))
            }
            ProjectField::Score => Value::of_score(self.score),
            ProjectField::Grade => self.grade.map_or(Value::Absent, Value::Grade),
            ProjectField::ExecutionScore => Value::of_score(self.execution_score),
            ProjectField::DimensionScore(dimension) => {
                let scores = self.indicators.as_ref();
                Value::of_score(scores.and_then(|scores| scores.of_dimension(dimension)))
            }
        }
    }

    /// Returns the points of the `number`th indicator, from 1 in the order of the filing.
    pub fn indicator(&self, number: usize) -> Option<IndicatorPoints> {
        self.indicator_points().get(number.checked_sub(1)?).copied()
    }

    /// Returns the points of the indicators in the order of the filing.
    pub fn indicator_points(&self) -> &[IndicatorPoints] {
        self.indicators.as_ref().map_or(&[], |indicators| &indicators.rows)
    }

    /// Returns the kinds of budget that pay for the project, each with its adjusted budget.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (BudgetKind, Option<Amount>)> {
        self.kinds.iter().copied()
    }

    /// Returns the kinds of budget that pay for the project, in the law's order, each with its part
    /// of the adjusted budget.
    pub fn kind_parts(&self) -> &[(BudgetKind, Option<Amount>)] {
        &self.kinds
    }

    pub(super) fn amount(&self, field: AmountField) -> Option<Amount> {
        match field {
            AmountField::Initial => self.initial,
            AmountField::Adjusted => self.adjusted,
            AmountField::Final => self.r#final,
        }
    }
}

/// Returns the amount that a line states.
pub(super) fn stated(amounts: &StatedAmounts, field: AmountField) -> Option<&Spanned<Amount>> {
    match field {
        AmountField::Initial => amounts.initial.as_ref(),
        AmountField::Adjusted => amounts.adjusted.as_ref(),
        AmountField::Final => amounts.r#final.as_ref(),
    }
}

/// Returns the kinds that pay for `project`, each with its part of the adjusted budget.
fn kinds(project: &Project, adjusted: Option<Amount>) -> Vec<(BudgetKind, Option<Amount>)> {
    let own = project.budget_kind.value;
    let mut by_kind: BTreeMap<BudgetKind, Option<Amount>> = BTreeMap::new();
    for line in &project.funding {
        let kind = line.budget_kind.as_ref().map_or(own, |kind| kind.value);
        let amount = line.amounts.adjusted.as_ref().map(|amount| amount.value);
        by_kind
            .entry(kind)
            .and_modify(|total| *total = [*total, amount].into_iter().sum())
            .or_insert(amount);
    }
    if by_kind.len() > 1 {
        return by_kind.into_iter().collect();
    }
    let only = by_kind.into_keys().next().unwrap_or(own);
    vec![(only, adjusted)]
}

/// The ledger's sums by project.
pub(super) struct Ledger<'a> {
    by_project: BTreeMap<&'a str, Amount>,
    is_given: bool,
}

impl<'a> Ledger<'a> {
    pub(super) fn of(budget: &'a Budget) -> Self {
        let mut by_project: BTreeMap<&str, Amount> = BTreeMap::new();
        for entry in &budget.adjustments {
            if let Some(project) = &entry.project {
                let sum = by_project.entry(&project.value).or_default();
                *sum = [*sum, entry.amount.value].into_iter().sum();
            }
        }
        Self { by_project, is_given: !budget.adjustments.is_empty() }
    }

    /// Returns what the ledger makes of the project's initial budget; `None` without a ledger.
    ///
    /// A project that a ledger does not name was not changed.
    fn adjusted(&self, initial: Option<Amount>, id: &str) -> Option<Amount> {
        if !self.is_given {
            return None;
        }
        let change = self.by_project.get(id).copied().unwrap_or_default();
        initial?.checked_add(change)
    }
}
