//! The outline (bookmarks): headings and run-in leads, nested by level.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use super::content::Content;
use crate::document::{Block, Change, Document, HeadingLevel, Lead, Number, Run};

/// The longest text in the outline, in characters: no reader shows more, and PDF/A-2 ends a
/// string at 32,767 bytes (ISO 19005-2, 6.1.13).
const LONGEST_TEXT: usize = 200;

/// One line of the outline.
struct Line {
    depth: usize,
    text: String,
    destination: XyzDestination,
}

/// Returns the outline of `document`, without what a comparison marks as taken out: its headings and leads; its titles as well where it has
/// several, or no heading, since PDF/UA-1 asks for an outline.
pub(super) fn outline(document: &Document, content: &Content) -> Outline {
    let stays = |block: &&Block| block.change() != Change::Deleted;
    let blocks = || document.sections.iter().flat_map(|section| &section.blocks).filter(stays);
    let titles = blocks().filter(|block| matches!(block, Block::Title(_))).count();
    let headed = blocks().any(|block| matches!(block, Block::Heading(_)));
    let with_titles = 1 < titles || !headed;
    let mut lines = Vec::new();
    for (section, blocks) in document.sections.iter().enumerate() {
        // The mark of an attachment names it, and its title says the same again.
        let marked = blocks.blocks.iter().any(|block| matches!(block, Block::AttachmentMark(_)));
        for (block, content_block) in blocks.blocks.iter().enumerate() {
            if !stays(&content_block) {
                continue;
            }
            let Some((depth, text)) = entry(content_block, with_titles && !marked) else {
                continue;
            };
            let Some(extent) = content.extent(section, block) else { continue };
            let point = Point::from_xy(0.0, extent.top.to_points_f32());
            let destination = XyzDestination::new(extent.page, point);
            lines.push(Line { depth, text: shortened(&text), destination });
        }
    }
    if lines.is_empty() {
        let destination = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
        lines.push(Line { depth: 0, text: shortened(&document.metadata.title), destination });
    }
    nested(lines)
}

/// Returns the depth and the text of the line that `block` has in the outline.
fn entry(block: &Block, with_titles: bool) -> Option<(usize, String)> {
    match block {
        Block::Title(runs) => with_titles.then(|| (0, text_of(runs))),
        Block::Heading(heading) => {
            Some((depth(heading.number.level), numbered(heading.number, &heading.runs)))
        }
        Block::Paragraph(paragraph) => {
            let stays = |lead: &&Lead| Change::covering(&lead.runs) != Change::Deleted;
            let lead = paragraph.lead.as_ref().filter(stays)?;
            let text = numbered(lead.number, &lead.runs);
            Some((depth(lead.number.level), text.trim_end_matches(['。', '.']).to_owned()))
        }
        Block::AttachmentMark(mark) => Some((0, mark.entry())),
        Block::Table(_)
        | Block::Chart(_)
        | Block::Signature(_)
        | Block::Contents(_)
        | Block::AttachmentList(_) => None,
    }
}

/// Returns how deep headings of `level` stand below the titles.
const fn depth(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::One => 1,
        HeadingLevel::Two => 2,
        HeadingLevel::Three => 3,
        HeadingLevel::Four => 4,
    }
}

/// Returns the outline of `lines`: each line goes below the nearest earlier one that is less deep.
fn nested(lines: Vec<Line>) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(usize, OutlineNode)> = Vec::new();
    for line in lines {
        close(&mut outline, &mut open, line.depth);
        // Levels one and two are shown unfolded: they make the table of contents.
        let node = OutlineNode::new(line.text, line.destination).with_open(line.depth < 2);
        open.push((line.depth, node));
    }
    close(&mut outline, &mut open, 0);
    outline
}

/// Hands the open nodes of `depth` and deeper to their parents.
fn close(outline: &mut Outline, open: &mut Vec<(usize, OutlineNode)>, depth: usize) {
    while let Some((_, node)) = open.pop_if(|(open_depth, _)| depth <= *open_depth) {
        match open.last_mut() {
            Some((_, parent)) => parent.push_child(node),
            None => outline.push_child(node),
        }
    }
}

/// Returns the words of a heading after its label.
pub(super) fn numbered(number: Number, runs: &[Run]) -> String {
    number.label() + &text_of(runs)
}

/// Returns the words of `runs`, leaving out what was deleted unless all of it was.
pub(super) fn text_of(runs: &[Run]) -> String {
    let whole = Change::covering(runs) == Change::Deleted;
    let shown = runs.iter().filter(|run| whole || run.change != Change::Deleted);
    shown.map(|run| run.text.as_str()).collect()
}

/// Returns `text`, or its beginning when it is too long for a property of the file.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}
