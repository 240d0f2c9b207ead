//! The blocks of two documents brought side by side: by their wording under their headings, then by
//! their wording anywhere, then by likeness.

use std::collections::BTreeMap;

use super::likeness::{Bigrams, alike};
use super::sequence::{Aligned, fill, meetings, steps};
use crate::document::{
    Block, Document, HeadingLevel, Orientation, Paragraph, ParagraphRole, Run, Seal,
};

/// A block with its place in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedBlock<'a> {
    /// Which section it stands in, from 0.
    pub section: usize,
    /// Which block of its section it is, from 0.
    pub index: usize,
    /// The block itself.
    pub block: &'a Block,
}

/// Returns the steps through the blocks of both documents.
///
/// Counterparts are of one kind: the same block, level of heading, role, seal, number of columns and
/// orientation of the sheet, so that they differ in numbers, runs and rows only. Titles, issuers and
/// signatures always meet their like.
pub fn align_blocks<'a>(old: &'a Document, new: &'a Document) -> Vec<Aligned<PlacedBlock<'a>>> {
    let mut names = Names::default();
    let (old, new) = (outline(old, &mut names), outline(new, &mut names));
    let (old_len, new_len) = (old.len(), new.len());
    let in_place = |entries: &[Entry]| -> Vec<_> {
        entries.iter().map(|entry| (entry.heading, entry.kind, entry.wording)).collect()
    };
    let anywhere = |entries: &[Entry]| -> Vec<_> {
        entries.iter().map(|entry| (entry.kind, entry.wording)).collect()
    };
    let pairs = meetings(&in_place(&old), &in_place(&new), 0..old_len, 0..new_len);
    let (old_keys, new_keys) = (anywhere(&old), anywhere(&new));
    let pairs = fill(old_len, new_len, &pairs, |one, two| meetings(&old_keys, &new_keys, one, two));
    let pairs = fill(old_len, new_len, &pairs, |one, two| {
        let texts = |entries: &[Entry]| -> Vec<_> {
            entries.iter().map(|entry| Bigrams::of(words(entry.placed.block))).collect()
        };
        let (old_part, new_part) = (&old[one.clone()], &new[two.clone()]);
        let found = alike(&texts(old_part), &texts(new_part), |one, two| {
            old_part[one].kind == new_part[two].kind
        });
        found.into_iter().map(|(old, new)| (one.start + old, two.start + new)).collect()
    });
    let steps = steps(old_len, new_len, &pairs).into_iter();
    steps
        .map(|step| match step {
            Aligned::Both { old: one, new: two } => {
                Aligned::Both { old: old[one].placed, new: new[two].placed }
            }
            Aligned::Old(one) => Aligned::Old(old[one].placed),
            Aligned::New(two) => Aligned::New(new[two].placed),
        })
        .collect()
}

/// A block with what it is recognised by.
struct Entry<'a> {
    placed: PlacedBlock<'a>,
    kind: Kind,
    /// The number of the heading that the block stands under, with all the headings above.
    heading: usize,
    /// The number of its wording.
    wording: usize,
}

/// What counterparts have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    landscape: bool,
    shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Title,
    Heading(HeadingLevel),
    Issuer,
    Body {
        lead: Option<HeadingLevel>,
    },
    Table {
        columns: usize,
    },
    Chart,
    Signature {
        sealed: bool,
    },
    /// What only a bound volume has, of which no comparison is made.
    Binding,
}

/// Numbers for texts, the same for both documents.
#[derive(Default)]
struct Names {
    wordings: BTreeMap<String, usize>,
    headings: BTreeMap<(usize, usize), usize>,
}

impl Names {
    fn wording(&mut self, text: String) -> usize {
        let next = self.wordings.len();
        *self.wordings.entry(text).or_insert(next)
    }

    fn heading(&mut self, parent: usize, wording: usize) -> usize {
        let next = self.headings.len() + 1;
        *self.headings.entry((parent, wording)).or_insert(next)
    }
}

/// Returns the blocks of `document` in reading order.
fn outline<'a>(document: &'a Document, names: &mut Names) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    // The headings in force, from the outermost.
    let mut path: Vec<(HeadingLevel, usize)> = Vec::new();
    for (section_index, section) in document.sections.iter().enumerate() {
        let landscape = section.orientation == Orientation::Landscape;
        for (index, block) in section.blocks.iter().enumerate() {
            let shape = shape(block);
            let wording = names.wording(wording(block));
            if let Some(level) = opened(shape) {
                path.retain(|(above, _)| *above < level);
            }
            let heading = path.last().map_or(0, |(_, heading)| *heading);
            if let Some(level) = opened(shape) {
                path.push((level, names.heading(heading, wording)));
            }
            let placed = PlacedBlock { section: section_index, index, block };
            entries.push(Entry { placed, kind: Kind { landscape, shape }, heading, wording });
        }
    }
    entries
}

/// Returns the level of the heading that a block of this shape opens.
fn opened(shape: Shape) -> Option<HeadingLevel> {
    match shape {
        Shape::Heading(level) => Some(level),
        Shape::Body { lead } => lead,
        Shape::Title
        | Shape::Issuer
        | Shape::Table { .. }
        | Shape::Chart
        | Shape::Signature { .. }
        | Shape::Binding => None,
    }
}

fn shape(block: &Block) -> Shape {
    match block {
        Block::Title(_) => Shape::Title,
        Block::Heading(heading) => Shape::Heading(heading.number.level),
        Block::Paragraph(Paragraph { role: ParagraphRole::Issuer, .. }) => Shape::Issuer,
        Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead, .. }) => {
            Shape::Body { lead: lead.as_ref().map(|lead| lead.number.level) }
        }
        Block::Table(table) => Shape::Table { columns: table.columns.len() },
        Block::Chart(_) => Shape::Chart,
        Block::Signature(signature) => Shape::Signature { sealed: signature.seal == Seal::With },
        Block::Contents(_) | Block::AttachmentList(_) | Block::AttachmentMark(_) => Shape::Binding,
    }
}

/// Returns what a block says, figures by name and without its number; a table's is its head, a
/// chart's its title.
fn wording(block: &Block) -> String {
    let words = wording_of(words(block));
    match block {
        Block::Title(_)
        | Block::Signature(_)
        | Block::Contents(_)
        | Block::AttachmentList(_)
        | Block::AttachmentMark(_)
        | Block::Paragraph(Paragraph { role: ParagraphRole::Issuer, .. }) => String::new(),
        Block::Heading(_) | Block::Paragraph(_) | Block::Table(_) => words,
        Block::Chart(chart) => {
            let labels = chart.bars.iter().map(|bar| bar.label.as_str());
            std::iter::once(chart.title.as_str()).chain(labels).collect::<String>() + &words
        }
    }
}

/// Returns the wording of `runs`, figures by name.
pub(super) fn wording_of<'a>(runs: impl IntoIterator<Item = &'a Run>) -> String {
    let mut wording = String::new();
    for run in runs {
        match &run.figure {
            // No text of a run holds a control character.
            Some(name) => wording.extend(["\u{1}", name.as_str(), "\u{2}"]),
            None => wording.push_str(&run.text),
        }
    }
    wording
}

/// Returns the runs by which a block is recognised: a table's are its caption's and its head's, a
/// chart's its values.
pub(super) fn words(block: &Block) -> Vec<&Run> {
    match block {
        Block::Title(runs) => runs.iter().collect(),
        Block::Heading(heading) => heading.runs.iter().collect(),
        Block::Paragraph(paragraph) => {
            let lead = paragraph.lead.iter().flat_map(|lead| &lead.runs);
            lead.chain(&paragraph.runs).collect()
        }
        Block::Table(table) => {
            let cells = table.head.iter().flat_map(|row| &row.cells);
            table.caption.iter().chain(cells.flat_map(|cell| &cell.runs)).collect()
        }
        Block::Chart(chart) => chart.bars.iter().flat_map(|bar| &bar.value).collect(),
        Block::Signature(signature) => signature.name.iter().chain(&signature.date).collect(),
        Block::Contents(_) | Block::AttachmentList(_) | Block::AttachmentMark(_) => Vec::new(),
    }
}
