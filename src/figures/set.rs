//! The figures of a filing by name.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::figure::Print;
use super::recipe::{ProjectGroup, Recipe};
use super::{Figure, FigureKind, IndicatorPoints, ProjectField, ProjectFigures, Value};
use crate::diagnostic;
use crate::form::{Display, GradeScale};
use crate::model::Dimension;

/// The figures of a filing by name: the department's in reading order, then each project's.
///
/// A project's figures are kept as values and printed when they are asked for, so that 50,000
/// projects cost little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub(super) department: IndexMap<String, DepartmentFigure>,
    /// In the order of the filing, one for each of its projects.
    pub(super) projects: Vec<ProjectFigures>,
    pub(super) by_id: BTreeMap<String, usize>,
    /// The points of the department's own indicators, in the order of the filing.
    pub(super) indicators: Vec<IndicatorPoints>,
    pub(super) display: Display,
    pub(super) grades: GradeScale,
}

/// A figure of the department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DepartmentFigure {
    pub(super) label: String,
    pub(super) kind: FigureKind,
    pub(super) value: Value,
    pub(super) recipe: Recipe,
    /// Where the rule comes from: a law and article, or the form.
    pub(super) rule: &'static str,
}

impl Figures {
    /// Returns the figure called `name` (`department.final`, `project.P01.grade`), or `None` where
    /// there is none of that name.
    pub fn get(&self, name: &str) -> Option<Figure> {
        if let Some((id, field)) = project_name(name) {
            let figure = self.project(id)?.value(field);
            return Some(self.printed(figure, Print::Project));
        }
        self.department.get(name).map(|figure| self.printed(figure.value, Print::Total))
    }

    /// Returns what the figure called `name` is, in Chinese.
    pub fn label(&self, name: &str) -> Option<String> {
        if let Some((id, field)) = project_name(name) {
            let project = self.project(id)?;
            return Some(format!("“{}”{}", project.name, field.label()));
        }
        self.department.get(name).map(|figure| figure.label.clone())
    }

    /// Returns what kind of value the figure called `name` has, or would have if its inputs were
    /// there.
    pub fn kind(&self, name: &str) -> Option<FigureKind> {
        if let Some((id, field)) = project_name(name) {
            return self.project(id).map(|_| field.kind());
        }
        self.department.get(name).map(|figure| figure.kind)
    }

    /// Returns the names of the figures that the rate called `name` divides: part and whole.
    pub fn quotient(&self, name: &str) -> Option<(String, String)> {
        if let Some((id, field)) = project_name(name) {
            let whole = match field {
                ProjectField::ExpenditureRate => ProjectField::Initial,
                ProjectField::ExecutionRate => ProjectField::Adjusted,
                _ => return None,
            };
            let name = |field: ProjectField| format!("project.{id}.{}", field.key());
            return Some((name(ProjectField::Final), name(whole)));
        }
        match &self.department.get(name)?.recipe {
            Recipe::Quotient { part, whole } => Some((part.clone(), whole.clone())),
            _ => None,
        }
    }

    /// Returns the names of the figures in reading order.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.department_names().map(str::to_owned).chain(self.projects.iter().flat_map(|project| {
            project.fields().map(|field| format!("project.{}.{}", project.id, field.key()))
        }))
    }

    /// Returns the names of the figures that are not a project's, in reading order.
    pub fn department_names(&self) -> impl Iterator<Item = &str> {
        self.department.keys().map(String::as_str)
    }

    /// Returns the projects' figures in the order of the filing.
    pub fn projects(&self) -> impl Iterator<Item = &ProjectFigures> {
        self.projects.iter()
    }

    /// Returns the points of the department's own indicators in the order of the filing.
    pub fn indicator_points(&self) -> &[IndicatorPoints] {
        &self.indicators
    }

    /// Returns the figures of the project with `id`.
    pub fn project(&self, id: &str) -> Option<&ProjectFigures> {
        self.by_id.get(id).and_then(|number| self.projects.get(*number))
    }

    /// Returns a project's figure as a text quotes it.
    pub fn of_project(&self, project: &ProjectFigures, field: ProjectField) -> Figure {
        self.printed(project.value(field), Print::Project)
    }

    /// Returns the name nearest to `name`, or `None` where none is near.
    pub fn nearest(&self, name: &str) -> Option<String> {
        let parts: Option<(&str, &str)> =
            name.strip_prefix("project.").and_then(|rest| rest.split_once('.'));
        if let Some((id, field)) = parts {
            let id = if self.by_id.contains_key(id) { id } else { self.nearest_project(id)? };
            let field = diagnostic::nearest(field, ProjectField::ALL.map(ProjectField::key))?;
            return Some(format!("project.{id}.{field}"));
        }
        diagnostic::nearest(name, self.department_names()).map(str::to_owned)
    }

    /// Returns the project id nearest to `id`, or `None` where none is near or there are too many
    /// projects to look through.
    pub fn nearest_project(&self, id: &str) -> Option<&str> {
        const MAX_SEARCHED: usize = 2000;
        if self.by_id.len() > MAX_SEARCHED {
            return None;
        }
        diagnostic::nearest(id, self.by_id.keys().map(String::as_str))
    }

    /// Returns the keys whose absence leaves the figure called `name` without a value, as paths in
    /// the filing: `budget.department.final`, `projects[P03].final`.
    pub fn missing_keys(&self, name: &str) -> Vec<String> {
        let mut keys = Vec::new();
        if self.get(name).is_some_and(|figure| figure.value == Value::Absent) {
            self.collect_missing(name, &mut keys);
        }
        // A rate may lack the same key twice, in its part and in its whole.
        let mut seen = BTreeSet::new();
        keys.retain(|key| seen.insert(key.clone()));
        keys
    }

    fn collect_missing(&self, name: &str, keys: &mut Vec<String>) {
        /// A message that names more projects than this helps nobody.
        const MAX_PROJECTS: usize = 3;
        if let Some((id, field)) = project_name(name) {
            let Some(project) = self.project(id) else { return };
            let absent = |part: &&ProjectField| project.value(**part) == Value::Absent;
            keys.extend(project_keys(field).iter().filter(absent).map(|part| match part {
                ProjectField::DimensionScore(_) => format!("projects[{id}].indicators"),
                _ => format!("projects[{id}].{}", part.key()),
            }));
            return;
        }
        let Some(figure) = self.department.get(name) else { return };
        if figure.value != Value::Absent {
            return;
        }
        match &figure.recipe {
            Recipe::Given { key, .. } => keys.push(key.clone()),
            Recipe::ProjectTotal { amount, .. } if self.projects.is_empty() => {
                keys.push(format!("budget.projects.{}", amount.key()));
            }
            Recipe::ProjectTotal { amount, group } => {
                let kind = match group {
                    ProjectGroup::OfKind(kind) | ProjectGroup::EvaluatedOfKind(kind) => Some(*kind),
                    _ => None,
                };
                let lacking = self.projects.iter().filter(|project| match kind {
                    Some(kind) => project.kinds().any(|entry| entry == (kind, None)),
                    None => project.amount(*amount).is_none(),
                });
                keys.extend(
                    lacking
                        .take(MAX_PROJECTS)
                        .map(|project| format!("projects[{}].{}", project.id, amount.key())),
                );
            }
            Recipe::Terms(terms) => {
                for (_, term) in terms {
                    self.collect_missing(term, keys);
                }
            }
            Recipe::Ledger { initial: score, .. } | Recipe::Grade { score } => {
                self.collect_missing(score, keys);
            }
            Recipe::Quotient { part, whole } => {
                self.collect_missing(part, keys);
                self.collect_missing(whole, keys);
            }
            Recipe::IndicatorTotal => keys.push("evaluation.score".to_owned()),
            Recipe::LedgerCount | Recipe::LedgerTotal { .. } => {
                keys.push("budget.adjustments".to_owned());
            }
            Recipe::Count(_) => {}
        }
    }

    pub(super) fn printed(&self, value: Value, print: Print) -> Figure {
        Figure { value, text: value.text(print, &self.display, &self.grades) }
    }
}

/// Returns the id and the field that `name` names, or `None` for a figure of the department.
pub(super) fn project_name(name: &str) -> Option<(&str, ProjectField)> {
    let (id, field) = name.strip_prefix("project.")?.split_once('.')?;
    Some((id, ProjectField::named(field)?))
}

/// Returns the fields of a project that `field` is computed from.
fn project_keys(field: ProjectField) -> &'static [ProjectField] {
    match field {
        ProjectField::Index => &[],
        ProjectField::Initial => &[ProjectField::Initial],
        ProjectField::Adjusted => &[ProjectField::Adjusted],
        ProjectField::Final => &[ProjectField::Final],
        ProjectField::Adjustment => &[ProjectField::Initial, ProjectField::Adjusted],
        ProjectField::ExpenditureRate => &[ProjectField::Initial, ProjectField::Final],
        ProjectField::ExecutionRate | ProjectField::ExecutionScore => {
            &[ProjectField::Adjusted, ProjectField::Final]
        }
        ProjectField::DimensionScore(Dimension::Output) => {
            &[ProjectField::DimensionScore(Dimension::Output)]
        }
        ProjectField::DimensionScore(Dimension::Outcome) => {
            &[ProjectField::DimensionScore(Dimension::Outcome)]
        }
        ProjectField::DimensionScore(Dimension::Satisfaction) => {
            &[ProjectField::DimensionScore(Dimension::Satisfaction)]
        }
        ProjectField::DimensionScore(Dimension::Cost) => {
            &[ProjectField::DimensionScore(Dimension::Cost)]
        }
        ProjectField::Score | ProjectField::Grade => &[ProjectField::Score],
    }
}
