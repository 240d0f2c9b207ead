//! Arbitrary paragraphs and tables through the layout and both writers.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use ziping::document::{
    Alignment, Block, Cell, Column, Document, Metadata, Orientation, PageProfile, Paragraph,
    ParagraphRole, Row, Run, Section, Table,
};
use ziping::fonts::{FontSet, FontSources, SystemFonts};
use ziping::layout::lay_out;
use ziping::writer::{docx, pdf};

static FONTS: LazyLock<FontSet> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fonts");
    let sources = FontSources { folders: vec![folder], system: SystemFonts::Never };
    FontSet::load(&sources).expect("make fonts has fetched them")
});

fuzz_target!(|text: &str| {
    let document = document(text);
    let laid = lay_out(&document, &*FONTS);
    if laid.missing.is_empty() {
        drop(pdf::write(&document, &laid.layout, &FONTS));
    }
    docx::write(&document).expect("any text is written");
});

/// Makes a document of any text: a line is a paragraph, or a table's row where tabs part it.
fn document(text: &str) -> Document {
    let blocks = text.lines().enumerate().map(|(index, line)| match index {
        0 => Block::Title(vec![Run::text(line)]),
        _ if line.contains('\t') => Block::Table(table(line)),
        _ => Block::Paragraph(Paragraph {
            role: ParagraphRole::Body,
            lead: None,
            runs: vec![Run::text(line)],
        }),
    });
    let section = Section { orientation: Orientation::Portrait, blocks: blocks.collect() };
    Document {
        metadata: Metadata {
            title: text.lines().next().unwrap_or_default().to_owned(),
            author: String::new(),
            date: date(2024, 3, 4),
            revision: None,
        },
        mark: None,
        page: PageProfile::gb9704(),
        sections: vec![section],
    }
}

fn table(line: &str) -> Table {
    let cells: Vec<Cell> = line
        .split('\t')
        .take(63)
        .map(|text| Cell {
            runs: vec![Run::text(text)],
            alignment: Alignment::Left,
            column_span: 1,
            row_span: 1,
            header: false,
        })
        .collect();
    Table {
        caption: Vec::new(),
        description: String::new(),
        columns: vec![Column::aligned(Alignment::Left); cells.len()],
        head: vec![Row::new(cells.clone())],
        body: vec![Row::new(cells)],
    }
}
