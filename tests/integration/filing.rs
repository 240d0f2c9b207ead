//! Filings for tests: a YAML text becomes an edition with its form, figures and findings.

use ziping::checks::{self, Context};
use ziping::diagnostic::Diagnostic;
use ziping::edition::Edition;
use ziping::figures::{self, Explanation, Figures};
use ziping::form::{self, Form};
use ziping::model;
use ziping::source::{Opened, Sources};

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
        let mut sources = Sources::new();
        let file = sources.add("filing.yaml", text);
        let opened = Opened { files: vec![file], faults: Vec::new() };
        let (filing, faults) = model::load(&sources, &opened);
        let lines: Vec<_> = faults.iter().map(|fault| line(&sources, fault)).collect();
        let filing = filing.unwrap_or_else(|| panic!("the filing loads:\n{}", lines.join("\n")));
        let form = form::load(&mut sources, &filing.form, None).unwrap();
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
        let Self { sources, edition, form, figures } = self;
        let findings = checks::run(&Context { sources, edition, form, figures });
        let lines: Vec<_> = findings.iter().map(|finding| line(sources, finding)).collect();
        lines.join("\n")
    }
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
