//! The public edition of a filing, cut from the full one whose figures are computed.

use std::sync::Arc;

use super::findings::Quoting;
use super::{Computed, Examined, Findings};
use crate::checks;
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::edition::{self, Cut, Known, KnownProject};
use crate::figures::{self, Figures, Value};
use crate::source::Sources;

impl Examined {
    /// Cuts the public edition from the full one, computes it and checks it.
    ///
    /// An error of the full edition is one of the public edition too, but of its words nothing may be
    /// shown. What the checks of disclosure only note there counts here as they say.
    pub(super) fn into_public(self) -> Self {
        let Self { mut findings, files, unit_files, filing: Some(full) } = self else {
            let mut examined = self;
            examined.findings.quoting = Quoting::Nothing;
            return examined;
        };
        let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
        let has_errors = findings.diagnostics.iter().any(is_error);
        findings.quoting = if has_errors { Quoting::Nothing } else { Quoting::Places };
        let kept = kept(std::mem::take(&mut findings.diagnostics));
        let (filing, diagnostics) = full.cut(kept, &findings.sources);
        findings.diagnostics = diagnostics;
        Self { findings, files, unit_files, filing }
    }

    /// Returns the public edition beside the full one, which this is: what both find is found in the
    /// full one alone, whose errors are not counted again.
    pub(super) fn beside(&self) -> Self {
        let Self { findings, files, unit_files, filing } = self;
        let sources = findings.sources.clone();
        let cut =
            filing.as_ref().map(|full| full.cut(kept(findings.diagnostics.clone()), &sources));
        let (filing, mut diagnostics) = cut.unwrap_or_default();
        diagnostics.retain(|finding| !findings.diagnostics.contains(finding));
        let findings = Findings { sources, diagnostics, quoting: Quoting::Places };
        Self { findings, files: files.clone(), unit_files: unit_files.clone(), filing }
    }
}

/// Returns what counts in the public edition of what was found in the full one.
fn kept(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let kept = found
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error || finding.code.is_of_disclosure());
    let mut kept: Vec<_> = kept.collect();
    for finding in kept.iter_mut().filter(|finding| finding.severity == Severity::Note) {
        finding.severity = finding.code.severity;
    }
    kept
}

impl Computed {
    /// Cuts the public edition from the full one, which this is, and computes it.
    pub(super) fn public(&self) -> Self {
        let policy = &self.form.form.disclosure;
        let Cut { edition, withheld } =
            edition::cut(self.edition.filing(), policy, &known(&self.figures));
        let figures = figures::compute(&edition, &self.form.form);
        Self { edition, form: Arc::clone(&self.form), figures, withheld }
    }

    /// Cuts the public edition, and adds what is found in it to what is `kept` of the full one's
    /// findings; `None` where a withheld amount is missing.
    fn cut(&self, mut kept: Vec<Diagnostic>, sources: &Sources) -> (Option<Self>, Vec<Diagnostic>) {
        if kept.iter().any(|finding| finding.code == Code::WITHHELD_AMOUNT_UNKNOWN) {
            // Without the amount there are no totals, and so no public edition.
            return (None, kept);
        }
        let public = self.public();
        kept.extend(public.check(sources));
        diagnostic::sort(&mut kept);
        kept.dedup();
        (Some(public), kept)
    }

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
