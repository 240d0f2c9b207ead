//! The findings of a run, with the texts that they point into.

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::source::Sources;

/// The findings of one filing.
#[derive(Debug, Default)]
pub struct Findings {
    /// The files that the findings point into.
    pub sources: Sources,
    /// The findings, sorted by file, place and code.
    pub diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// Returns whether a finding stops the writing of documents.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns whether a person must look at something.
    pub fn has_warnings(&self) -> bool {
        self.count(Severity::Warning) > 0
    }

    /// Returns the findings with the lines at fault.
    pub fn render_full(&self, colour: bool) -> String {
        diagnostic::render_full(&self.sources, &self.diagnostics, colour)
    }

    /// Returns a line for each finding.
    pub fn render_concise(&self) -> String {
        diagnostic::render_concise(&self.sources, &self.diagnostics)
    }

    /// Returns a JSON object on a line for each finding.
    pub fn render_json(&self) -> String {
        diagnostic::render_json(&self.sources, &self.diagnostics)
    }

    /// Returns the counts in a sentence: 2 个错误，1 个警告.
    pub fn summary(&self) -> String {
        let counts = [
            (self.count(Severity::Error), "个错误"),
            (self.count(Severity::Warning), "个警告"),
            (self.count(Severity::Note), "个提示"),
        ];
        let parts: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if parts.is_empty() { "没有发现问题".to_owned() } else { parts.join("，") }
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}
