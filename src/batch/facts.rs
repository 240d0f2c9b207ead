//! The figures of a filing that a summary of many is made from.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::figures::FigureKind;
use crate::figures::Value;
use crate::pipeline::Figures;
use crate::record;

/// The figures of a filing by their names, as exact text, in as little memory as may be: a run keeps
/// those of every filing to its end.
pub(super) type Facts = BTreeMap<Cow<'static, str>, Box<str>>;

/// Their names, in reading order.
pub const FACTS: [&str; 20] = [
    "overall_score",
    "overall_grade",
    "department.initial",
    "department.adjusted",
    "department.final",
    "projects.initial",
    "projects.adjusted",
    "projects.final",
    "project_count",
    "evaluated_count",
    "project_total",
    "by_grade.excellent.count",
    "by_grade.good.count",
    "by_grade.fair.count",
    "by_grade.poor.count",
    "by_kind.general_public.amount",
    "by_kind.government_fund.amount",
    "by_kind.state_capital_operating.amount",
    "by_kind.social_insurance_fund.amount",
    "coverage_rate",
];

/// Returns the exact values of the figures in [`FACTS`] that have one: amounts in 元, rates as their
/// two numbers, grades by key.
pub(super) fn of(figures: &Figures) -> Facts {
    let value = |name: &&'static str| {
        let value = record::exact_text(figures.get(name)?.value)?;
        Some((Cow::Borrowed(*name), value.into()))
    };
    FACTS.iter().filter_map(value).collect()
}

/// The most of anything that a filing can have: more is no filing's.
const MAX_COUNT: u64 = 1_000_000_000;

/// Reads the exact value of the fact called `name` back; `None` for a text that [`of`] never writes.
pub(super) fn read(name: &str, text: &str) -> Option<Value> {
    let name = FACTS.into_iter().find(|known| *known == name)?;
    let kind = match name.rsplit_once('.').map_or(name, |(_, last)| last) {
        "overall_score" => FigureKind::Score,
        "overall_grade" => FigureKind::Grade,
        "coverage_rate" => FigureKind::Rate,
        "project_count" | "evaluated_count" | "count" => FigureKind::Count,
        _ => FigureKind::Amount,
    };
    let value = record::read_exact(kind, Some(text))?;
    let is_sound = !matches!(value, Value::Count(count) if count > MAX_COUNT);
    is_sound.then_some(value)
}
