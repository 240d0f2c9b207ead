//! One figure: its exact value and its printed text.

use crate::form::{Display, GradeScale};
use crate::quantity::{Amount, Grade, Rate, Score};

/// A computed value as a text quotes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its exact value.
    pub value: Value,
    /// Its printed text, without a unit but with the % of a rate; empty where there is no value.
    pub text: String,
}

/// The exact value of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Money.
    Amount(Amount),
    /// A quotient.
    Rate(Rate),
    /// Points.
    Score(Score),
    /// A number of things.
    Count(u64),
    /// A grade.
    Grade(Grade),
    /// 0 ÷ 0: nothing of nothing, which the form has a text for.
    ZeroOfZero,
    /// Something ÷ 0: the rate does not exist, and a text has to word it
    /// (年初未安排，年中追加××万元).
    NoBase,
    /// An input is missing.
    Absent,
}

/// What kind of value a figure has, or would have if its inputs were there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// Money.
    Amount,
    /// A quotient, in percent.
    Rate,
    /// Points.
    Score,
    /// A number of things.
    Count,
    /// A grade.
    Grade,
}

/// What prints a value: the form's conventions, and whether the value is a project's own.
#[derive(Clone, Copy)]
pub(super) enum Print {
    /// A total or anything else of the department's.
    Total,
    /// A project's own.
    Project,
}

impl Value {
    /// Returns whether there is something to print.
    pub fn is_printable(self) -> bool {
        !matches!(self, Self::NoBase | Self::Absent)
    }

    pub(super) fn of_amount(amount: Option<Amount>) -> Self {
        amount.map_or(Self::Absent, Self::Amount)
    }

    pub(super) fn of_score(score: Option<Score>) -> Self {
        score.map_or(Self::Absent, Self::Score)
    }

    /// Returns `part ÷ whole`, of amounts or of counts.
    pub fn quotient(part: Self, whole: Self) -> Self {
        let (rate, nothing) = match (part, whole) {
            (Self::Amount(part), Self::Amount(whole)) => {
                (Rate::of_amounts(part, whole), part.is_zero())
            }
            (Self::Count(part), Self::Count(whole)) => (Rate::of_counts(part, whole), part == 0),
            _ => return Self::Absent,
        };
        match rate {
            Some(rate) => Self::Rate(rate),
            None if nothing => Self::ZeroOfZero,
            None => Self::NoBase,
        }
    }

    /// Returns the printed text as that of a total; empty where there is nothing to print.
    pub fn total_text(self, display: &Display, grades: &GradeScale) -> String {
        self.text(Print::Total, display, grades)
    }

    pub(super) fn text(self, print: Print, display: &Display, grades: &GradeScale) -> String {
        match (self, print) {
            (Self::Amount(amount), Print::Total) => display.total_text(amount),
            (Self::Amount(amount), Print::Project) => display.project_amount_text(amount),
            (Self::Rate(rate), _) => display.rate_text(rate),
            (Self::Score(score), _) => score.print(),
            (Self::Count(count), _) => count.to_string(),
            (Self::Grade(grade), _) => grades.label(grade).to_owned(),
            (Self::ZeroOfZero, _) => display.zero_of_zero.clone(),
            (Self::NoBase | Self::Absent, _) => String::new(),
        }
    }
}
