//! One finding as a row of the answer.

use std::path::Path;

use super::place::Places;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// The findings of one severity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerGroup {
    /// Their severity.
    pub severity: Severity,
    /// How many there are, with those that are not listed.
    pub count: usize,
    /// Those that are listed, in the order of the filing.
    pub rows: Vec<AnswerRow>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// Its code; `None` for what is no finding of a check.
    pub code: Option<&'static str>,
    /// Its place in the report, in Chinese: 项目“校舍维修”的自评得分.
    pub place: String,
    /// Its place in the YAML, without folders: `projects.yaml:12`.
    pub source: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do, a sentence each.
    pub help: Vec<String>,
}

impl AnswerGroup {
    /// Returns what is said of a filing that cannot be read.
    pub(super) fn unreadable(reason: &str) -> Self {
        let row = AnswerRow {
            code: None,
            place: "整份数据".to_owned(),
            source: None,
            message: cleaned(reason),
            help: vec!["改正后重新报送".to_owned()],
        };
        Self { severity: Severity::Error, count: 1, rows: vec![row] }
    }
}

impl AnswerRow {
    /// Returns what to do as sentences, or `None` where nothing is said.
    pub fn advice(&self) -> Option<String> {
        let mut text = String::new();
        for help in &self.help {
            text.push_str(help);
            if !help.ends_with(['。', '？', '！']) {
                text.push('。');
            }
        }
        (!text.is_empty()).then_some(text)
    }
}

pub(super) fn row(finding: &Diagnostic, sources: &Sources, places: &mut Places<'_>) -> AnswerRow {
    let span = finding.primary.as_ref().map(|label| label.span);
    AnswerRow {
        code: Some(finding.code.id),
        place: match span {
            Some(span) => cleaned(&places.at(span)),
            None if finding.code.id.starts_with('W') => "报告版面".to_owned(),
            None => "整份数据".to_owned(),
        },
        source: span.map(|span| cleaned(&source(sources, span))),
        message: cleaned(&finding.message),
        help: finding.help.iter().map(|help| cleaned(help)).collect(),
    }
}

/// Returns the file and the line of `span`; the file without its folders, so that a paper is the same
/// wherever its filing lies.
fn source(sources: &Sources, span: Span) -> String {
    let name = &sources.get(span.source).name;
    let file = Path::new(name).file_name().and_then(|name| name.to_str()).unwrap_or(name);
    format!("{file}:{}", sources.position(span).line)
}

/// Returns `text` on one line, without what no document can hold: a broken filing's words may have
/// anything in them.
pub(super) fn cleaned(text: &str) -> String {
    let is_refused = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if is_refused(c) { ' ' } else { c }).collect()
}
