//! A county's summary in the view of its template: figures of all departments, and a row for each.

use std::collections::BTreeMap;
use std::ops::Range;

use super::figures::{Branch, quote};
use super::{Fields, View};
use crate::county::{County, Department, RowField, Submission};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::figures::Figure;
use crate::form::Form;
use crate::quantity::Grade;
use crate::source::{SourceId, Span};
use crate::template::conditions::{self, STANDINGS};
use crate::template::gaps::{Gap, Gaps};
use crate::template::language::Uses;
use crate::template::schema::Scope;

/// Makes the view that a template with these `uses` needs of `county`.
pub(in crate::template) fn county(
    county: &County,
    form: &Form,
    uses: &Uses,
    template: SourceId,
) -> View {
    let mut builder =
        Builder { county, form, uses, template, gaps: Gaps::default(), faults: Vec::new() };
    let mut context = tera::Context::new();
    for (name, value) in builder.root() {
        context.insert_value(name, value);
    }
    let standings = builder.standings();
    let can_render = standings.is_some();
    context.insert_value(STANDINGS, standings.unwrap_or_else(tera::Value::none));
    let Builder { gaps, faults, .. } = builder;
    View { context, gaps: gaps.into_gaps(), faults, can_render }
}

struct Builder<'a> {
    county: &'a County,
    form: &'a Form,
    uses: &'a Uses,
    template: SourceId,
    gaps: Gaps,
    faults: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn root(&mut self) -> Fields {
        let county = self.county;
        let departments = (1..).zip(&county.departments);
        let departments: Vec<Fields> =
            departments.map(|(place, department)| self.department(place, department)).collect();
        let uncounted = county.uncounted.iter();
        let uncounted: Vec<Fields> =
            uncounted.map(|submission| self.uncounted(submission)).collect();
        let lacking = county.lacking.iter().map(|lacking| {
            Fields::from([
                ("label", lacking.label.into()),
                ("departments", lacking.departments.into()),
            ])
        });
        Fields::from([
            ("fiscal_year", county.fiscal_year.to_string().into()),
            ("amount_unit", self.form.display.amount_unit.name().into()),
            (
                "finance_authority",
                self.given("finance_authority", county.finance_authority.as_ref()),
            ),
            ("grade_scale", self.form.grades.description().into()),
            ("lacking", lacking.collect::<Vec<_>>().into()),
            ("departments", departments.into()),
            ("uncounted", uncounted.into()),
            ("kinds", self.kinds().into()),
            ("grades", self.grades().into()),
            ("figures", self.quoted(Scope::Filing, "")),
        ])
    }

    fn kinds(&mut self) -> Vec<Fields> {
        let form = self.form;
        let kinds = form.kinds.iter().map(|(kind, label)| {
            let figures = self.quoted(Scope::Kind, &format!("by_kind.{}.", kind.key()));
            Fields::from([
                ("key", kind.key().into()),
                ("label", label.into()),
                ("figures", figures),
            ])
        });
        kinds.collect()
    }

    fn grades(&mut self) -> Vec<Fields> {
        let form = self.form;
        let grades = Grade::ALL.into_iter().map(|grade| {
            let figures = self.quoted(Scope::Grade, &format!("by_grade.{}.", grade.key()));
            Fields::from([
                ("key", grade.key().into()),
                ("label", form.grades.label(grade).into()),
                ("figures", figures),
            ])
        });
        grades.collect()
    }

    fn department(&self, place: usize, department: &Department) -> Fields {
        let mut tree = Branch::default();
        for (written, _) in self.uses.figures(Scope::Department) {
            // `language` lets no other name pass.
            let Some(field) = RowField::named(written) else { continue };
            let name = format!("departments.{place}.{written}");
            tree.insert(written, self.quote(&name, department.figure(field), "部门没有填报"));
        }
        Fields::from([
            ("name", department.name.as_str().into()),
            ("clean", department.is_clean.into()),
            ("figures", tree.into_value()),
        ])
    }

    fn uncounted(&self, submission: &Submission) -> Fields {
        Fields::from([
            ("name", submission.department.as_deref().unwrap_or("—").into()),
            ("filing", submission.filing.as_str().into()),
            ("ending", submission.ending.key().into()),
            ("label", submission.ending.name().into()),
            ("errors", submission.errors.into()),
            ("warnings", submission.warnings.into()),
            ("reason", self.given("reason", submission.reason.as_ref())),
        ])
    }

    /// Returns the figures that the template quotes below `scope`, whose names begin with `prefix`.
    fn quoted(&mut self, scope: Scope, prefix: &str) -> tera::Value {
        let mut tree = Branch::default();
        for (rest, used_at) in self.uses.figures(scope) {
            let name = format!("{prefix}{rest}");
            let value = match self.county.figure(&name) {
                Some(figure) => self.quote(&name, figure, "没有部门填报"),
                None => self.unknown(&name, used_at),
            };
            tree.insert(rest, value);
        }
        tree.into_value()
    }

    /// Returns a figure in its element, or the mark of a gap.
    fn quote(&self, name: &str, figure: &Figure, why: &str) -> tera::Value {
        if figure.value.is_printable() {
            return quote(name, figure);
        }
        // A column's gaps are one finding, not one a row.
        let shown = name.rsplit_once('.').filter(|_| name.starts_with("departments."));
        let shown = shown.map_or(name, |(_, field)| field);
        let finding =
            Diagnostic::new(Code::UNKNOWN_VARIABLE, format!("{shown} 没有数值（{why}），不能引用"));
        self.gaps.mark(Gap::Fault(finding.help("在模板里先判断它有没有数值")))
    }

    fn given(&self, path: &str, text: Option<&String>) -> tera::Value {
        text.map_or_else(
            || {
                let finding = Diagnostic::new(Code::UNKNOWN_VARIABLE, format!("没有 {path}"));
                let help = format!("在模板里先判断：{{% if {path} is given %}}");
                self.gaps.mark(Gap::Fault(finding.help(help)))
            },
            |text| text.as_str().into(),
        )
    }

    /// Returns the standings of the figures that conditions ask for; `None` where one is not there.
    fn standings(&mut self) -> Option<tera::Value> {
        let mut standings = Some(BTreeMap::new());
        for (name, used_at) in self.uses.tested() {
            match (self.county.figure(name), &mut standings) {
                (Some(figure), Some(standings)) => {
                    standings.insert(name.to_owned(), conditions::standing(figure.value));
                }
                (Some(_), None) => {}
                (None, _) => {
                    self.unknown(name, used_at);
                    standings = None;
                }
            }
        }
        standings.map(conditions::standings)
    }

    /// Reports a figure that is not there, once for a place in the template.
    fn unknown(&mut self, name: &str, used_at: &Range<usize>) -> tera::Value {
        let span = Span { source: self.template, start: used_at.start, end: used_at.end };
        let message = format!("汇总没有名为“{name}”的数字");
        let fault = Diagnostic::new(Code::UNKNOWN_VARIABLE, message).at(span, "");
        let fault = match nearest(name, self.county.names()) {
            Some(close) => fault.help(format!("是不是“{close}”？")),
            None => fault,
        };
        if !self.faults.iter().any(|earlier| earlier.primary == fault.primary) {
            self.faults.push(fault.clone());
        }
        self.gaps.mark(Gap::Fault(fault))
    }
}
