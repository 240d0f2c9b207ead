//! Figures compared by name: what they were, what they are, by how much, and why.

use std::borrow::Cow;

use super::causes::{Cause, Tracer};
use super::projects::Pairing;
use crate::figures::{ProjectField, Value};
use crate::quantity::AmountUnit;
use crate::record::{RecordedValue, Snapshot};

/// A figure that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange<'a> {
    /// Its name; a project's carries the id that the project has.
    pub name: Cow<'a, str>,
    /// What it is, in Chinese.
    pub label: Cow<'a, str>,
    /// As it was; `None` where there was no such figure.
    pub old: Option<&'a RecordedValue>,
    /// As it is; `None` where there is no such figure.
    pub new: Option<&'a RecordedValue>,
    /// What in the filing brought the change about, in reading order.
    pub causes: Vec<Cause<'a>>,
    /// Whether `causes` names them all; it ends at a thousand.
    pub all_causes: bool,
}

/// By how much a figure changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The change with its sign, in `unit`: +377, -0.5.
    pub text: String,
    /// 元 or 万元, 百分点 for rates, 分, or nothing for counts.
    pub unit: &'static str,
}

/// How many decimals a change in percentage points has at most.
const POINT_DECIMALS: u32 = 2;

/// Returns the figures that differ in value or text.
///
/// A project's place in the table is no figure to compare: it changes with every project before it.
pub(super) fn changes<'a>(
    old: &'a Snapshot,
    new: &'a Snapshot,
    pairing: &Pairing<'a>,
    tracer: &Tracer<'a, '_>,
) -> Vec<FigureChange<'a>> {
    let mut changes = Vec::new();
    let gone = old.figures.iter().filter(|(name, _)| !new.figures.contains_key(*name));
    for (name, figure) in new.figures.iter().chain(gone) {
        let was = old.figures.get(name).map(|figure| &figure.value);
        let is = new.figures.get(name).map(|figure| &figure.value);
        if differ(was, is) {
            let (causes, all_causes) = tracer.of_department(name);
            changes.push(FigureChange {
                name: Cow::Borrowed(name),
                label: Cow::Borrowed(&figure.label),
                old: was,
                new: is,
                causes,
                all_causes,
            });
        }
    }
    for pair in &pairing.pairs {
        let (Some(was), Some(is)) = (pair.old, pair.new) else { continue };
        for field in ProjectField::ALL {
            if field == ProjectField::Index {
                continue;
            }
            let (old, new) = (was.project.figure(field), is.project.figure(field));
            if differ(old, new) {
                changes.push(FigureChange {
                    name: Cow::Owned(format!("project.{}.{}", is.id, field.key())),
                    label: Cow::Owned(format!("“{}”{}", is.project.name, field.label())),
                    old,
                    new,
                    causes: tracer.of_project(pair, field),
                    all_causes: true,
                });
            }
        }
    }
    changes
}

/// Returns whether two figures differ; one without a value is like none at all, and 0 ÷ 0 is like
/// the rate of zero where the form prints them alike.
pub(super) fn differ(old: Option<&RecordedValue>, new: Option<&RecordedValue>) -> bool {
    let present = |figure: &&RecordedValue| figure.value != Value::Absent;
    match (old.filter(present), new.filter(present)) {
        (Some(old), Some(new)) => {
            let nothing = |figure: &RecordedValue| figure.value == Value::ZeroOfZero;
            old.text != new.text || old.value != new.value && nothing(old) == nothing(new)
        }
        (old, new) => old.is_some() != new.is_some(),
    }
}

impl FigureChange<'_> {
    /// Returns by how much the figure changed; `None` where there is no number on one side.
    ///
    /// Rates are subtracted before they are rounded.
    pub fn difference(&self, unit: AmountUnit) -> Option<Difference> {
        let (text, unit) = match (self.old?.value, self.new?.value) {
            (Value::Amount(old), Value::Amount(new)) => {
                (new.checked_sub(old)?.print_exact(unit), unit.name())
            }
            (Value::Rate(old), Value::Rate(new)) => {
                (new.print_points_above(old, POINT_DECIMALS), "百分点")
            }
            (Value::Score(old), Value::Score(new)) => (new.points_above(old).print(), "分"),
            (Value::Count(old), Value::Count(new)) => {
                ((i128::from(new) - i128::from(old)).to_string(), "")
            }
            _ => return None,
        };
        let text = if text.starts_with('-') || text == "0" { text } else { format!("+{text}") };
        Some(Difference { text, unit })
    }
}
