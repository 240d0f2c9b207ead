//! The changes of paragraph marks, by which whole paragraphs come and go.

use crate::document::{Block, Change, Paragraph, ParagraphRole, Section};

/// Returns the change of the mark of each block of `section`: that of the block.
///
/// `last` says that the document ends with the section. The last mark of a document cannot go; where
/// the paragraphs at its end come or go, it is the mark before them that does, as word processors
/// have it, so that no blank line is left behind. That joins two paragraphs of prose, which are set
/// alike.
pub(super) fn marks(section: &Section, last: bool) -> Vec<Change> {
    let mut marks: Vec<Change> = section.blocks.iter().map(Block::change).collect();
    let Some(change) = marks.last().copied().filter(|change| *change != Change::Unchanged) else {
        return marks;
    };
    let ending = marks.iter().rev().take_while(|mark| **mark == change).count();
    let Some(before) = (marks.len() - ending).checked_sub(1).filter(|_| last) else {
        return marks;
    };
    if marks[before] == Change::Unchanged && section.blocks[before..].iter().all(is_prose) {
        marks[before..].fill(change);
        if let Some(last) = marks.last_mut() {
            *last = Change::Unchanged;
        }
    }
    marks
}

/// Returns whether `block` is a paragraph that is set as prose whatever comes or goes in it.
fn is_prose(block: &Block) -> bool {
    match block {
        Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead, runs }) => {
            lead.is_none() || !runs.is_empty()
        }
        Block::Paragraph(_)
        | Block::Title(_)
        | Block::Heading(_)
        | Block::Table(_)
        | Block::Chart(_)
        | Block::Signature(_)
        | Block::Contents(_)
        | Block::AttachmentList(_)
        | Block::AttachmentMark(_) => false,
    }
}
