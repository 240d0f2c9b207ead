//! Layout: from the document to pages of positioned glyph runs and rules.
//!
//! It sets Chinese on the grid of GB/T 9704-2012 and knows no output format; writers draw what
//! stands here as it stands.

mod page;
mod glyph_source;
mod character;
mod shape;
mod line_break;
mod number;
mod squeeze;
mod fill;
mod justify;
mod glyph_run;
mod sheet;
mod text;
mod paragraph;
pub(crate) mod title;
mod signature;
mod volume;
pub(crate) mod table_spans;
pub(crate) mod table_columns;
pub(crate) mod table_rows;
pub(crate) mod chart_places;
mod chart;
mod repeated_head;
mod table_rules;
mod table_parts;
mod page_number;
mod mark;
mod change_bar;
mod paginate;

pub use glyph_source::GlyphSource;
pub use page::{
    Beginning, Glyph, GlyphRun, Item, Layout, Owner, Page, Point, Rule, Shape, ShapeKind, Turn,
};

use crate::document::{
    Block, Document, HeadingLevel, Length, Orientation, Paragraph, ParagraphRole, Role, Section,
};
use paginate::{Pages, SetBlock, paginate};
use shape::Shaper;
use sheet::Sheet;

/// A laid-out document and what was found wanting on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// The pages.
    pub layout: Layout,
    /// The characters that no font has, in their order in Unicode; a mark stands in their place.
    pub missing: Vec<MissingGlyph>,
    /// The tables that do not fit even in the smallest size; their words are broken anywhere.
    pub too_wide: Vec<TooWideTable>,
}

/// A character that no font has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// The first text it stands in, up to ten characters on either side.
    pub context: String,
}

/// A table that does not fit even in the smallest size of its profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooWideTable {
    /// The section's index.
    pub section: usize,
    /// The table's index in the section.
    pub block: usize,
    /// The least width at which every word would fit.
    pub needed: Length,
    /// The width of the type area.
    pub available: Length,
}

/// Lays `document` out with the glyphs of `fonts`.
///
/// The same document and fonts give the same pages everywhere: every length is a whole number.
pub fn lay_out(document: &Document, fonts: &dyn GlyphSource) -> Laid {
    let profile = &document.page;
    let upright = Sheet::of(profile, Orientation::Portrait);
    let grid_size = profile.styles.of(Role::Body).size;
    let mut shaper = Shaper::new(fonts, grid_size, upright.character);
    let mut pages = Pages::new(document, upright);
    let mut too_wide = Vec::new();
    let is_empty = document.sections.iter().all(|section| section.blocks.is_empty());
    for (index, section) in document.sections.iter().enumerate() {
        if section.blocks.is_empty() && (!is_empty || index != 0) {
            continue;
        }
        let sheet = Sheet::of(profile, section.orientation);
        let blocks = set_blocks(document, section, &sheet, &mut shaper);
        too_wide.extend(too_wide_tables(&blocks, index, &sheet));
        pages.begin_section(sheet, &mut shaper);
        paginate(&blocks, index, &mut pages, &mut shaper);
    }
    let layout = Layout { pages: pages.finish(&mut shaper) };
    Laid { layout, missing: shaper.into_missing(), too_wide }
}

fn set_blocks(
    document: &Document,
    section: &Section,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> Vec<SetBlock> {
    let styles = &document.page.styles;
    let names = [document.metadata.author.as_str()];
    let set = |block: &Block| match block {
        Block::Title(runs) => {
            SetBlock::Text(title::title(runs, styles.of(Role::Title), &names, sheet, shaper))
        }
        Block::Heading(heading) => {
            SetBlock::Text(paragraph::heading(heading, styles, sheet, shaper))
        }
        Block::Paragraph(Paragraph { role: ParagraphRole::Issuer, runs, .. }) => {
            SetBlock::Text(title::issuer(runs, styles.of(Role::Issuer), &names, sheet, shaper))
        }
        Block::Paragraph(body @ Paragraph { role: ParagraphRole::Body, .. }) => {
            SetBlock::Text(paragraph::body(body, styles, sheet, shaper))
        }
        Block::Table(table) => {
            SetBlock::Table(Box::new(table_rows::table(table, &document.page, sheet, shaper)))
        }
        Block::Chart(chart) => {
            SetBlock::Chart(Box::new(chart::chart(chart, &document.page, sheet, shaper)))
        }
        Block::Contents(contents) => {
            let style = styles.of(Role::Body);
            let entries = contents.entries.iter();
            SetBlock::Contents(
                entries.map(|entry| volume::contents_entry(entry, style, sheet, shaper)).collect(),
            )
        }
        Block::AttachmentList(list) => {
            SetBlock::Text(volume::attachment_list(list, styles.of(Role::Body), sheet, shaper))
        }
        Block::AttachmentMark(mark) => SetBlock::Text(volume::attachment_mark(
            mark,
            styles.of(Role::Heading(HeadingLevel::One)),
            sheet,
            shaper,
        )),
        Block::Signature(signature) => {
            SetBlock::Signature(signature::signature(signature, styles, sheet, shaper))
        }
    };
    section.blocks.iter().map(set).collect()
}

fn too_wide_tables(
    blocks: &[SetBlock],
    section: usize,
    sheet: &Sheet,
) -> impl Iterator<Item = TooWideTable> {
    let available = sheet.measure;
    blocks.iter().enumerate().filter_map(move |(block, set)| match set {
        SetBlock::Table(table) => {
            table.too_wide.map(|needed| TooWideTable { section, block, needed, available })
        }
        SetBlock::Text(_) | SetBlock::Signature(_) | SetBlock::Chart(_) | SetBlock::Contents(_) => {
            None
        }
    })
}
