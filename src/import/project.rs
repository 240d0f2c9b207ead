//! A project as a workbook gives it: its keys, in the order of the data.

use super::grid::{Place, Sheet};
use super::heading::Field;
use super::tree::{Scalar, Tree};
use super::values::{self, Entry, Faults};
use crate::model::{BudgetKind, ProjectLevel, ProjectStatus};

/// The keys of a project in the order in which they are written.
const ORDER: [&str; 20] = [
    "id",
    "name",
    "unit",
    "implementing_unit",
    "budget_kind",
    "code",
    "group",
    "level",
    "status",
    "evaluated",
    "not_evaluated_reason",
    "initial",
    "adjusted",
    "final",
    "score",
    "funding",
    "objectives",
    "indicators",
    "execution",
    "disclosure",
];

/// What a workbook says of one project.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadProject {
    pub(super) keys: Vec<Entry>,
}

impl ReadProject {
    /// Returns the single value of `key`.
    pub(super) fn get(&self, key: &str) -> Option<&Scalar> {
        self.keys.iter().find_map(|(listed, value)| match value {
            Tree::Scalar(scalar) if *listed == key => Some(scalar),
            _ => None,
        })
    }

    pub(super) fn set(&mut self, key: &'static str, value: Tree) {
        self.keys.retain(|(listed, _)| *listed != key);
        self.keys.push((key, value));
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.keys.retain(|(listed, _)| *listed != key);
    }

    /// Returns the keys in their order, each once.
    pub(super) fn into_tree(mut self) -> Tree {
        let order = |key: &str| ORDER.iter().position(|listed| *listed == key);
        self.keys.sort_by_key(|(key, _)| order(key));
        self.keys.dedup_by_key(|(key, _)| *key);
        Tree::Keys(self.keys)
    }

    /// Returns the place of the project's name.
    pub(super) fn place(&self) -> Option<Place> {
        self.get("name").and_then(|name| name.place.clone())
    }
}

/// The kinds of budget as forms shorten them.
const KINDS: [(&str, &str); 8] = [
    ("一般公共", "general_public"),
    ("一般公共预算资金", "general_public"),
    ("一般公共预算拨款", "general_public"),
    ("政府性基金", "government_fund"),
    ("国有资本经营", "state_capital_operating"),
    ("社保基金预算", "social_insurance_fund"),
    ("社保基金", "social_insurance_fund"),
    ("社会保险基金", "social_insurance_fund"),
];

/// Returns the keys of a project that a cell under or beside the heading of `field` gives.
pub(super) fn labelled(
    field: Field,
    sheet: &Sheet,
    at: (u32, u32),
    faults: &mut Faults,
) -> Vec<Entry> {
    let entry = match field {
        Field::Id => values::text("id", sheet, at, faults),
        Field::Name => values::text("name", sheet, at, faults),
        Field::Unit => values::text("unit", sheet, at, faults),
        Field::ImplementingUnit => values::text("implementing_unit", sheet, at, faults),
        Field::Code => values::text("code", sheet, at, faults),
        Field::Group => values::text("group", sheet, at, faults),
        Field::BudgetKind => values::member::<BudgetKind>("budget_kind", sheet, at, faults, &KINDS),
        Field::Level => values::member::<ProjectLevel>("level", sheet, at, faults, &[])
            .filter(|entry| !is(entry, ProjectLevel::default().key())),
        Field::Status => values::member::<ProjectStatus>("status", sheet, at, faults, &[])
            .filter(|entry| !is(entry, ProjectStatus::default().key())),
        Field::Initial => values::number("initial", sheet, at, faults),
        Field::Adjusted => values::number("adjusted", sheet, at, faults),
        Field::Final => values::number("final", sheet, at, faults),
        Field::Score => values::number("score", sheet, at, faults),
        Field::Ground => values::disclosure(sheet, at, faults),
        Field::Evaluated => values::words(sheet, at, faults)
            .filter(|words| words == "否")
            .map(|_| ("evaluated", Tree::scalar("false", Some(sheet.place(at.0, at.1))))),
        Field::NotEvaluatedReason => {
            let Some(reason) = values::text("not_evaluated_reason", sheet, at, faults) else {
                return Vec::new();
            };
            let place = Some(sheet.place(at.0, at.1));
            return vec![("evaluated", Tree::scalar("false", place)), reason];
        }
        _ => None,
    };
    entry.into_iter().collect()
}

fn is(entry: &Entry, text: &str) -> bool {
    matches!(&entry.1, Tree::Scalar(scalar) if scalar.text == text)
}
