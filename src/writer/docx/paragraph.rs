//! Paragraphs: runs of text in named styles, with leads and revisions.

use docx_rs::{Paragraph, ParagraphChild, ParagraphStyle, RunFonts, RunStyle};

use crate::document::{Change, Heading, Lead, Number, Run};

use super::revision::Revision;
use super::styles::StyleId;
use super::text::printable;

/// A stretch of a paragraph: runs, and the character style that sets them off.
struct Stretch<'a> {
    label: Vec<Run>,
    runs: &'a [Run],
    style: Option<StyleId>,
}

/// Returns a paragraph of `runs` in `style`.
pub(super) fn plain(style: StyleId, runs: &[Run], revision: &Revision) -> Paragraph {
    let mark = Change::covering(runs);
    assemble(style, mark, &[Stretch { label: Vec::new(), runs, style: None }], revision)
}

/// Returns the paragraph of a cell whose row has `change`.
///
/// A cell keeps its paragraph as long as its row stays, whatever becomes of the text.
pub(super) fn in_cell(
    style: StyleId,
    runs: &[Run],
    change: Change,
    revision: &Revision,
) -> Paragraph {
    assemble(style, change, &[Stretch { label: Vec::new(), runs, style: None }], revision)
}

/// Returns a heading on a line of its own, its label before its words.
pub(super) fn heading(heading: &Heading, revision: &Revision) -> Paragraph {
    let stretch =
        Stretch { label: label(heading.number, &heading.runs), runs: &heading.runs, style: None };
    let mark = Change::covering(&heading.runs);
    assemble(StyleId::Heading(heading.number.level), mark, &[stretch], revision)
}

/// Returns a paragraph of prose, with the heading that runs into it.
///
/// A lead without text after it is a heading of its own, so that the outline shows it. `mark` is the
/// change of the paragraph's mark.
pub(super) fn prose(
    lead: Option<&Lead>,
    runs: &[Run],
    mark: Change,
    revision: &Revision,
) -> Paragraph {
    let Some(lead) = lead else {
        let stretch = Stretch { label: Vec::new(), runs, style: None };
        return assemble(StyleId::Body, mark, &[stretch], revision);
    };
    let level = lead.number.level;
    let label = label(lead.number, &lead.runs);
    if runs.is_empty() {
        let stretch = Stretch { label, runs: &lead.runs, style: None };
        return assemble(StyleId::Heading(level), mark, &[stretch], revision);
    }
    let lead = Stretch { label, runs: &lead.runs, style: Some(StyleId::Lead(level)) };
    let text = Stretch { label: Vec::new(), runs, style: None };
    assemble(StyleId::Body, mark, &[lead, text], revision)
}

/// Returns the runs of a computed label, which comes and goes with the words that it numbers.
fn label(number: Number, runs: &[Run]) -> Vec<Run> {
    number.label_runs(Change::covering(runs))
}

/// Returns the paragraph of `stretches`, its mark changed as `mark` says: a paragraph that comes or
/// goes whole does so with its mark.
///
/// The paragraph is filled in place: docx-rs's own builders move a structure of some kilobytes at
/// each step, which long tables feel.
fn assemble(
    style: StyleId,
    mark: Change,
    stretches: &[Stretch<'_>],
    revision: &Revision,
) -> Paragraph {
    let mut paragraph = Paragraph::new();
    paragraph.property.style = Some(ParagraphStyle::new(Some(style.id())));
    match mark {
        Change::Unchanged => {}
        Change::Inserted => paragraph.property.run_property.ins = Some(revision.insert()),
        Change::Deleted => paragraph.property.run_property.del = Some(revision.delete()),
    }
    for stretch in stretches {
        let character_style = stretch.style.map(StyleId::id);
        let runs = stretch.label.iter().chain(stretch.runs).filter(|run| !run.text.is_empty());
        let runs: Vec<&Run> = runs.collect();
        let alike =
            |run: &&Run, next: &&Run| run.strong == next.strong && run.change == next.change;
        let written =
            runs.chunk_by(alike).map(|runs| child(runs, character_style.as_deref(), revision));
        paragraph.children.extend(written);
    }
    paragraph
}

/// Returns `runs`, which are set alike, as a child of a paragraph: a figure is nothing that a word
/// processor would tell from the words around it.
fn child(runs: &[&Run], style: Option<&str>, revision: &Revision) -> ParagraphChild {
    let mut written = styled(style);
    if runs.iter().any(|run| run.strong) {
        written = written.bold();
    }
    let texts: String = runs.iter().map(|run| run.text.as_str()).collect();
    let text = printable(&texts);
    match runs.first().map(|run| run.change).unwrap_or_default() {
        Change::Unchanged => ParagraphChild::Run(Box::new(written.add_text(text))),
        Change::Inserted => {
            ParagraphChild::Insert(revision.insert().add_run(written.add_text(text)))
        }
        Change::Deleted => {
            ParagraphChild::Delete(revision.delete().add_run(written.add_delete_text(text)))
        }
    }
}

/// Returns a run without text in `style`.
///
/// The hint makes Word set “ ” — … in the Chinese face, not in the Latin one.
pub(super) fn styled(style: Option<&str>) -> docx_rs::Run {
    let mut run = docx_rs::Run::new();
    run.run_property.fonts = Some(RunFonts::new().hint("eastAsia"));
    run.run_property.style = style.map(RunStyle::new);
    run
}
