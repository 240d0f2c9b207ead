//! What a template sees of an edition: the filing's data, the form's words, and quoted figures.
//!
//! Lists and figures are made only as far as the template names them; everything else is a handful
//! of short texts.

mod adjustments;
mod answer;
mod changes;
mod county;
mod disclosure;
mod figures;
mod indicators;
mod lists;

use std::collections::BTreeMap;
use std::ops::Range;

use self::lists::Which;

pub(super) use self::county::county;

use super::Beside;
use super::conditions::STANDINGS;
use super::date_text::{print_day, print_time};
use super::gaps::{Gap, Gaps, Lack};
use super::language::Uses;
use crate::diagnostic::Diagnostic;
use crate::document::Seal;
use crate::edition::Edition;
use crate::edition::EditionKind;
use crate::figures::Figures;
use crate::form::Charts;
use crate::form::Form;
use crate::model::Filing;
use crate::source::{SourceId, Span, Spanned};

/// The view of one edition.
pub(super) struct View {
    /// What stands under each name.
    pub(super) context: tera::Context,
    /// What the filing lacks, by the numbers of the marks that stand for it.
    pub(super) gaps: Vec<Gap>,
    /// The faults of the prose that the template takes, and T602 for each figure that the template
    /// names and that is not there.
    pub(super) faults: Vec<Diagnostic>,
    /// Whether the template can be rendered in spite of the faults, to find what else is wrong.
    pub(super) can_render: bool,
}

/// What a view is made of.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) edition: &'a Edition,
    pub(super) form: &'a Form,
    pub(super) figures: &'a Figures,
    /// What the document shows besides its edition.
    pub(super) beside: Beside<'a>,
}

/// Makes the view that a template with these `uses` needs.
pub(super) fn view(seen: Seen<'_>, uses: &Uses, template: SourceId) -> View {
    let Seen { edition, form, figures, beside } = seen;
    let mut builder = Builder {
        edition,
        filing: edition.filing(),
        form,
        figures,
        beside,
        uses,
        template,
        gaps: Gaps::default(),
        faults: Vec::new(),
        can_render: true,
    };
    let mut context = tera::Context::new();
    for (name, value) in builder.root() {
        context.insert_value(name, value);
    }
    let standings = builder.standings();
    let can_render = builder.can_render && standings.is_some();
    context.insert_value(STANDINGS, standings.unwrap_or_else(tera::Value::none));
    let Builder { gaps, faults, .. } = builder;
    View { context, gaps: gaps.into_gaps(), faults, can_render }
}

/// Returns a count of rows for a cell to cover.
fn rows(count: usize) -> tera::Value {
    u64::try_from(count).unwrap_or(u64::MAX).into()
}

/// The parts of a record, by name.
type Fields = BTreeMap<&'static str, tera::Value>;

struct Builder<'a> {
    edition: &'a Edition,
    filing: &'a Filing,
    form: &'a Form,
    figures: &'a Figures,
    beside: Beside<'a>,
    uses: &'a Uses,
    template: SourceId,
    gaps: Gaps,
    faults: Vec<Diagnostic>,
    can_render: bool,
}

impl Builder<'_> {
    fn root(&mut self) -> Fields {
        let signature = match self.form.signature {
            None => "none",
            Some(Seal::Without) => "without_seal",
            Some(Seal::With) => "with_seal",
        };
        let public = self.edition.kind() == EditionKind::Public;
        let omission = match self.edition.omission() {
            Some(words) => words.into(),
            None => self.missing("view", "omission"),
        };
        let mut fields = Fields::from([
            ("edition", self.edition.key().into()),
            ("title_marked", (public && self.form.disclosure.title_marked).into()),
            ("totals", self.edition.totals().key().into()),
            ("omission", omission),
            ("fiscal_year", self.filing.fiscal_year.value.to_string().into()),
            ("amount_unit", self.form.display.amount_unit.name().into()),
            ("charts", self.charts().into()),
            ("signature", signature.into()),
            ("execution_weight", self.form.scoring.execution_weight.print().into()),
            ("department", self.department().into()),
            ("evaluation", self.evaluation().into()),
            ("disclosure", self.disclosure().into()),
            ("people", self.people().into()),
            ("kinds", self.kinds().into()),
            ("grades", self.grades().into()),
            ("narrative", self.narrative().into()),
            ("changes", self.changes().into()),
            ("register", self.register().into()),
            ("review", self.review().into()),
            ("answer", self.answer().into()),
            ("figures", self.quoted_figures()),
        ]);
        for (name, which) in [
            ("projects", Which::All),
            ("evaluated_projects", Which::Evaluated),
            ("unevaluated_projects", Which::Unevaluated),
        ] {
            if self.uses.field("view", name).is_some() {
                fields.insert(name, self.projects(which).into());
            }
        }
        if self.uses.field("view", "this_project").is_some() {
            fields.insert("this_project", self.this_project());
        }
        if self.uses.field("view", "adjustments").is_some() {
            fields.insert("adjustments", self.adjustments().into());
        }
        if self.uses.field("view", "adjustment_categories").is_some() {
            fields.insert("adjustment_categories", self.adjustment_categories().into());
        }
        fields
    }

    fn charts(&self) -> Fields {
        let Charts { budget, grades } = self.form.charts;
        Fields::from([("budget", budget.into()), ("grades", grades.into())])
    }

    fn department(&mut self) -> Fields {
        let department = &self.filing.department;
        let units = department.subordinate_units.iter();
        let units: Vec<tera::Value> = units.map(|unit| unit.value.as_str().into()).collect();
        Fields::from([
            ("name", department.name.value.as_str().into()),
            self.text("department", "finance_authority", department.finance_authority.as_ref()),
            ("subordinate_units", units.into()),
        ])
    }

    fn evaluation(&mut self) -> Fields {
        let evaluation = &self.filing.evaluation;
        let record = "evaluation";
        let mut fields = Fields::from([
            ("objectives", self.objectives("evaluation", &evaluation.objectives).into()),
            ("objective_rows", rows(1 + evaluation.objectives.len())),
            self.printed(record, "completed_on", evaluation.completed_on.as_ref(), |d| {
                print_day(*d)
            }),
            self.printed(record, "submitted_on", evaluation.submitted_on.as_ref(), |d| {
                print_day(*d)
            }),
            self.text(record, "lead_office", evaluation.lead_office.as_ref()),
            self.text(record, "basis_document", evaluation.basis_document.as_ref()),
        ]);
        self.department_form(&mut fields);
        fields
    }

    fn disclosure(&mut self) -> Fields {
        let disclosure = &self.filing.disclosure;
        let record = "disclosure";
        Fields::from([
            self.printed(record, "planned_for", disclosure.planned_for.as_ref(), |t| {
                print_time(*t)
            }),
            self.text(record, "channel", disclosure.channel.as_ref()),
            self.printed(record, "disclosed_on", disclosure.disclosed_on.as_ref(), |d| {
                print_day(*d)
            }),
            self.text(record, "url", disclosure.url.as_ref()),
        ])
    }

    fn people(&mut self) -> Fields {
        let people = &self.filing.people;
        [
            ("preparer", people.preparer.as_ref()),
            ("preparer_phone", people.preparer_phone.as_ref()),
            ("responsible_officer", people.responsible_officer.as_ref()),
            ("finance_officer", people.finance_officer.as_ref()),
            ("reviewer", people.reviewer.as_ref()),
        ]
        .into_iter()
        .map(|(field, text)| self.text("people", field, text))
        .collect()
    }

    fn text(
        &self,
        record: &'static str,
        field: &'static str,
        text: Option<&Spanned<String>>,
    ) -> (&'static str, tera::Value) {
        match text {
            Some(text) => (field, text.value.as_str().into()),
            None => (field, self.missing(record, field)),
        }
    }

    fn printed<T>(
        &self,
        record: &'static str,
        field: &'static str,
        value: Option<&Spanned<T>>,
        print: impl Fn(&T) -> String,
    ) -> (&'static str, tera::Value) {
        match value {
            Some(value) => (field, print(&value.value).into()),
            None => (field, self.missing(record, field)),
        }
    }

    /// Marks the gap of a key that the filing lacks, at the place where the template names it.
    fn missing(&self, record: &'static str, field: &'static str) -> tera::Value {
        let used_at = self.uses.field(record, field);
        let place = used_at.map(|used_at| (self.span(used_at), "模板在这里引用"));
        self.gaps.mark(Gap::Lacks(vec![Lack { key: format!("{record}.{field}"), place }]))
    }

    /// Returns a place in the template.
    fn span(&self, range: &Range<usize>) -> Span {
        Span { source: self.template, start: range.start, end: range.end }
    }
}
