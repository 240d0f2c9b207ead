//! What a filing amounted to: figures, projects, ledger and document, whatever it was read from.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::fields;
use crate::document::Document;
use crate::edition::Edition;
use crate::figures::{
    FigureKind, Figures, Origin, ProjectFacts, ProjectField, ProjectFigures, Value,
};
use crate::form::Form;
use crate::model::{AdjustmentScope, BudgetKind, Project, ProjectStatus};
use crate::quantity::{Amount, AmountUnit, Grade};

/// What a filing amounted to under a form, as far as two of them can be compared.
///
/// Nobody's personal data is in it, and no place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The form's name.
    pub form: String,
    /// The budget year.
    pub fiscal_year: i16,
    /// The department's name.
    pub department: String,
    /// Which edition it is: `full`.
    pub edition: String,
    /// The unit that the form prints amounts in.
    pub amount_unit: AmountUnit,
    /// The figures of the department by name, in reading order.
    pub figures: IndexMap<String, RecordedFigure>,
    /// What the department's own indicators state, by key (`[1].score`).
    pub indicators: IndexMap<String, String>,
    /// The ledger's entries in order.
    pub adjustments: Vec<RecordedAdjustment>,
    /// The projects by id, in the order of the filing.
    pub projects: IndexMap<String, RecordedProject>,
    /// The report.
    pub document: Document,
}

/// A figure of the department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedFigure {
    /// What it is, in Chinese.
    pub label: String,
    /// What kind of value it has.
    pub kind: FigureKind,
    /// Its value and text.
    pub value: RecordedValue,
    /// What it was computed from.
    pub origin: Origin,
}

/// The value of a figure and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedValue {
    /// The exact value.
    pub value: Value,
    /// As it was printed.
    pub text: String,
}

/// An entry of the ledger; amounts are in the form's unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedAdjustment {
    /// The day: 2023-06-15.
    pub date: Option<String>,
    /// The change, signed.
    pub amount: String,
    /// The part of the budget: `projects`.
    pub scope: String,
    /// The id of the project.
    pub project: Option<String>,
    /// The category: `reduction`.
    pub category: String,
    /// 文号.
    pub document: Option<String>,
    /// The reason.
    pub reason: Option<String>,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedProject {
    /// Its name.
    pub name: String,
    /// Whether it was added or cancelled in the year.
    pub status: ProjectStatus,
    /// Whether it was evaluated.
    pub evaluated: bool,
    /// What else the filing states of it, by key (`unit`, `funding[1].adjusted`), in its order;
    /// amounts are in the form's unit.
    pub fields: IndexMap<String, String>,
    /// The kinds of budget that pay for it, each with its part of the adjusted budget.
    pub kinds: Vec<(BudgetKind, Option<Amount>)>,
    /// Its figures, in reading order.
    pub figures: Vec<(ProjectField, RecordedValue)>,
}

impl Snapshot {
    /// Returns what `edition` amounts to under `form`, which gave `figures` and `document`.
    pub fn of(edition: &Edition, form: &Form, figures: &Figures, document: Document) -> Self {
        let filing = edition.filing();
        let unit = form.display.amount_unit;
        let department = figures.department_names().filter_map(|name| {
            let figure = figures.get(name)?;
            let recorded = RecordedFigure {
                label: fields::plain(&figures.label(name)?),
                kind: figures.kind(name)?,
                value: RecordedValue { value: figure.value, text: figure.text },
                origin: figures.origin(name)?,
            };
            Some((name.to_owned(), recorded))
        });
        let projects = filing.projects.iter().zip(figures.projects());
        Self {
            form: fields::plain(&form.name),
            fiscal_year: filing.fiscal_year.value,
            department: fields::plain(&filing.department.name.value),
            edition: edition.key().to_owned(),
            amount_unit: unit,
            figures: department.collect(),
            indicators: fields::of_indicators(&filing.evaluation.indicators),
            adjustments: filing
                .budget
                .adjustments
                .iter()
                .map(|entry| fields::of_adjustment(entry, unit))
                .collect(),
            projects: projects
                .map(|(project, values)| {
                    let recorded = RecordedProject::of(project, values, figures, unit);
                    (project.id.value.clone(), recorded)
                })
                .collect(),
            document,
        }
    }
}

impl RecordedProject {
    fn of(project: &Project, values: &ProjectFigures, figures: &Figures, unit: AmountUnit) -> Self {
        let recorded = values.fields().map(|field| {
            let figure = figures.of_project(values, field);
            (field, RecordedValue { value: figure.value, text: figure.text })
        });
        Self {
            name: fields::plain(&project.name.value),
            status: project.status,
            evaluated: project.evaluated,
            fields: fields::of_project(project, unit),
            kinds: values.kind_parts().to_vec(),
            figures: recorded.collect(),
        }
    }

    /// Returns the project's figure `field`, if it has it.
    pub fn figure(&self, field: ProjectField) -> Option<&RecordedValue> {
        self.figures.iter().find(|(listed, _)| *listed == field).map(|(_, value)| value)
    }

    /// Returns what decides which groups the project is of.
    pub fn facts(&self) -> ProjectFacts<'_> {
        ProjectFacts {
            status: self.status,
            evaluated: self.evaluated,
            grade: self.grade(),
            kinds: &self.kinds,
        }
    }

    fn grade(&self) -> Option<Grade> {
        match self.figure(ProjectField::Grade)?.value {
            Value::Grade(grade) => Some(grade),
            _ => None,
        }
    }
}

impl RecordedAdjustment {
    /// Returns whether the entry counts for `scope`; every entry counts for the department.
    pub fn counts_for(&self, scope: Option<AdjustmentScope>) -> bool {
        scope.is_none_or(|scope| scope.key() == self.scope)
    }
}
