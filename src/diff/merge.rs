//! Two documents merged into one in which everything that came or went is marked.

use std::borrow::Cow;

use super::blocks::{PlacedBlock, align_blocks};
use super::pieces::Segmenters;
use super::runs::{marked, merge_runs};
use super::sequence::Aligned;
use super::table::{marked_table, merge_tables};
use crate::document::{
    Block, Change, Chart, Document, Heading, Lead, Number, Orientation, Paragraph, Section,
    Signature,
};

/// Returns `old` and `new` as one document with insertions and deletions.
///
/// Accepting every change gives the text of `new`, rejecting every change the text of `old`, heading
/// numbers and tables included; [`Document::accepted`] and [`Document::rejected`] do that. It holds
/// for documents whose blocks, tables aside, all have words. Metadata and page are those of `new`.
///
/// Text that moved goes at one place and comes at the other.
pub fn merge(old: &Document, new: &Document) -> Document {
    let (old, new) = (settled(old), settled(new));
    let segmenters = Segmenters::new();
    let mut sections = Sections::default();
    for step in with_last_together(align_blocks(&old, &new)) {
        let merged = match step {
            Aligned::Both { old: one, new: two } => {
                sections.open(Some(one.section), Some(two.section), orientation(&new, two));
                merge_blocks(one.block, two.block, &segmenters)
            }
            Aligned::Old(one) => {
                sections.open(Some(one.section), None, orientation(&old, one));
                vec![marked_block(one.block, Change::Deleted)]
            }
            Aligned::New(two) => {
                sections.open(None, Some(two.section), orientation(&new, two));
                vec![marked_block(two.block, Change::Inserted)]
            }
        };
        sections.push(merged);
    }
    Document {
        metadata: new.metadata.clone(),
        mark: new.mark,
        page: new.page.clone(),
        sections: sections.finished,
    }
}

/// Returns `steps` with the last blocks of both documents brought together where one went, the other
/// came, and both are prose: a document cannot end before its last paragraph.
fn with_last_together(mut steps: Vec<Aligned<PlacedBlock<'_>>>) -> Vec<Aligned<PlacedBlock<'_>>> {
    let came = steps.iter().rev().take_while(|step| matches!(step, Aligned::New(_))).count();
    let Some(place) = (steps.len() - came).checked_sub(1).filter(|_| 0 < came) else {
        return steps;
    };
    let (Some(Aligned::Old(old)), Some(Aligned::New(new))) =
        (steps.get(place).copied(), steps.last().copied())
    else {
        return steps;
    };
    if let (Block::Paragraph(one), Block::Paragraph(two)) = (old.block, new.block) {
        let level = |paragraph: &Paragraph| paragraph.lead.as_ref().map(|lead| lead.number.level);
        let agrees = level(one).is_none() || level(two).is_none() || level(one) == level(two);
        if one.role == two.role && agrees {
            steps.pop();
            steps.remove(place);
            steps.push(Aligned::Both { old, new });
        }
    }
    steps
}

/// Returns `document` without changes of its own, which would be taken for those to the other.
fn settled(document: &Document) -> Cow<'_, Document> {
    if document.has_changes() { Cow::Owned(document.accepted()) } else { Cow::Borrowed(document) }
}

fn orientation(document: &Document, placed: PlacedBlock<'_>) -> Orientation {
    document.sections[placed.section].orientation
}

/// The merged sections: a section goes on as long as the blocks stand in the same one on either
/// side.
#[derive(Default)]
struct Sections {
    finished: Vec<Section>,
    /// Which sections of the older and the newer document the last one stands for.
    old: Option<usize>,
    new: Option<usize>,
}

impl Sections {
    /// Makes the last section one for a block of these sections.
    fn open(&mut self, old: Option<usize>, new: Option<usize>, orientation: Orientation) {
        let agrees = |open: Option<usize>, wanted: Option<usize>| {
            open.is_none() || wanted.is_none() || open == wanted
        };
        let fits = self.finished.last().is_some_and(|section| {
            section.orientation == orientation && agrees(self.old, old) && agrees(self.new, new)
        });
        if fits {
            self.old = self.old.or(old);
            self.new = self.new.or(new);
        } else {
            self.finished.push(Section { orientation, blocks: Vec::new() });
            (self.old, self.new) = (old, new);
        }
    }

    fn push(&mut self, blocks: Vec<Block>) {
        if let Some(section) = self.finished.last_mut() {
            section.blocks.extend(blocks);
        }
    }
}

/// Returns `block` as the whole of a change.
fn marked_block(block: &Block, change: Change) -> Block {
    match block {
        Block::Title(runs) => Block::Title(marked(runs, change)),
        Block::Heading(Heading { number, runs }) => {
            Block::Heading(Heading { number: *number, runs: marked(runs, change) })
        }
        Block::Paragraph(Paragraph { role, lead, runs }) => Block::Paragraph(Paragraph {
            role: *role,
            lead: lead
                .as_ref()
                .map(|lead| Lead { number: lead.number, runs: marked(&lead.runs, change) }),
            runs: marked(runs, change),
        }),
        Block::Table(table) => Block::Table(marked_table(table, change)),
        Block::Chart(chart) => Block::Chart(Chart { change, ..chart.clone() }),
        Block::Signature(Signature { name, date, seal }) => Block::Signature(Signature {
            name: marked(name, change),
            date: marked(date, change),
            seal: *seal,
        }),
        Block::Contents(_) | Block::AttachmentList(_) | Block::AttachmentMark(_) => block.clone(),
    }
}

/// Returns the blocks of two counterparts: one that changed inside, or both where they are not of
/// one kind or are charts that differ.
fn merge_blocks(old: &Block, new: &Block, segmenters: &Segmenters) -> Vec<Block> {
    let merged = match (old, new) {
        (Block::Title(old), Block::Title(new)) => Block::Title(merge_runs(old, new, segmenters)),
        (Block::Heading(old), Block::Heading(new)) => Block::Heading(Heading {
            number: merge_numbers(old.number, new.number),
            runs: merge_runs(&old.runs, &new.runs, segmenters),
        }),
        (Block::Paragraph(old), Block::Paragraph(new)) => Block::Paragraph(Paragraph {
            role: new.role,
            lead: merge_leads(old.lead.as_ref(), new.lead.as_ref(), segmenters),
            runs: merge_runs(&old.runs, &new.runs, segmenters),
        }),
        (Block::Table(old), Block::Table(new)) => Block::Table(merge_tables(old, new, segmenters)),
        (Block::Chart(old), Block::Chart(new)) if old == new => Block::Chart(new.clone()),
        (Block::Signature(old), Block::Signature(new)) => Block::Signature(Signature {
            name: merge_runs(&old.name, &new.name, segmenters),
            date: merge_runs(&old.date, &new.date, segmenters),
            seal: new.seal,
        }),
        (
            Block::Title(_)
            | Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Table(_)
            | Block::Chart(_)
            | Block::Signature(_)
            | Block::Contents(_)
            | Block::AttachmentList(_)
            | Block::AttachmentMark(_),
            _,
        ) => {
            return vec![marked_block(old, Change::Deleted), marked_block(new, Change::Inserted)];
        }
    };
    vec![merged]
}

/// Merges the leads of two paragraphs, of one level where both have one.
fn merge_leads(old: Option<&Lead>, new: Option<&Lead>, segmenters: &Segmenters) -> Option<Lead> {
    let marked =
        |lead: &Lead, change| Lead { number: lead.number, runs: marked(&lead.runs, change) };
    match (old, new) {
        (Some(old), Some(new)) => Some(Lead {
            number: merge_numbers(old.number, new.number),
            runs: merge_runs(&old.runs, &new.runs, segmenters),
        }),
        (Some(old), None) => Some(marked(old, Change::Deleted)),
        (None, Some(new)) => Some(marked(new, Change::Inserted)),
        (None, None) => None,
    }
}

/// Returns the number of a heading that stands in both, which says what it was.
fn merge_numbers(old: Number, new: Number) -> Number {
    let former_ordinal = Some(old.ordinal).filter(|ordinal| *ordinal != new.ordinal);
    Number { former_ordinal, ..new }
}
