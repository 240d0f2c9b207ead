//! Paragraphs: runs of text in named styles, with leads and revisions.

use docx_rs::{Paragraph, ParagraphChild, ParagraphStyle, RunFonts, RunStyle};

use crate::document::{Change, Heading, Lead, Run};

use super::revision::{Revision, whole_change};
use super::styles::StyleId;
use super::text::printable;

/// A stretch of a paragraph: runs, and the character style that sets them off.
struct Stretch<'a> {
    label: Option<Run>,
    runs: &'a [Run],
    style: Option<StyleId>,
}

/// Returns a paragraph of `runs` in `style`.
pub(super) fn plain(style: StyleId, runs: &[Run], revision: &Revision) -> Paragraph {
    assemble(style, &[Stretch { label: None, runs, style: None }], revision)
}

/// Returns a heading on a line of its own, its label before its words.
pub(super) fn heading(heading: &Heading, revision: &Revision) -> Paragraph {
    let stretch = Stretch {
        label: Some(label(&heading.number.label(), &heading.runs)),
        runs: &heading.runs,
        style: None,
    };
    assemble(StyleId::Heading(heading.number.level), &[stretch], revision)
}

/// Returns a paragraph of prose, with the heading that runs into it.
///
/// A lead without text after it is a heading of its own, so that the outline shows it.
pub(super) fn prose(lead: Option<&Lead>, runs: &[Run], revision: &Revision) -> Paragraph {
    let Some(lead) = lead else { return plain(StyleId::Body, runs, revision) };
    let level = lead.number.level;
    let label = Some(label(&lead.number.label(), &lead.runs));
    if runs.is_empty() {
        let stretch = Stretch { label, runs: &lead.runs, style: None };
        return assemble(StyleId::Heading(level), &[stretch], revision);
    }
    let lead = Stretch { label, runs: &lead.runs, style: Some(StyleId::Lead(level)) };
    let text = Stretch { label: None, runs, style: None };
    assemble(StyleId::Body, &[lead, text], revision)
}

/// Returns the run of a computed label, which comes and goes with the words that it numbers.
fn label(text: &str, runs: &[Run]) -> Run {
    Run { text: text.to_owned(), change: whole_change(runs), ..Run::default() }
}

/// Returns the paragraph of `stretches`; a change that covers it whole covers its mark as well.
///
/// The paragraph is filled in place: docx-rs's own builders move a structure of some kilobytes at
/// each step, which long tables feel.
fn assemble(style: StyleId, stretches: &[Stretch<'_>], revision: &Revision) -> Paragraph {
    let mut paragraph = Paragraph::new();
    paragraph.property.style = Some(ParagraphStyle::new(Some(style.id())));
    let runs = || stretches.iter().flat_map(|stretch| stretch.label.iter().chain(stretch.runs));
    let mark = &mut paragraph.property.run_property;
    match whole_change(runs()) {
        Change::Unchanged => {}
        Change::Inserted => mark.ins = Some(revision.insert()),
        Change::Deleted => mark.del = Some(revision.delete()),
    }
    for stretch in stretches {
        let character_style = stretch.style.map(StyleId::id);
        let runs = stretch.label.iter().chain(stretch.runs).filter(|run| !run.text.is_empty());
        let written = runs.map(|run| child(run, character_style.as_deref(), revision));
        paragraph.children.extend(written);
    }
    paragraph
}

/// Returns `run` as a child of a paragraph.
fn child(run: &Run, style: Option<&str>, revision: &Revision) -> ParagraphChild {
    let mut written = styled(style);
    if run.strong {
        written = written.bold();
    }
    let text = printable(&run.text);
    match run.change {
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
