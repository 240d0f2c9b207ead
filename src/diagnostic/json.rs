//! Findings as JSON, one object a line, for programs.

use serde::Serialize;

use super::order::in_order;
use super::{Diagnostic, Label};
use crate::source::Sources;

/// A finding; the names of its fields are a contract.
#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    related: Vec<Place<'a>>,
    help: &'a [String],
}

/// A place: bytes from 0 as they stand in the file, line and column in characters from 1.
#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    span: Bytes,
    line: usize,
    column: usize,
    label: &'a str,
}

/// The first byte, and the byte after the last.
#[derive(Serialize)]
struct Bytes {
    start: usize,
    end: usize,
}

/// Returns a JSON object on a line for each finding.
pub fn render_json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut text = Vec::new();
    for diagnostic in in_order(diagnostics) {
        let finding = Finding {
            code: diagnostic.code.id,
            name: diagnostic.code.name,
            severity: diagnostic.severity.key(),
            message: &diagnostic.message,
            place: diagnostic.primary.as_ref().map(|label| place(sources, label)),
            related: diagnostic.related.iter().map(|label| place(sources, label)).collect(),
            help: &diagnostic.help,
        };
        let _infallible = serde_json::to_writer(&mut text, &finding);
        text.push(b'\n');
    }
    String::from_utf8(text).unwrap_or_default()
}

fn place<'a>(sources: &'a Sources, label: &'a Label) -> Place<'a> {
    let source = sources.get(label.span.source);
    let range = source.range(label.span);
    let position = source.position(range.start);
    Place {
        path: &source.name,
        span: Bytes { start: range.start + source.skipped, end: range.end + source.skipped },
        line: position.line,
        column: position.column,
        label: &label.text,
    }
}
