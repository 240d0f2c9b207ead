//! The values of figures as a record writes them: one text whose meaning the figure's kind tells.

use crate::figures::{FigureKind, Value};
use crate::quantity::{Amount, Grade, Rate, Score};

/// 0 ÷ 0.
const ZERO_OF_ZERO: &str = "0/0";
/// Something ÷ 0.
const NO_BASE: &str = "1/0";

/// Returns the exact value as text: money in 元, a rate as its two numbers, points, a count, a
/// grade's name; `None` where an input is missing.
pub fn text(value: Value) -> Option<String> {
    Some(match value {
        Value::Amount(amount) => amount.exact_text(),
        Value::Rate(rate) => rate.exact_text(),
        Value::Score(score) => score.print(),
        Value::Count(count) => count.to_string(),
        Value::Grade(grade) => grade.key().to_owned(),
        Value::ZeroOfZero => ZERO_OF_ZERO.to_owned(),
        Value::NoBase => NO_BASE.to_owned(),
        Value::Absent => return None,
    })
}

/// Reads what [`text`] writes of a figure of `kind`; `None` for any other text.
pub fn read(kind: FigureKind, text: Option<&str>) -> Option<Value> {
    let Some(text) = text else { return Some(Value::Absent) };
    match kind {
        FigureKind::Amount => Amount::of_exact_text(text).map(Value::Amount),
        FigureKind::Rate if text == ZERO_OF_ZERO => Some(Value::ZeroOfZero),
        FigureKind::Rate if text == NO_BASE => Some(Value::NoBase),
        FigureKind::Rate => Rate::of_exact_text(text).map(Value::Rate),
        FigureKind::Score => Score::of_exact_text(text).map(Value::Score),
        FigureKind::Count => {
            text.parse().ok().filter(|count: &u64| count.to_string() == text).map(Value::Count)
        }
        FigureKind::Grade => {
            Grade::ALL.into_iter().find(|grade| grade.key() == text).map(Value::Grade)
        }
    }
}

/// The kinds of figures with their names.
const KINDS: [(FigureKind, &str); 5] = [
    (FigureKind::Amount, "amount"),
    (FigureKind::Rate, "rate"),
    (FigureKind::Score, "score"),
    (FigureKind::Count, "count"),
    (FigureKind::Grade, "grade"),
];

/// Returns the name of a kind of figure.
pub(super) fn kind_name(kind: FigureKind) -> &'static str {
    KINDS.iter().find(|(listed, _)| *listed == kind).map_or("", |(_, name)| name)
}

/// Returns the kind of figure called `name`.
pub(super) fn kind_named(name: &str) -> Option<FigureKind> {
    KINDS.iter().find(|(_, listed)| *listed == name).map(|(kind, _)| *kind)
}
