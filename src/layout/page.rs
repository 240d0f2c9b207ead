//! What layout yields: plain pages of glyph runs and rules, each with the part of the document it
//! belongs to.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Change, Length};
use crate::fonts::FontId;

/// A laid-out document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The pages in order.
    pub pages: Vec<Page>,
}

/// Where a block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The page, from 0.
    pub page: usize,
    /// The top of its first characters, from the top edge of the page.
    pub top: Length,
}

impl Layout {
    /// Returns where the blocks that are no tables begin, by section and block.
    pub fn beginnings(&self) -> BTreeMap<(usize, usize), Beginning> {
        let mut beginnings = BTreeMap::new();
        for (page, content) in self.pages.iter().enumerate() {
            for item in &content.items {
                if let Item::Glyphs(GlyphRun {
                    owner: Owner::Block { section, block, .. },
                    origin,
                    size,
                    ..
                }) = item
                {
                    let beginning = Beginning { page, top: origin.y - *size };
                    beginnings.entry((*section, *block)).or_insert(beginning);
                }
            }
        }
        beginnings
    }
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The width of the sheet as it is read.
    pub width: Length,
    /// The height of the sheet as it is read.
    pub height: Length,
    /// What stands on the page, in reading order; artifacts last.
    pub items: Vec<Item>,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Text.
    Glyphs(GlyphRun),
    /// A filled rectangle: table rules, underlines, strikes, change bars.
    Rule(Rule),
    /// A filled rectangle that belongs to a part of the document: a chart's bar or axis.
    Shape(Shape),
}

/// A point on the page: from the left edge, from the top edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The distance from the left edge.
    pub x: Length,
    /// The distance from the top edge.
    pub y: Length,
}

/// Glyphs of one font and size on one line.
///
/// The runs of a line follow one another and have their owner and their baseline in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlyphRun {
    /// The font that the glyph numbers belong to.
    pub font: FontId,
    /// The size of the em square.
    pub size: Length,
    /// Where the run begins on the baseline of its line.
    pub origin: Point,
    /// How far below the baseline the glyphs are drawn: fonts that fill gaps stand higher in their
    /// em square than the faces that they serve.
    pub lowering: Length,
    /// How the text stands on the sheet.
    pub turn: Turn,
    /// The text that the glyphs show; the glyphs' ranges point into it and cover it.
    pub text: String,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// Whether the text is set bold (drawn with a stroke where the face has no bold of its own).
    pub bold: bool,
    /// Whether the text was added or taken out since the version compared with.
    pub change: Change,
    /// The part of the document that the run belongs to.
    pub owner: Owner,
}

/// How text stands on the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// From left to right.
    Upright,
    /// From top to bottom, a quarter turn clockwise.
    Clockwise,
}

/// One glyph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in its font.
    pub id: u16,
    /// The distance to the next glyph's origin: tracking, squeeze and justification included.
    pub advance: Length,
    /// The bytes of the run's text that the glyph shows.
    pub bytes: Range<usize>,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The upper left corner.
    pub origin: Point,
    /// The extent to the right.
    pub width: Length,
    /// The extent downwards.
    pub height: Length,
    /// Whether it marks text that was added or taken out; other rules are unchanged.
    pub change: Change,
}

/// A filled rectangle that belongs to a part of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The upper left corner.
    pub origin: Point,
    /// The extent to the right.
    pub width: Length,
    /// The extent downwards.
    pub height: Length,
    /// What it is, which decides its tone.
    pub kind: ShapeKind,
    /// Whether it was added or taken out since the version compared with.
    pub change: Change,
    /// The part of the document that it belongs to.
    pub owner: Owner,
}

/// What a shape is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// The stretch of a chart's axis beside one bar.
    Axis,
    /// A chart's bar.
    Bar,
}

/// The part of the document that something on the page belongs to, by its place in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Nothing: page numbers, rules, the second and later showings of a table head.
    Artifact,
    /// The document's mark, an artifact too, which is drawn in grey.
    Mark,
    /// A block other than a table; a signature's name and date are parts 0 and 1, each entry of
    /// contents is a part.
    Block {
        /// The section's index.
        section: usize,
        /// The block's index in the section.
        block: usize,
        /// The part of the block, 0 for most.
        part: usize,
    },
    /// A table's caption.
    Caption {
        /// The section's index.
        section: usize,
        /// The table's index in the section.
        block: usize,
    },
    /// A cell of a table: head rows are counted first, body rows after them.
    Cell {
        /// The section's index.
        section: usize,
        /// The table's index in the section.
        block: usize,
        /// The row's index, head rows first.
        row: usize,
        /// The cell's index in its row's `cells`.
        cell: usize,
    },
}
