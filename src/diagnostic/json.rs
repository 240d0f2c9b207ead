//! Findings as JSON, one object a line, for programs.

use serde::Serialize;

use super::order::in_order;
use super::place::Places;
use super::{Diagnostic, Fix, Label};
use crate::source::{Sources, Span};

/// A finding; the names of its fields are a contract.
#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Option<LabelledPlace<'a>>,
    related: Vec<LabelledPlace<'a>>,
    help: &'a [String],
    fix: Option<FixView<'a>>,
}

/// A place with the words beside it.
#[derive(Serialize)]
struct LabelledPlace<'a> {
    #[serde(flatten)]
    place: PlaceView<'a>,
    label: &'a str,
}

/// A place: bytes from 0 as they stand in the file, line and column in characters from 1, the route
/// with items from 0.
#[derive(Serialize)]
struct PlaceView<'a> {
    path: &'a str,
    route: Option<String>,
    span: Bytes,
    line: usize,
    column: usize,
}

/// The first byte, and the byte after the last.
#[derive(Serialize)]
struct Bytes {
    start: usize,
    end: usize,
}

/// The edits that mend a finding.
#[derive(Serialize)]
struct FixView<'a> {
    title: &'a str,
    edits: Vec<EditView<'a>>,
}

/// A place and what comes to stand there.
#[derive(Serialize)]
struct EditView<'a> {
    #[serde(flatten)]
    place: PlaceView<'a>,
    text: &'a str,
}

/// Returns a JSON object on a line for each finding.
pub fn render_json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut places = Places::new(sources);
    let mut text = Vec::new();
    for diagnostic in in_order(diagnostics) {
        let primary = diagnostic.primary.as_ref();
        let related = diagnostic.related.iter();
        let finding = Finding {
            code: diagnostic.code.id,
            name: diagnostic.code.name,
            severity: diagnostic.severity.key(),
            message: &diagnostic.message,
            place: primary.map(|label| labelled(&mut places, label)),
            related: related.map(|label| labelled(&mut places, label)).collect(),
            help: &diagnostic.help,
            fix: diagnostic.fix.as_ref().map(|fix| fix_view(&mut places, fix)),
        };
        let _infallible = serde_json::to_writer(&mut text, &finding);
        text.push(b'\n');
    }
    String::from_utf8(text).unwrap_or_default()
}

fn labelled<'a>(places: &mut Places<'a>, label: &'a Label) -> LabelledPlace<'a> {
    LabelledPlace { place: place(places, label.span), label: &label.text }
}

fn fix_view<'a>(places: &mut Places<'a>, fix: &'a Fix) -> FixView<'a> {
    let edits = fix.edits.iter();
    let edits = edits.map(|(span, text)| EditView { place: place(places, *span), text });
    FixView { title: &fix.title, edits: edits.collect() }
}

fn place<'a>(places: &mut Places<'a>, span: Span) -> PlaceView<'a> {
    let place = places.at(span);
    PlaceView {
        path: place.path,
        route: place.route,
        span: Bytes { start: place.bytes.0, end: place.bytes.1 },
        line: place.start.line,
        column: place.start.column,
    }
}
