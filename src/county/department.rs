//! A department's row in the summary: its rank and its figures.

use std::collections::BTreeMap;

use super::Submission;
use crate::figures::{Figure, Value};
use crate::form::Form;
use crate::quantity::Score;

/// A department that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Its name.
    pub name: String,
    /// Whether nothing was found in its filing that a person must look at.
    pub is_clean: bool,
    figures: BTreeMap<RowField, Figure>,
}

/// A figure of a department's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowField {
    /// 名次: how many departments have a better score, and one.
    Rank,
    /// 得分.
    Score,
    /// 等级, by the county's thresholds.
    Grade,
    /// 项目个数.
    ProjectCount,
    /// 自评项目个数.
    EvaluatedCount,
    /// 自评覆盖率.
    CoverageRate,
    /// 评优率.
    ExcellenceRate,
    /// 年初预算数.
    Initial,
    /// 调整后预算数.
    Adjusted,
    /// 决算数.
    Final,
    /// 执行率.
    ExecutionRate,
    /// How many errors a draft has.
    Errors,
    /// How many warnings.
    Warnings,
}

impl RowField {
    /// Every figure of a row.
    pub const ALL: [Self; 13] = [
        Self::Rank,
        Self::Score,
        Self::Grade,
        Self::ProjectCount,
        Self::EvaluatedCount,
        Self::CoverageRate,
        Self::ExcellenceRate,
        Self::Initial,
        Self::Adjusted,
        Self::Final,
        Self::ExecutionRate,
        Self::Errors,
        Self::Warnings,
    ];

    /// Returns its name in templates.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Score => "score",
            Self::Grade => "grade",
            Self::ProjectCount => "project_count",
            Self::EvaluatedCount => "evaluated_count",
            Self::CoverageRate => "coverage_rate",
            Self::ExcellenceRate => "excellence_rate",
            Self::Initial => "initial",
            Self::Adjusted => "adjusted",
            Self::Final => "final",
            Self::ExecutionRate => "execution_rate",
            Self::Errors => "errors",
            Self::Warnings => "warnings",
        }
    }

    /// Returns the figure called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == name)
    }
}

impl Department {
    /// Returns the row of `submission`, whose rank is `rank`.
    pub(super) fn new(submission: &Submission, rank: Option<u64>, form: &Form) -> Self {
        let fact = |name| submission.fact(name);
        let excellent = fact("by_grade.excellent.count");
        let value = |field| match field {
            RowField::Rank => rank.map_or(Value::Absent, Value::Count),
            RowField::Score => fact("overall_score"),
            RowField::Grade => match score(submission) {
                Some(score) => Value::Grade(form.grades.grade(score)),
                None => Value::Absent,
            },
            RowField::ProjectCount => fact("project_count"),
            RowField::EvaluatedCount => fact("evaluated_count"),
            RowField::CoverageRate => {
                Value::quotient(fact("evaluated_count"), fact("project_count"))
            }
            RowField::ExcellenceRate => Value::quotient(excellent, fact("evaluated_count")),
            RowField::Initial => fact("department.initial"),
            RowField::Adjusted => fact("department.adjusted"),
            RowField::Final => fact("department.final"),
            RowField::ExecutionRate => {
                Value::quotient(fact("department.final"), fact("department.adjusted"))
            }
            RowField::Errors => Value::Count(submission.errors),
            RowField::Warnings => Value::Count(submission.warnings),
        };
        let figure = |field| {
            let value: Value = value(field);
            let text = value.total_text(&form.display, &form.grades);
            (field, Figure { value, text })
        };
        Self {
            name: submission.name().to_owned(),
            is_clean: submission.errors == 0 && submission.warnings == 0,
            figures: RowField::ALL.into_iter().map(figure).collect(),
        }
    }

    /// Returns a figure of the row.
    ///
    /// # Panics
    /// Never: a row has every figure.
    pub fn figure(&self, field: RowField) -> &Figure {
        self.figures.get(&field).expect("a row has every figure")
    }
}

/// Returns the score of the department as a whole.
pub(super) fn score(submission: &Submission) -> Option<Score> {
    match submission.fact("overall_score") {
        Value::Score(score) => Some(score),
        _ => None,
    }
}
