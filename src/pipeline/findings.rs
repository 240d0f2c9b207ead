//! The findings of a run, with the texts that they point into.

use super::Purpose;
use super::codes::code_summary;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::source::Sources;

/// The findings of one filing.
#[derive(Debug, Default)]
pub struct Findings {
    /// The files that the findings point into.
    pub sources: Sources,
    /// The findings, sorted by file, place and code.
    pub diagnostics: Vec<Diagnostic>,
    /// How much of the filing is shown while documents are made.
    pub quoting: Quoting,
}

/// How much of a filing its findings may show while documents are made.
///
/// What is published is made where others may look on, and a line of the YAML may have something
/// withheld beside what is at fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quoting {
    /// The lines at fault.
    #[default]
    Lines,
    /// Places and messages, which are those of the public edition.
    Places,
    /// How many there are: they are of the full edition.
    Nothing,
}

/// Returns the findings of several filings as one SARIF log.
pub fn render_sarif(filings: &[Findings]) -> String {
    let filings =
        filings.iter().map(|findings| (&findings.sources, findings.diagnostics.as_slice()));
    diagnostic::render_sarif(filings, code_summary)
}

impl Findings {
    /// Returns whether a finding stops the writing of documents.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns whether the findings stop what is written for `purpose`: any error a final report,
    /// but a draft only one that is no contradiction of the filing's.
    pub fn stop(&self, purpose: Purpose) -> bool {
        self.diagnostics.iter().any(|diagnostic| {
            diagnostic.severity == Severity::Error
                && !(purpose == Purpose::Draft && diagnostic.code.is_contradiction())
        })
    }

    /// Returns whether the findings stop the officer's review: any error but of the checks of
    /// disclosure, which it lists.
    pub fn stop_review(&self) -> bool {
        let mut errors =
            self.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
        errors.any(|finding| !finding.code.is_of_disclosure())
    }

    /// Returns whether a person must look at something.
    pub fn has_warnings(&self) -> bool {
        self.count(Severity::Warning) > 0
    }

    /// Returns the findings with the lines at fault, grouped by file.
    pub fn render_grouped(&self) -> String {
        diagnostic::render_grouped(&self.sources, &self.diagnostics, false)
    }

    /// Returns a line for each finding.
    pub fn render_concise(&self) -> String {
        diagnostic::render_concise(&self.sources, &self.diagnostics)
    }

    /// Returns a line for each finding, and below it a line for each sentence of its help: for findings
    /// that stand in no text, and name their places themselves.
    pub fn render_told(&self) -> String {
        let mut sorted = self.diagnostics.clone();
        diagnostic::sort(&mut sorted);
        let told = sorted.iter().map(|finding| {
            let line = diagnostic::render_concise(&self.sources, std::slice::from_ref(finding));
            let help = finding.help.iter().map(|help| format!("  帮助：{help}\n"));
            line + &help.collect::<String>()
        });
        told.collect()
    }

    /// Returns a JSON object on a line for each finding.
    pub fn render_json(&self) -> String {
        diagnostic::render_json(&self.sources, &self.diagnostics)
    }

    /// Returns the counts in a sentence: 2 个错误、1 个警告.
    pub fn summary(&self) -> String {
        diagnostic::counts(self.diagnostics.iter())
    }

    /// Returns the errors in full, and what is wrong with the page, which only a build finds.
    pub fn render_stopping(&self, colour: bool) -> String {
        let shown: Vec<_> =
            self.diagnostics.iter().filter(|finding| is_shown(finding)).cloned().collect();
        match self.quoting {
            Quoting::Lines => diagnostic::render_full(&self.sources, &shown, colour),
            Quoting::Places => diagnostic::render_concise(&self.sources, &shown),
            Quoting::Nothing => String::new(),
        }
    }

    /// Returns the counts of the findings that [`Findings::render_stopping`] leaves out, or `None`
    /// where it leaves none out.
    pub fn left_out(&self) -> Option<String> {
        let is_left =
            |finding: &&Diagnostic| self.quoting == Quoting::Nothing || !is_shown(finding);
        let mut left = self.diagnostics.iter().filter(is_left).peekable();
        left.peek()?;
        Some(diagnostic::counts(left))
    }

    /// Returns how many errors, warnings and notes there are.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |severity| self.count(severity);
        (count(Severity::Error), count(Severity::Warning), count(Severity::Note))
    }

    /// Returns the findings that a build shows, a line each.
    pub fn stopping_lines(&self, most: usize) -> Vec<String> {
        let shown: Vec<_> = self
            .diagnostics
            .iter()
            .filter(|finding| is_shown(finding))
            .take(most)
            .cloned()
            .collect();
        let text = diagnostic::render_concise(&self.sources, &shown);
        text.lines().map(str::to_owned).collect()
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// Returns whether a build shows `finding` in full.
fn is_shown(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error || finding.code.id.starts_with('W')
}
