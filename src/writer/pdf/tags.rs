//! The structure tree: what each piece of content is, in reading order (ISO 14289-1, clause 7).

use std::num::{NonZeroU16, NonZeroU32};

use krilla::geom::Rect;
use krilla::tagging::{BBox, Node, TableHeaderScope, Tag, TagGroup, TagTree, TextDecorationType};

use super::PdfError;
use super::content::{Content, Piece};
use super::outline::{numbered, shortened, text_of};
use crate::document::{Block, Cell, Change, Chart, Document, HeadingLevel, Length, Row, Table};
use crate::layout::Owner;

/// Returns the structure tree of `document` over the drawn `content`.
///
/// # Errors
/// When some content belongs to no part of the document.
pub(super) fn tree(document: &Document, mut content: Content) -> Result<TagTree, PdfError> {
    let mut tree = TagTree::new();
    let mut levels = Levels::default();
    for (section, blocks) in document.sections.iter().enumerate() {
        let mut group = TagGroup::new(Tag::Section);
        for (block, content_block) in blocks.blocks.iter().enumerate() {
            let place = Place { section, block };
            push_block(&mut group, content_block, place, &mut content, &mut levels);
        }
        // One section is the document itself.
        if document.sections.len() == 1 {
            tree.children = group.children;
        } else {
            tree.push(group);
        }
    }
    match content.left_over() {
        Some(owner) => Err(PdfError::UnknownOwner(owner)),
        None => Ok(tree),
    }
}

/// The longest text that stands for a figure, in characters: PDF/A-2 ends a string at 32,767 bytes
/// (ISO 19005-2, 6.1.13).
const LONGEST_SPOKEN: usize = 8_000;

/// A block's place in the document.
#[derive(Clone, Copy)]
struct Place {
    section: usize,
    block: usize,
}

impl Place {
    const fn part(self, part: usize) -> Owner {
        Owner::Block { section: self.section, block: self.block, part }
    }
}

/// Adds the element of `block` to `parent`; a block that shows nothing has none.
fn push_block(
    parent: &mut TagGroup,
    block: &Block,
    place: Place,
    content: &mut Content,
    levels: &mut Levels,
) {
    match block {
        Block::Title(runs) => {
            let pieces = content.take(place.part(0));
            if !pieces.is_empty() {
                push_heading(parent, levels.title(), &text_of(runs), pieces);
            }
        }
        Block::Heading(heading) => {
            let pieces = content.take(place.part(0));
            if !pieces.is_empty() {
                let text = numbered(heading.number, &heading.runs);
                push_heading(parent, levels.heading(heading.number.level), &text, pieces);
            }
        }
        Block::Paragraph(_) | Block::AttachmentMark(_) => {
            push_filled(parent, Tag::P, content.take(place.part(0)));
        }
        Block::Table(table) => parent.push(table_group(table, place, content)),
        Block::Chart(chart) => push_figure(parent, chart, place, content),
        Block::Contents(contents) => {
            let mut group = TagGroup::new(Tag::TOC);
            for part in 0..contents.entries.len() {
                let link = content.take_link(place.part(part));
                let pieces = nodes(content.take(place.part(part)));
                let entry = match link {
                    Some(link) => {
                        let mut group = TagGroup::with_children(Tag::Link, pieces);
                        group.push(link);
                        vec![Node::Group(group)]
                    }
                    None => pieces,
                };
                group.push(TagGroup::with_children(Tag::TOCI, entry));
            }
            parent.push(group);
        }
        Block::AttachmentList(list) => {
            for part in 0..list.names.len() {
                push_filled(parent, Tag::P, content.take(place.part(part)));
            }
        }
        Block::Signature(_) => {
            push_filled(parent, Tag::P, content.take(place.part(0)));
            push_filled(parent, Tag::P, content.take(place.part(1)));
        }
    }
}

/// Adds a heading of `level`; readers list headings by `text`.
fn push_heading(parent: &mut TagGroup, level: NonZeroU16, text: &str, pieces: Vec<Piece>) {
    let tag = Tag::Hn(level, Some(shortened(text)));
    push_filled(parent, tag, pieces);
}

/// Adds a group with `pieces`, unless there are none.
fn push_filled(
    parent: &mut TagGroup,
    tag: impl Into<krilla::tagging::TagKind>,
    pieces: Vec<Piece>,
) {
    if !pieces.is_empty() {
        parent.push(TagGroup::with_children(tag, nodes(pieces)));
    }
}

/// Adds the figure of `chart`, which is read by its words and found by its place on the page.
fn push_figure(parent: &mut TagGroup, chart: &Chart, place: Place, content: &mut Content) {
    let spoken: String = chart.spoken().chars().take(LONGEST_SPOKEN).collect();
    let bounds = content.extent(place.section, place.block).and_then(|extent| {
        let edges = [extent.left, extent.top, extent.right, extent.bottom];
        let [left, top, right, bottom] = edges.map(Length::to_points_f32);
        Some(BBox::new(extent.page, Rect::from_ltrb(left, top, right, bottom)?))
    });
    push_filled(parent, Tag::Figure(Some(spoken)).with_bbox(bounds), content.take(place.part(0)));
}

/// Returns the nodes of `pieces`; text that was added or taken out says so.
fn nodes(pieces: Vec<Piece>) -> Vec<Node> {
    let span = |decoration| Tag::Span.with_text_decoration_type(Some(decoration));
    pieces
        .into_iter()
        .map(|Piece { identifier, change }| match change {
            Change::Unchanged => Node::Leaf(identifier),
            Change::Inserted => Node::Group(TagGroup::with_children(
                span(TextDecorationType::Underline),
                vec![Node::Leaf(identifier)],
            )),
            Change::Deleted => Node::Group(TagGroup::with_children(
                span(TextDecorationType::LineThrough),
                vec![Node::Leaf(identifier)],
            )),
        })
        .collect()
}

/// Returns the element of a table: its caption, its head and its body, with every cell, empty ones
/// too, since a screen reader counts them.
fn table_group(table: &Table, place: Place, content: &mut Content) -> TagGroup {
    let Place { section, block } = place;
    let summary = (!table.description.is_empty()).then(|| shortened(&table.description));
    let mut group = TagGroup::new(Tag::Table.with_summary(summary));
    let caption = content.take(Owner::Caption { section, block });
    push_filled(&mut group, Tag::Caption, caption);
    let mut rows = |part: &[Row], first: usize, header: Option<TableHeaderScope>| -> Vec<Node> {
        (first..)
            .zip(part)
            .map(|(row, cells)| {
                let mut group = TagGroup::new(Tag::TR);
                for (cell, properties) in cells.cells.iter().enumerate() {
                    let pieces = content.take(Owner::Cell { section, block, row, cell });
                    group.push(cell_group(properties, header, pieces));
                }
                Node::Group(group)
            })
            .collect()
    };
    let head = rows(&table.head, 0, Some(TableHeaderScope::Column));
    let body = rows(&table.body, table.head.len(), None);
    if !head.is_empty() {
        group.push(TagGroup::with_children(Tag::THead, head));
    }
    if !body.is_empty() {
        group.push(TagGroup::with_children(Tag::TBody, body));
    }
    group
}

/// Returns the element of a cell; `head` is the scope of the cells of a head row.
fn cell_group(cell: &Cell, head: Option<TableHeaderScope>, pieces: Vec<Piece>) -> TagGroup {
    let span = |count: u32| NonZeroU32::new(count).filter(|count| 1 < count.get());
    let (rows, columns) = (span(cell.row_span), span(cell.column_span));
    let scope = head.or_else(|| cell.header.then_some(TableHeaderScope::Row));
    let children = nodes(pieces);
    if let Some(scope) = scope {
        let tag = Tag::TH(scope).with_row_span(rows).with_col_span(columns);
        TagGroup::with_children(tag, children)
    } else {
        let tag = Tag::TD.with_row_span(rows).with_col_span(columns);
        TagGroup::with_children(tag, children)
    }
}

/// The levels of the headings so far: the first is 1 and none is skipped (ISO 14289-1, 7.4.2).
#[derive(Default)]
struct Levels {
    /// The level of the latest heading, 0 before the first.
    latest: u16,
    /// Whether a title stands above the headings.
    titled: bool,
}

impl Levels {
    /// Returns the level of a title.
    fn title(&mut self) -> NonZeroU16 {
        self.titled = true;
        self.next(1)
    }

    /// Returns the level of a heading.
    fn heading(&mut self, level: HeadingLevel) -> NonZeroU16 {
        let below_title = match level {
            HeadingLevel::One => 1,
            HeadingLevel::Two => 2,
            HeadingLevel::Three => 3,
            HeadingLevel::Four => 4,
        };
        self.next(below_title + u16::from(self.titled))
    }

    fn next(&mut self, wanted: u16) -> NonZeroU16 {
        self.latest = wanted.min(self.latest + 1);
        NonZeroU16::new(self.latest).unwrap_or(NonZeroU16::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_is_one_and_no_level_is_skipped() {
        use HeadingLevel::{One, Two};
        let mut levels = Levels::default();
        let seen = [One, Two, Two, One].map(|level| levels.heading(level).get());
        assert_eq!(seen, [1, 2, 2, 1]);

        let mut levels = Levels::default();
        assert_eq!(levels.title().get(), 1);
        let seen = [One, Two, One].map(|level| levels.heading(level).get());
        assert_eq!(seen, [2, 3, 2]);

        let mut levels = Levels::default();
        let seen = [Two, One, Two].map(|level| levels.heading(level).get());
        assert_eq!(seen, [1, 1, 2]);
    }
}
