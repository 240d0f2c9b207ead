//! Filings for tests: a YAML text becomes an edition with its form, figures and findings.

use std::path::Path;

use ziping::checks::{self, Context};
use ziping::diagnostic::Diagnostic;
use ziping::edition::{self, Edition};
use ziping::figures::{self, Explanation, Figures};
use ziping::form::{self, Form};
use ziping::model;
use ziping::pipeline::{Pipeline, Settings};
use ziping::source::{Opened, Sources};
use ziping::template::{Paper, Template};

/// A filing that was loaded, and everything computed from it.
pub(crate) struct Computed {
    pub(crate) sources: Sources,
    pub(crate) edition: Edition,
    pub(crate) form: Form,
    pub(crate) figures: Figures,
}

impl Computed {
    /// Computes the filing that stands in `text`, by its own form.
    pub(crate) fn of(text: &str) -> Self {
        Self::by_forms(text, None)
    }

    /// Computes the filing that stands in `text`, by its own form, which may be one in `templates`.
    pub(crate) fn by_forms(text: &str, templates: Option<&Path>) -> Self {
        let mut sources = Sources::new();
        let file = sources.add("filing.yaml", text);
        let opened = Opened { files: vec![file], faults: Vec::new() };
        let (filing, faults) = model::load(&sources, &opened);
        let lines: Vec<_> = faults.iter().map(|fault| line(&sources, fault)).collect();
        let filing = filing.unwrap_or_else(|| panic!("the filing loads:\n{}", lines.join("\n")));
        let form = form::load(&mut sources, &filing.form, templates).unwrap();
        let edition = Edition::full(filing);
        let figures = figures::compute(&edition, &form);
        Self { sources, edition, form, figures }
    }

    /// Returns the printed text of a figure that there must be.
    pub(crate) fn text(&self, name: &str) -> String {
        self.figures.get(name).unwrap_or_else(|| panic!("{name} is a figure")).text
    }

    pub(crate) fn explain(&self, name: &str) -> Explanation {
        figures::explain(&self.edition, &self.form, &self.figures, name).unwrap()
    }

    /// Runs the checks and returns their findings, a line each, with the help behind.
    pub(crate) fn findings(&self) -> String {
        let lines: Vec<_> =
            self.diagnostics().iter().map(|finding| line(&self.sources, finding)).collect();
        lines.join("\n")
    }

    /// Returns the findings of the checks and those of wording the report.
    pub(crate) fn findings_worded(&self) -> String {
        let template = Template::of(&self.form, &self.sources, Paper::WorkReport);
        let worded = template.and_then(|t| t.render(&self.edition, &self.form, &self.figures));
        let mut findings = self.diagnostics();
        findings.extend(worded.err().unwrap_or_default());
        let lines: Vec<_> = findings.iter().map(|finding| line(&self.sources, finding)).collect();
        lines.join("\n")
    }

    /// Runs the checks and returns the codes of their findings.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.diagnostics().iter().map(|finding| finding.code.id).collect()
    }

    /// Runs the checks.
    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        let Self { sources, edition, form, figures } = self;
        let known = ziping::pipeline::known(figures);
        let withheld = &edition::withheld(edition.filing(), &form.disclosure, &known);
        checks::run(&Context { sources, edition, form, figures, withheld })
    }
}

/// Returns everything that is found in the filing at `path`, a line each, with the help behind.
pub(crate) fn found_on_disk(path: &Path) -> String {
    let findings = Pipeline::new(Settings::default()).check(path).unwrap();
    let lines = findings.diagnostics.iter().map(|finding| line(&findings.sources, finding));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns `file:line:column: code message`, and each help on a line of its own.
fn line(sources: &Sources, finding: &Diagnostic) -> String {
    let place = finding.primary.as_ref().map_or_else(String::new, |label| {
        let position = sources.position(label.span);
        let file = &sources.get(label.span.source).name;
        format!("{file}:{}:{}: ", position.line, position.column)
    });
    let mut line = format!("{place}{} {}", finding.code.id, finding.message);
    for help in &finding.help {
        line.push_str("\n    ");
        line.push_str(help);
    }
    line
}
