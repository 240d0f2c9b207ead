//! Findings with the lines at fault underlined, for people.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
    normalize_untrusted_str,
};

use super::order::in_order;
use super::{Diagnostic, Label, Severity};
use crate::source::{Source, SourceId, Sources};

/// How many lines may stand between two places that are shown in one piece.
const NEAR_LINES: usize = 4;
/// The longest stretch of lines that is shown, in bytes; of a longer one, only the place is named.
const MAX_SHOWN_BYTES: usize = 16 << 10;

/// Returns the findings with their places underlined, `colour` in the escapes of a terminal.
pub fn render_full(sources: &Sources, diagnostics: &[Diagnostic], colour: bool) -> String {
    render(sources, &in_order(diagnostics), colour)
}

/// Returns findings that are in order with their places underlined.
pub(super) fn render(sources: &Sources, diagnostics: &[&Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&[report(sources, diagnostic)]));
        text.push_str("\n\n");
    }
    text.truncate(text.len().saturating_sub(1));
    text
}

fn report<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Group<'a> {
    let title = level(diagnostic.severity)
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.id);
    let pieces = pieces(sources, diagnostic).into_iter().map(|piece| piece.element(sources));
    let help = diagnostic.help.iter().map(|help| {
        Element::from(Level::HELP.with_name("帮助").message(normalize_untrusted_str(help)))
    });
    title.elements(pieces.chain(help))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
    .with_name(severity.name())
}

/// Lines of a file that are shown together, with the places in them.
struct Piece<'a> {
    source: SourceId,
    lines: Range<usize>,
    marks: Vec<(AnnotationKind, &'a Label)>,
}

/// Returns the pieces to show, the one of the primary place first.
fn pieces<'a>(sources: &Sources, diagnostic: &'a Diagnostic) -> Vec<Piece<'a>> {
    let primary = diagnostic.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let related = diagnostic.related.iter().map(|label| (AnnotationKind::Context, label));
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    for (kind, label) in primary.chain(related) {
        let line = sources.position(label.span).line;
        let near = pieces.iter_mut().find(|piece| {
            piece.source == label.span.source
                && line + NEAR_LINES >= piece.lines.start
                && line <= piece.lines.end + NEAR_LINES
        });
        if let Some(piece) = near {
            piece.lines = piece.lines.start.min(line)..piece.lines.end.max(line);
            piece.marks.push((kind, label));
        } else {
            let marks = vec![(kind, label)];
            pieces.push(Piece { source: label.span.source, lines: line..line, marks });
        }
    }
    pieces
}

impl<'a> Piece<'a> {
    fn element(self, sources: &'a Sources) -> Element<'a> {
        let source = sources.get(self.source);
        let bytes = source.line_bytes(self.lines.start..=self.lines.end);
        if bytes.len() > MAX_SHOWN_BYTES {
            let place = self.marks.first().map(|(_, label)| sources.position(label.span));
            let origin = Origin::path(source.name.as_str());
            return match place {
                Some(place) => origin.line(place.line).char_column(place.column).into(),
                None => origin.into(),
            };
        }
        let marks = self.marks.iter().map(|(kind, label)| mark(source, &bytes, *kind, label));
        // Only these lines are handed over: the renderer reads all it is given, at every finding.
        Snippet::source(&source.text[bytes.clone()])
            .line_start(self.lines.start)
            .path(source.name.as_str())
            .annotations(marks)
            .into()
    }
}

/// Returns the underlining of a place, up to the end of its first line.
fn mark<'a>(
    source: &Source,
    shown: &Range<usize>,
    kind: AnnotationKind,
    label: &'a Label,
) -> Annotation<'a> {
    let range = source.range(label.span);
    let text = &source.text[range.clone()];
    let width = text.find(['\n', '\r']).unwrap_or(text.len());
    let start = range.start.saturating_sub(shown.start);
    let annotation = kind.span(start..start + width);
    if label.text.is_empty() {
        annotation
    } else {
        annotation.label(normalize_untrusted_str(&label.text))
    }
}
