//! A comparison for programs: JSON whose keys stay.

use serde_json::{Value as Json, json};

use super::changes::{AdjustmentChange, Changes};
use super::figures::FigureChange;
use super::passages::{LineChange, PassageChange, PassageKind};
use super::projects::{Identified, ProjectChange};
use super::words;
use crate::figures::{ProjectField, render};
use crate::quantity::AmountUnit;
use crate::record::{RecordedValue, Snapshot};

impl Changes<'_> {
    /// Returns the comparison as JSON.
    ///
    /// Values are exact, as `ziping figures` gives them: money in the form's unit, rates in percent
    /// to six decimals. `figures`, `projects`, `adjustments` and `passages` are empty where nothing
    /// changed.
    pub fn json(&self) -> String {
        let figures: Vec<_> = self.figures.iter().map(|figure| self.figure(figure)).collect();
        let unit = self.unit();
        let projects: Vec<_> = self.projects.iter().map(|change| project(change, unit)).collect();
        let adjustments: Vec<_> = self.adjustments.iter().map(adjustment).collect();
        let passages: Vec<_> = self.passages.iter().map(passage).collect();
        let json = json!({
            "old": side(self.old),
            "new": side(self.new),
            "figures": figures,
            "projects": projects,
            "adjustments": adjustments,
            "passages": passages,
        });
        format!("{json:#}\n")
    }

    fn figure(&self, change: &FigureChange<'_>) -> Json {
        let difference = change.difference(self.unit());
        let causes: Vec<_> = change
            .causes
            .iter()
            .map(|cause| {
                json!({
                    "input": cause.input,
                    "subject": cause.subject,
                    "old": cause.old,
                    "new": cause.new,
                })
            })
            .collect();
        json!({
            "name": change.name,
            "label": change.label,
            "old": change.old.map(|value| figure_value(value, self.old.amount_unit)),
            "new": change.new.map(|value| figure_value(value, self.new.amount_unit)),
            "change": difference.as_ref().map(|difference| difference.text.trim_start_matches('+')),
            "unit": difference.as_ref().map(|difference| difference.unit),
            "causes": causes,
            "all_causes": change.all_causes,
        })
    }
}

fn side(snapshot: &Snapshot) -> Json {
    json!({
        "department": snapshot.department,
        "fiscal_year": snapshot.fiscal_year,
        "form": snapshot.form,
        "edition": snapshot.edition,
        "amount_unit": snapshot.amount_unit.name(),
    })
}

fn figure_value(figure: &RecordedValue, unit: AmountUnit) -> Json {
    let (kind, value) = render::exact(figure.value, unit);
    json!({ "kind": kind, "value": value, "text": figure.text })
}

fn project(change: &ProjectChange<'_>, unit: AmountUnit) -> Json {
    match change {
        ProjectChange::Added(project) => whole_project("added", *project, unit),
        ProjectChange::Removed(project) => whole_project("removed", *project, unit),
        ProjectChange::Altered { old, new, fields } => {
            let fields: Vec<_> = fields
                .iter()
                .map(|field| {
                    json!({
                        "key": field.key,
                        "label": words::key(field.key),
                        "old": field.old,
                        "new": field.new,
                    })
                })
                .collect();
            json!({
                "change": "altered",
                "id": new.id,
                "name": new.project.name,
                "old_id": old.id,
                "old_name": old.project.name,
                "fields": fields,
            })
        }
    }
}

fn whole_project(change: &str, project: Identified<'_>, unit: AmountUnit) -> Json {
    let Identified { id, project } = project;
    let amount = |field| project.figure(field).map(|figure| figure_value(figure, unit));
    json!({
        "change": change,
        "id": id,
        "name": project.name,
        "initial": amount(ProjectField::Initial),
        "adjusted": amount(ProjectField::Adjusted),
        "final": amount(ProjectField::Final),
    })
}

fn adjustment(change: &AdjustmentChange<'_>) -> Json {
    let (change, number, entry) = match change {
        AdjustmentChange::Added { number, entry } => ("added", number, entry),
        AdjustmentChange::Removed { number, entry } => ("removed", number, entry),
    };
    json!({ "change": change, "number": number, "entry": entry })
}

fn passage(passage: &PassageChange) -> Json {
    let kind = match passage.kind {
        PassageKind::Title => "title",
        PassageKind::Heading => "heading",
        PassageKind::Paragraph => "paragraph",
        PassageKind::Table => "table",
        PassageKind::Chart => "chart",
        PassageKind::Signature => "signature",
    };
    let lines: Vec<_> = passage
        .lines
        .iter()
        .map(|line| match line {
            LineChange::Removed(text) => json!({ "change": "removed", "text": text }),
            LineChange::Added(text) => json!({ "change": "added", "text": text }),
        })
        .collect();
    json!({ "place": passage.place, "kind": kind, "lines": lines })
}
