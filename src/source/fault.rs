//! What is wrong with a file before anybody asks what it means.

use super::Span;

/// A fault of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFault {
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// What is wrong, in Chinese.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to type, in Chinese.
    pub help: Vec<String>,
}

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The text is not the YAML that a filing may use.
    Syntax,
    /// The file is larger, deeper or more repetitive than a filing can be.
    Limit,
    /// The file is not UTF-8.
    Encoding,
}
