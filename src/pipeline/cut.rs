//! The public edition of a filing, cut from the full one whose figures are computed.

use super::findings::Quoting;
use super::{Computed, Examined};
use crate::checks;
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::edition::{self, Cut, Known, KnownProject};
use crate::figures::{self, Figures, Value};
use crate::source::Sources;

impl Examined {
    /// Cuts the public edition from the full one, computes it and checks it.
    ///
    /// An error of the full edition is one of the public edition too, but of its words nothing may be
    /// shown. What is a note there for speaking of the public edition alone has its own severity here.
    pub(super) fn into_public(self) -> Self {
        let Self { mut findings, files, filing: Some(full) } = self else {
            let mut examined = self;
            examined.findings.quoting = Quoting::Nothing;
            return examined;
        };
        let found = std::mem::take(&mut findings.diagnostics).into_iter();
        let kept = found.filter(|finding| {
            finding.severity == Severity::Error || finding.code.is_of_disclosure()
        });
        let mut kept: Vec<_> = kept.collect();
        let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
        findings.quoting =
            if kept.iter().any(is_error) { Quoting::Nothing } else { Quoting::Places };
        for finding in kept.iter_mut().filter(|finding| finding.severity == Severity::Note) {
            finding.severity = finding.code.severity;
        }
        if kept.iter().any(|finding| finding.code == Code::WITHHELD_AMOUNT_UNKNOWN) {
            // Without the amount there are no totals, and so no public edition.
            findings.diagnostics = kept;
            return Self { findings, files, filing: None };
        }
        let policy = &full.form.form.disclosure;
        let Cut { edition, withheld } =
            edition::cut(full.edition.filing(), policy, &known(&full.figures));
        let figures = figures::compute(&edition, &full.form.form);
        let public = Computed { edition, form: full.form, figures, withheld };
        findings.diagnostics = kept;
        findings.diagnostics.extend(public.check(&findings.sources));
        diagnostic::sort(&mut findings.diagnostics);
        findings.diagnostics.dedup();
        Self { findings, files, filing: Some(public) }
    }
}

impl Computed {
    /// Returns what the checks find.
    pub(super) fn check(&self, sources: &Sources) -> Vec<Diagnostic> {
        let Self { edition, form, figures, withheld } = self;
        checks::run(&checks::Context { sources, edition, form: &form.form, figures, withheld })
    }
}

/// Returns what the figures of a full edition know of its filing, which a cut needs.
pub fn known(figures: &Figures) -> Known {
    let value = |name: &str| figures.get(name).map_or(Value::Absent, |figure| figure.value);
    let amounts = |scope: &str| {
        ["initial", "adjusted", "final"].map(|field| match value(&format!("{scope}.{field}")) {
            Value::Amount(amount) => Some(amount),
            _ => None,
        })
    };
    let projects = figures.projects().map(|project| KnownProject {
        amounts: [project.initial, project.adjusted, project.r#final],
        kinds: project.kind_parts().to_vec(),
        score: project.score,
    });
    Known {
        department: amounts("department"),
        expenditure: amounts("projects"),
        score: match value("overall_score") {
            Value::Score(score) => Some(score),
            _ => None,
        },
        projects: projects.collect(),
    }
}
