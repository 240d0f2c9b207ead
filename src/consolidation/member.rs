//! One of those that are added up: the department's own part, or a unit.

use super::UnitFiling;
use crate::diagnostic::{Code, Diagnostic};
use crate::edition::Edition;
use crate::figures::{Figures, Value, explain};
use crate::form::Form;
use crate::model::{Filing, StatedAmounts};
use crate::quantity::Amount;
use crate::source::{Span, Spanned};

/// How deep a figure is followed to the place of its first number: department, projects, a project.
const MAX_STEPS: usize = 3;

/// One of those that are added up.
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    edition: &'a Edition,
    pub(super) figures: &'a Figures,
    /// Where the department lists it; `None` for the department itself.
    path: Option<&'a Spanned<String>>,
}

impl<'a> Member<'a> {
    pub(super) fn own(edition: &'a Edition, figures: &'a Figures) -> Self {
        Self { edition, figures, path: None }
    }

    pub(super) fn unit(unit: &'a UnitFiling) -> Self {
        Self { edition: &unit.edition, figures: &unit.figures, path: Some(&unit.path) }
    }

    pub(super) fn filing(&self) -> &'a Filing {
        self.edition.filing()
    }

    pub(super) fn is_unit(&self) -> bool {
        self.path.is_some()
    }

    /// Returns what the member is called beside its part of a sum.
    pub(super) fn whose(&self) -> String {
        match self.path {
            Some(_) => self.filing().department.name.value.clone(),
            None => "本级".to_owned(),
        }
    }

    /// Returns whether the member has money of its own; a department may have none besides its units'.
    pub(super) fn has_money(&self) -> bool {
        let Filing { budget, projects, .. } = self.filing();
        let lines = [&budget.projects, &budget.basic, &budget.other];
        self.is_unit()
            || !projects.is_empty()
            || lines.iter().any(|line| **line != StatedAmounts::default())
    }

    /// Returns the amount of a figure, and where the first number stands that it follows from.
    pub(super) fn amount(&self, name: &str, form: &Form) -> Option<(Amount, Span)> {
        match self.figures.get(name)?.value {
            Value::Amount(amount) => Some((amount, self.place(name, form))),
            _ => None,
        }
    }

    fn place(&self, name: &str, form: &Form) -> Span {
        let mut name = name.to_owned();
        for _ in 0..MAX_STEPS {
            let Some(words) = explain(self.edition, form, self.figures, &name) else { break };
            if let Some(span) = words.inputs.iter().find_map(|input| input.span) {
                return span;
            }
            let Some(first) = words.inputs.into_iter().next() else { break };
            name = first.name;
        }
        self.filing().department.name.span
    }
}

/// What stands in the way of a sum.
#[derive(Default)]
pub(super) struct Complaints {
    pub(super) findings: Vec<Diagnostic>,
}

impl Complaints {
    /// Says what is wrong with `member`: where the department lists it, with its own filing beside.
    pub(super) fn about(&mut self, member: &Member<'_>, what: &str, help: &str) {
        let name = &member.filing().department.name;
        self.findings.push(match member.path {
            Some(path) => {
                Diagnostic::new(Code::UNIT_UNUSABLE, format!("所属单位“{}”{what}", name.value))
                    .at(path.span, "不能汇总")
                    .related(name.span, "它的填报")
                    .help(help)
            }
            None => Diagnostic::new(Code::UNIT_UNUSABLE, format!("部门本级{what}"))
                .at(name.span, "不能汇总")
                .help(help),
        });
    }
}
