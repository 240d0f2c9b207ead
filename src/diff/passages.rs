//! The passages of the report that changed: sentences of a paragraph, rows of a table.

use std::iter::once;

use super::blocks::align_blocks;
use super::rows::align_rows;
use super::sequence::{Aligned, meetings, steps};
use crate::document::{Block, Document, HeadingLevel, Row, Run, Table};

/// A passage of the report that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageChange {
    /// The headings that it stands under, from the outermost: 一、绩效自评工作开展情况.
    pub place: Vec<String>,
    /// What kind of passage it is.
    pub kind: PassageKind,
    /// The sentences or rows that went and came, in reading order.
    pub lines: Vec<LineChange>,
}

/// What kind of passage changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// The title of the report.
    Title,
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A table.
    Table,
    /// A chart.
    Chart,
    /// The signature and the date.
    Signature,
}

/// A sentence or a row that went or came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineChange {
    /// It was in the older report.
    Removed(String),
    /// It is in the newer report.
    Added(String),
}

/// Returns the passages that differ; the numbers of headings are no difference, since they follow
/// from what stands before.
pub(super) fn changes(old: &Document, new: &Document) -> Vec<PassageChange> {
    let (mut old_path, mut new_path) = (Path::default(), Path::default());
    let mut changes = Vec::new();
    for step in align_blocks(old, new) {
        let (was, is) = match step {
            Aligned::Both { old, new } => (Some(old), Some(new)),
            Aligned::Old(old) => (Some(old), None),
            Aligned::New(new) => (None, Some(new)),
        };
        let (old_block, new_block) = (was.map(|was| was.block), is.map(|is| is.block));
        if let Some(block) = old_block {
            old_path.enter(block);
        }
        if let Some(block) = new_block {
            new_path.enter(block);
        }
        let lines = line_changes(old_block, new_block);
        let Some(block) = new_block.or(old_block).filter(|_| !lines.is_empty()) else { continue };
        let path = if is.is_some() { &new_path } else { &old_path };
        changes.push(PassageChange { place: path.above(block), kind: kind(block), lines });
    }
    changes
}

/// The headings in force.
#[derive(Default)]
struct Path {
    headings: Vec<(HeadingLevel, String)>,
}

impl Path {
    fn enter(&mut self, block: &Block) {
        let Some((number, runs)) = heading(block) else { return };
        self.headings.retain(|(level, _)| *level < number.level);
        self.headings.push((number.level, format!("{}{}", number.label(), text(runs))));
    }

    /// Returns the headings that `block` stands under, without itself.
    fn above(&self, block: &Block) -> Vec<String> {
        let own = heading(block).map(|(number, _)| number.level);
        let above = self.headings.iter().filter(|(level, _)| Some(*level) != own);
        above.map(|(_, heading)| heading.clone()).collect()
    }
}

/// Returns the heading that stands on a line of its own; a lead is part of its paragraph.
fn heading(block: &Block) -> Option<(crate::document::Number, &[Run])> {
    match block {
        Block::Heading(heading) => Some((heading.number, &heading.runs)),
        _ => None,
    }
}

fn kind(block: &Block) -> PassageKind {
    match block {
        Block::Title(_) => PassageKind::Title,
        Block::Heading(_) => PassageKind::Heading,
        Block::Paragraph(_)
        | Block::Contents(_)
        | Block::AttachmentList(_)
        | Block::AttachmentMark(_) => PassageKind::Paragraph,
        Block::Table(_) => PassageKind::Table,
        Block::Chart(_) => PassageKind::Chart,
        Block::Signature(_) => PassageKind::Signature,
    }
}

/// Returns the lines that differ between a block and its counterpart, or all of one that has none.
fn line_changes(old: Option<&Block>, new: Option<&Block>) -> Vec<LineChange> {
    if let (Some(Block::Table(old)), Some(Block::Table(new))) = (old, new) {
        return table_changes(old, new);
    }
    let (was, is) = (old.map_or_else(Vec::new, lines), new.map_or_else(Vec::new, lines));
    let pairs = meetings(&was, &is, 0..was.len(), 0..is.len());
    let mut changes = Vec::new();
    for step in steps(was.len(), is.len(), &pairs) {
        match step {
            Aligned::Both { .. } => {}
            Aligned::Old(index) => changes.push(LineChange::Removed(was[index].clone())),
            Aligned::New(index) => changes.push(LineChange::Added(is[index].clone())),
        }
    }
    changes
}

fn table_changes(old: &Table, new: &Table) -> Vec<LineChange> {
    let mut changes = Vec::new();
    let mut push = |was: Option<String>, is: Option<String>| {
        if was != is {
            changes.extend(was.map(LineChange::Removed));
            changes.extend(is.map(LineChange::Added));
        }
    };
    push(Some(text(&old.caption)), Some(text(&new.caption)));
    for (was, is) in [(&old.head, &new.head), (&old.body, &new.body)] {
        for step in align_rows(was, is) {
            match step {
                Aligned::Both { old, new } if unnumbered(old) == unnumbered(new) => {}
                Aligned::Both { old, new } => push(Some(row_text(old)), Some(row_text(new))),
                Aligned::Old(row) => push(Some(row_text(row)), None),
                Aligned::New(row) => push(None, Some(row_text(row))),
            }
        }
    }
    changes
}

/// Returns the lines of a block: sentences, rows, bars, or the parts of a signature.
fn lines(block: &Block) -> Vec<String> {
    match block {
        Block::Title(runs) => vec![text(runs)],
        Block::Heading(heading) => vec![text(&heading.runs)],
        Block::Paragraph(paragraph) => {
            let lead = paragraph.lead.as_ref().map(|lead| text(&lead.runs));
            let lead = lead.filter(|lead| !lead.is_empty());
            lead.into_iter().chain(sentences(&text(&paragraph.runs))).collect()
        }
        Block::Table(table) => {
            let rows = table.head.iter().chain(&table.body).map(row_text);
            once(text(&table.caption)).filter(|text| !text.is_empty()).chain(rows).collect()
        }
        Block::Chart(chart) => {
            let bars = chart.bars.iter().map(|bar| format!("{}{}", bar.label, bar.value_text()));
            bars.chain(once(chart.title.clone())).collect()
        }
        Block::Signature(signature) => vec![text(&signature.name), text(&signature.date)],
        Block::Contents(_) | Block::AttachmentList(_) | Block::AttachmentMark(_) => Vec::new(),
    }
}

/// Returns the sentences of a paragraph, each with its mark.
fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(['。', '；', '！', '？']).map(str::to_owned).collect()
}

fn row_text(row: &Row) -> String {
    let cells: Vec<_> = row.cells.iter().map(|cell| text(&cell.runs)).collect();
    cells.join(" | ")
}

/// Returns the texts of a row without the project's place in the table, which changes with every row
/// before it.
fn unnumbered(row: &Row) -> Vec<&str> {
    let place = |run: &&Run| {
        let name = run.figure.as_deref().unwrap_or_default();
        name.strip_prefix("project.")
            .and_then(|rest| rest.split_once('.'))
            .is_some_and(|(_id, field)| field == "index")
    };
    let runs = row.cells.iter().flat_map(|cell| &cell.runs);
    runs.filter(|run| !place(run)).map(|run| run.text.as_str()).collect()
}

fn text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}
