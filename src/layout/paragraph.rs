//! Paragraphs and headings: the indent of two characters, run-in leads, justified lines.

use super::shape::{Piece, Shaper, pieces};
use super::sheet::Sheet;
use super::text::{Keep, SetText, flush};
use crate::document::{Change, Heading, Lead, Number, Paragraph, Role, Run, Styles};

/// Sets a heading on lines of its own, kept with what follows (GB/T 9704-2012, 7.3.3).
pub(super) fn heading(
    heading: &Heading,
    styles: &Styles,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetText {
    let label = label(heading.number, &heading.runs);
    let text = numbered(&label, heading.number, &heading.runs, styles);
    indented(text, sheet, shaper, Keep::WithNext)
}

/// Sets a paragraph of prose, its lead in the style of the lead's level.
pub(super) fn body(
    paragraph: &Paragraph,
    styles: &Styles,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetText {
    let label = paragraph.lead.as_ref().map(|lead| label(lead.number, &lead.runs));
    let label = label.unwrap_or_default();
    let lead = paragraph
        .lead
        .iter()
        .flat_map(|Lead { number, runs }| numbered(&label, *number, runs, styles));
    let text = lead.chain(pieces(&paragraph.runs, styles.of(Role::Body)));
    indented(text, sheet, shaper, Keep::Nothing)
}

/// Returns the label of a heading with these runs, which it comes and goes with.
fn label(number: Number, runs: &[Run]) -> Vec<Run> {
    number.label_runs(Change::covering(runs))
}

/// Returns the pieces of a heading: its label, then its words, in the style of its level.
fn numbered<'a>(
    label: &'a [Run],
    number: Number,
    runs: &'a [Run],
    styles: &Styles,
) -> impl Iterator<Item = Piece<'a>> + use<'a> {
    let style = styles.of(Role::Heading(number.level));
    pieces(label, style).chain(pieces(runs, style))
}

fn indented<'a>(
    text: impl Iterator<Item = Piece<'a>>,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
    keep: Keep,
) -> SetText {
    let part = flush(shaper.shape(text), sheet, sheet.character * 2);
    SetText { parts: vec![part], blank_before: 0, blank_after: 0, keep }
}
