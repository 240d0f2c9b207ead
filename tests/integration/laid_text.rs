//! What the layout tests read from pages: documents in, lines of text with their extent out.

use jiff::civil::date;
use ziping::document::{
    Alignment, Block, Cell, Column, Document, Face, Length, Metadata, Orientation, PageProfile,
    Paragraph, ParagraphRole, Row, Run, Section, Table,
};
use ziping::fonts::{FontId, Glyph};
use ziping::layout::{GlyphSource, Item, Laid, Owner, Page, lay_out};

/// Chinese characters and marks an em wide, everything else half an em; the private use area is
/// missing.
pub(crate) struct Squares;

impl GlyphSource for Squares {
    fn glyph(&self, _face: Face, character: char) -> Option<Glyph> {
        let code = u32::from(character);
        if (0xE000..0xF900).contains(&code) {
            return None;
        }
        let full = code >= 0x2E80 || matches!(code, 0x2014 | 0x2018..=0x201D | 0x2026);
        Some(Glyph {
            font: FontId(u16::from(full)),
            id: 1,
            advance_units: if full { 1000 } else { 500 },
            units_per_em: 1000,
        })
    }

    fn lowering(&self, _font: FontId, _size: Length) -> Length {
        Length::ZERO
    }
}

/// Text on one baseline that belongs to one part of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The text.
    pub text: String,
    /// The part of the document.
    pub owner: Owner,
    /// The baseline.
    pub y: Length,
    /// Where it begins.
    pub left: Length,
    /// Where its last visible glyph ends.
    pub right: Length,
}

/// Returns a document of one upright section.
pub(crate) fn document(blocks: Vec<Block>) -> Document {
    Document {
        mark: None,
        metadata: Metadata {
            title: "2023年度昌黎县总工会整体绩效自评工作报告".to_owned(),
            author: "昌黎县总工会".to_owned(),
            date: date(2024, 3, 4),
            revision: None,
        },
        page: PageProfile::gb9704(),
        sections: vec![Section { orientation: Orientation::Portrait, blocks }],
    }
}

/// Returns a paragraph of prose.
pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph {
        role: ParagraphRole::Body,
        lead: None,
        runs: vec![Run::text(text)],
    })
}

/// Returns a table whose first row is its head.
pub(crate) fn table(rows: &[&[&str]]) -> Table {
    let row = |texts: &&[&str]| {
        Row::new(
            texts
                .iter()
                .map(|text| Cell {
                    runs: vec![Run::text(*text)],
                    alignment: Alignment::Left,
                    column_span: 1,
                    row_span: 1,
                    header: false,
                })
                .collect(),
        )
    };
    Table {
        caption: vec![Run::text("单位：万元")],
        description: "项目".to_owned(),
        columns: vec![Column::aligned(Alignment::Left); rows.first().map_or(1, |row| row.len())],
        head: rows.iter().take(1).map(row).collect(),
        body: rows.iter().skip(1).map(row).collect(),
    }
}

/// Lays `document` out with square glyphs.
pub(crate) fn laid(document: &Document) -> Laid {
    lay_out(document, &Squares)
}

/// Returns the lines of `page` from its items, in their order.
pub(crate) fn lines(page: &Page) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for item in &page.items {
        let Item::Glyphs(run) = item else { continue };
        let mut covered = 0;
        for glyph in &run.glyphs {
            assert_eq!(glyph.bytes.start, covered, "glyphs must cover the text in order");
            covered = glyph.bytes.end;
        }
        assert_eq!(covered, run.text.len(), "glyphs must cover the text");
        let width: Length = run.glyphs.iter().map(|glyph| glyph.advance).sum();
        let right = run.origin.x + width;
        match lines.last_mut() {
            Some(line)
                if (line.owner, line.y, line.right) == (run.owner, run.origin.y, run.origin.x) =>
            {
                line.text.push_str(&run.text);
                line.right = right;
            }
            _ => lines.push(Line {
                text: run.text.clone(),
                owner: run.owner,
                y: run.origin.y,
                left: run.origin.x,
                right,
            }),
        }
    }
    lines
}

/// Returns the lines of all pages that belong to the document.
pub(crate) fn content(laid: &Laid) -> Vec<Line> {
    let all = laid.layout.pages.iter().flat_map(lines);
    all.filter(|line| line.owner != Owner::Artifact).collect()
}

/// Returns the text of the block `block` of the first section.
pub(crate) fn block_text(laid: &Laid, block: usize) -> String {
    let mine = |line: &Line| line.owner == Owner::Block { section: 0, block, part: 0 };
    content(laid).into_iter().filter(mine).map(|line| line.text).collect()
}
