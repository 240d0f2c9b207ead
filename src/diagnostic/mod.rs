//! Diagnostics: what is wrong with a filing, at which place, and what to type instead.

mod code;
mod order;
mod full;
mod grouped;
mod concise;
mod place;
mod json;
mod sarif;
mod nearest;

pub use code::{Code, Severity};
pub use concise::render_concise;
pub use full::render_full;
pub use grouped::{counts, render_grouped};
pub use json::render_json;
pub use nearest::{nearest, nearest_described};
pub use order::sort;
pub use sarif::render_sarif;

use crate::source::Span;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The check that found it.
    pub code: Code,
    /// How much it weighs here; a form may differ from the code's default.
    pub severity: Severity,
    /// What is wrong, in Chinese, complete in itself.
    pub message: String,
    /// The place at fault, with the words that stand beside it; `None` for a fault of no place.
    pub primary: Option<Label>,
    /// Other places that belong to the finding.
    pub related: Vec<Label>,
    /// What to type, or why it matters: one sentence each.
    pub help: Vec<String>,
    /// The edits that mend it without asking, where there are such.
    pub fix: Option<Fix>,
}

/// Edits of the YAML that mend a finding and change nothing that it means.
///
/// Fixes of one run may overlap; whoever applies them takes the first and looks again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Places of the source and the text that stands there instead, in order and apart.
    pub edits: Vec<(Span, String)>,
    /// What the edits do, in Chinese.
    pub title: String,
}

/// A place and the words that stand beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The words, which may be empty.
    pub text: String,
}

impl Diagnostic {
    /// Returns a finding of `code` at its default severity, with no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            primary: None,
            related: Vec::new(),
            help: Vec::new(),
            fix: None,
        }
    }

    /// Puts the finding at `span`.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { span, text: text.into() });
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Adds a sentence of help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Gives the edits that mend the finding; none where `edits` is empty.
    #[must_use]
    pub fn with_fix(mut self, title: impl Into<String>, edits: Vec<(Span, String)>) -> Self {
        self.fix = (!edits.is_empty()).then(|| Fix { edits, title: title.into() });
        self
    }
}
