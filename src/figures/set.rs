//! The figures of a filing by name.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::figure::Print;
use super::name::{self, Name};
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
        let value = match Name::of(name) {
            Name::Project(id, field) => self.project(id)?.value(field),
            Name::ProjectIndicator(id, number) => {
                Value::of_score(self.project(id)?.indicator(number)?.awarded)
            }
            Name::Indicator(number) => Value::of_score(self.indicator(number)?.awarded),
            Name::Department => {
                let figure = self.department.get(name)?;
                return Some(self.printed(figure.value, Print::Total));
            }
        };
        Some(self.printed(value, Print::Project))
    }

    /// Returns what the figure called `name` is, in Chinese.
    pub fn label(&self, name: &str) -> Option<String> {
        match Name::of(name) {
            Name::Project(id, field) => {
                let project = self.project(id)?;
                Some(format!("“{}”{}", project.name, field.label()))
            }
            Name::ProjectIndicator(id, number) => {
                let project = self.project(id)?;
                project.indicator(number)?;
                Some(format!("“{}”绩效指标第{number}项得分", project.name))
            }
            Name::Indicator(number) => {
                self.indicator(number)?;
                Some(format!("部门整体绩效指标第{number}项得分"))
            }
            Name::Department => self.department.get(name).map(|figure| figure.label.clone()),
        }
    }

    /// Returns what kind of value the figure called `name` has, or would have if its inputs were
    /// there.
    pub fn kind(&self, name: &str) -> Option<FigureKind> {
        match Name::of(name) {
            Name::Project(id, field) => self.project(id).map(|_| field.kind()),
            Name::ProjectIndicator(id, number) => {
                self.project(id)?.indicator(number).map(|_| FigureKind::Score)
            }
            Name::Indicator(number) => self.indicator(number).map(|_| FigureKind::Score),
            Name::Department => self.department.get(name).map(|figure| figure.kind),
        }
    }

    /// Returns the names of the figures that the rate called `name` divides: part and whole.
    pub fn quotient(&self, name: &str) -> Option<(String, String)> {
        if let Name::Project(id, field) = Name::of(name) {
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
        let own = (1..=self.indicators.len()).map(|number| {
            let indicator = name::of_indicator(number);
            format!("evaluation.{indicator}")
        });
        let of_projects = self.projects.iter().flat_map(|project| {
            let fields = project.fields().map(|field| field.key().to_owned());
            let indicators = (1..=project.indicator_points().len()).map(name::of_indicator);
            let names = fields.chain(indicators);
            names.map(|name| format!("project.{}.{name}", project.id))
        });
        self.department_names().map(str::to_owned).chain(own).chain(of_projects)
    }

    /// Returns the names of the figures that are neither a project's nor an indicator's, in reading
    /// order.
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

    /// Returns the points of the `number`th of the department's own indicators, from 1 in the order
    /// of the filing.
    pub fn indicator(&self, number: usize) -> Option<IndicatorPoints> {
        self.indicators.get(number.checked_sub(1)?).copied()
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
        /// A form with more indicators than this is looked through no further.
        const MAX_INDICATORS: usize = 200;
        let parts: Option<(&str, &str)> =
            name.strip_prefix("project.").and_then(|rest| rest.split_once('.'));
        if let Some((id, field)) = parts {
            let id = if self.by_id.contains_key(id) { id } else { self.nearest_project(id)? };
            let count = self.project(id)?.indicator_points().len().min(MAX_INDICATORS);
            let indicators: Vec<_> = (1..=count).map(name::of_indicator).collect();
            let fields = ProjectField::ALL.iter().map(|field| field.key());
            let indicators = indicators.iter().map(String::as_str);
            let field = diagnostic::nearest(field, fields.chain(indicators))?;
            return Some(format!("project.{id}.{field}"));
        }
        let own: Vec<_> = (1..=self.indicators.len().min(MAX_INDICATORS))
            .map(|number| format!("evaluation.{}", name::of_indicator(number)))
            .collect();
        let known = self.department_names().chain(own.iter().map(String::as_str));
        diagnostic::nearest(name, known).map(str::to_owned)
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
        match Name::of(name) {
            Name::Project(id, field) => {
                let Some(project) = self.project(id) else { return };
                let absent = |part: &&ProjectField| project.value(**part) == Value::Absent;
                keys.extend(project_keys(field).iter().filter(absent).map(|part| match part {
                    ProjectField::DimensionScore(_) => format!("projects[{id}].indicators"),
                    _ => format!("projects[{id}].{}", part.key()),
                }));
                return;
            }
            Name::ProjectIndicator(id, number) => {
                keys.push(format!("projects[{id}].indicators[{number}].score"));
                return;
            }
            Name::Indicator(number) => {
                keys.push(format!("evaluation.indicators[{number}].score"));
                return;
            }
            Name::Department => {}
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
