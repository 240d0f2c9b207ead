//! The readable form and the plain text of a document.

use jiff::civil::date;
use ziping::document::{
    Alignment, Block, Cell, Change, Column, Document, Heading, HeadingLevel, Lead, Metadata,
    Numbering, Orientation, PageProfile, Paragraph, ParagraphRole, Row, Run, Seal, Section,
    Signature, Table,
};

/// Returns a document with one of everything.
fn everything() -> Document {
    let mut numbering = Numbering::default();
    let words = |text: &str| vec![Run::text(text)];
    let cell = |text: &str, column_span, row_span| Cell {
        runs: words(text),
        alignment: Alignment::Centre,
        column_span,
        row_span,
        header: text.starts_with('头'),
    };
    let row = |cells: Vec<Cell>| Row::new(cells);
    let changed = |text: &str, change| Run { change, ..Run::text(text) };
    let column = |alignment| Column::aligned(alignment);
    let upright = vec![
        Block::Paragraph(Paragraph {
            role: ParagraphRole::Issuer,
            lead: None,
            runs: words("某单位"),
        }),
        Block::Title(words("工作报告")),
        Block::Heading(Heading {
            number: numbering.next(HeadingLevel::One), runs: words("情况")
        }),
        Block::Heading(Heading {
            number: numbering.next(HeadingLevel::Two), runs: words("资金")
        }),
        Block::Paragraph(Paragraph {
            role: ParagraphRole::Body,
            lead: Some(Lead {
                number: numbering.next(HeadingLevel::Three), runs: words("项目。")
            }),
            runs: vec![
                Run::text("共"),
                Run::figure("project_count", "4"),
                changed("个", Change::Deleted),
                changed("项", Change::Inserted),
                Run { strong: true, ..Run::text("。") },
            ],
        }),
        Block::Paragraph(Paragraph {
            role: ParagraphRole::Body,
            lead: Some(Lead {
                number: numbering.next(HeadingLevel::Four),
                runs: words("只有标题。"),
            }),
            runs: Vec::new(),
        }),
        Block::Signature(Signature {
            name: words("某单位"),
            date: words("2024年3月4日"),
            seal: Seal::With,
        }),
    ];
    let wide = vec![Block::Table(Table {
        caption: words("单位：万元"),
        description: "收支表".to_owned(),
        columns: [Alignment::Left, Alignment::Centre, Alignment::Right].map(column).to_vec(),
        head: vec![
            row(vec![cell("头甲", 1, 2), cell("头乙", 2, 1)]),
            row(vec![cell("头丙", 1, 1), cell("头丁", 1, 1)]),
        ],
        body: vec![row(vec![cell("一", 1, 1), cell("", 1, 1), cell("三", 1, 1)])],
    })];
    Document {
        mark: None,
        metadata: Metadata {
            title: "工作报告".to_owned(),
            author: "某单位".to_owned(),
            date: date(2024, 3, 4),
            revision: None,
        },
        page: PageProfile::gb9704(),
        sections: vec![
            Section { orientation: Orientation::Portrait, blocks: upright },
            Section { orientation: Orientation::Landscape, blocks: wide },
        ],
    }
}

#[test]
fn the_dump_shows_everything() {
    insta::assert_snapshot!(everything().dump());
}

#[test]
fn the_text_is_what_a_reader_copies() {
    let lines = [
        "某单位",
        "工作报告",
        "一、情况",
        "（一）资金",
        "1.项目。共4项。",
        "（1）只有标题。",
        "某单位",
        "2024年3月4日",
        "单位：万元",
        "头甲\t头乙",
        "头丙\t头丁",
        "一\t\t三",
    ];
    assert_eq!(everything().text(), lines.join("\n") + "\n");
}
