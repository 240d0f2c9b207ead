//! The figures of the view: quoted where a template names them, and where they stand.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Builder;
use crate::figures::{Figure, ProjectField, ProjectFigures, Value};
use crate::source::Span;
use crate::template::conditions;
use crate::template::gaps::{self, Gap, Lack};
use crate::template::markup::push_quote;
use crate::template::narrative::unknown_figure;
use crate::template::schema::Scope;

impl Builder<'_> {
    /// Returns the figures that the template quotes by their whole names, as a tree of names.
    pub(super) fn quoted_figures(&mut self) -> tera::Value {
        let mut tree = Branch::default();
        for (name, used_at) in self.uses.figures(Scope::Filing) {
            let quote = self.quote(name, used_at);
            tree.insert(name, quote);
        }
        tree.into_value()
    }

    /// Returns the figures that the template quotes below `scope`, whose names begin with `prefix`.
    pub(super) fn figures_below(&mut self, scope: Scope, prefix: &str) -> tera::Value {
        let mut tree = Branch::default();
        for (rest, used_at) in self.uses.figures(scope) {
            let quote = self.quote(&format!("{prefix}{rest}"), used_at);
            tree.insert(rest, quote);
        }
        tree.into_value()
    }

    /// Returns the figures of the project at `place` that the template quotes.
    pub(super) fn project_figures(&mut self, figures: &ProjectFigures, place: Span) -> tera::Value {
        let mut tree = Branch::default();
        let mut name = format!("project.{}.", figures.id);
        let prefix = name.len();
        for (written, _) in self.uses.figures(Scope::Project) {
            name.truncate(prefix);
            name.push_str(written);
            // `language` lets no other name pass.
            let Some(field) = ProjectField::named(written) else { continue };
            let figure = self.figures.of_project(figures, field);
            let quote = if figure.value.is_printable() {
                quote(&name, &figure)
            } else {
                self.gaps.mark(self.gap(&name, figure.value, |_| (place, "在这个项目里")))
            };
            tree.insert(written, quote);
        }
        tree.into_value()
    }

    /// Returns the figure called `name` in its element, or the mark of a gap.
    fn quote(&mut self, name: &str, used_at: &Range<usize>) -> tera::Value {
        match self.figures.get(name) {
            Some(figure) if figure.value.is_printable() => quote(name, &figure),
            Some(figure) => {
                self.gaps.mark(self.gap(name, figure.value, |key| match self.project_of(key) {
                    Some(project) => (project, "在这个项目里"),
                    None => (self.span(used_at), "模板在这里引用"),
                }))
            }
            None => self.unknown(name, used_at),
        }
    }

    /// Returns the gap of a figure that has nothing to print, each key that it lacks at its place.
    fn gap(&self, name: &str, value: Value, place: impl Fn(&str) -> (Span, &'static str)) -> Gap {
        let keys = self.figures.missing_keys(name);
        if keys.is_empty() {
            let (span, label) = place("");
            let fault = gaps::absent_figure(name, value, self.figures).at(span, label);
            return Gap::Fault(match value {
                Value::NoBase => fault.help(gaps::wording_of_no_base(name)),
                _ => fault,
            });
        }
        let lacks = keys.into_iter().map(|key| {
            let place = Some(place(&key));
            Lack { key, place }
        });
        Gap::Lacks(lacks.collect())
    }

    /// Returns the place of the project that `key` belongs to.
    fn project_of(&self, key: &str) -> Option<Span> {
        let (id, _) = key.strip_prefix("projects[")?.split_once(']')?;
        let project = self.filing.projects.iter().find(|project| project.id.value == id)?;
        Some(project.id.span)
    }

    /// Reports a figure that is not there, once for a place in the template.
    fn unknown(&mut self, name: &str, used_at: &Range<usize>) -> tera::Value {
        let fault = unknown_figure(name, self.figures).at(self.span(used_at), "");
        if !self.faults.iter().any(|earlier| earlier.primary == fault.primary) {
            self.faults.push(fault.clone());
        }
        self.gaps.mark(Gap::Fault(fault))
    }

    /// Returns the standings of the figures that conditions ask for; `None` where one of them is not
    /// there, since nothing then tells which branch to take.
    pub(super) fn standings(&mut self) -> Option<tera::Value> {
        let mut standings = Some(BTreeMap::new());
        for (name, used_at) in self.uses.tested() {
            let Some(figure) = self.figures.get(name) else {
                self.unknown(name, used_at);
                standings = None;
                continue;
            };
            if let Some(standings) = &mut standings {
                standings.insert(name.to_owned(), conditions::standing(figure.value));
            }
        }
        standings.map(conditions::standings)
    }
}

/// Returns the element that quotes a figure, ready for a template.
pub(super) fn quote(name: &str, figure: &Figure) -> tera::Value {
    let mut markup = String::with_capacity(name.len() + figure.text.len() + 24);
    push_quote(&mut markup, name, &figure.text);
    tera::Value::safe_string(&markup)
}

/// A tree of figure names.
#[derive(Default)]
pub(super) struct Branch {
    leaf: Option<tera::Value>,
    branches: BTreeMap<String, Self>,
}

impl Branch {
    pub(super) fn insert(&mut self, name: &str, value: tera::Value) {
        let mut branch = self;
        for step in name.split('.') {
            branch = branch.branches.entry(step.to_owned()).or_default();
        }
        branch.leaf = Some(value);
    }

    pub(super) fn into_value(self) -> tera::Value {
        if let Some(leaf) = self.leaf {
            return leaf;
        }
        let parts = self.branches.into_iter().map(|(name, branch)| (name, branch.into_value()));
        parts.collect::<BTreeMap<_, _>>().into()
    }
}
