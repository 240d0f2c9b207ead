//! The reference report in the project's fonts: its pages line by line.

use std::fmt::Write as _;

use ziping::document::{
    Alignment, Block, Document, Heading, HeadingLevel, Lead, Number, Paragraph, ParagraphRole, Run,
    Seal, Signature, Table,
};
use ziping::layout::{Owner, lay_out};

use crate::fonts::project_fonts;
use crate::laid_text::{document, lines, paragraph, table};

/// Returns the report of `昌黎县总工会` for 2023 with a signature after it.
pub(crate) fn report() -> Document {
    let mut blocks = vec![
        Block::Paragraph(Paragraph {
            role: ParagraphRole::Issuer,
            lead: None,
            runs: vec![Run::text("昌黎县总工会")],
        }),
        Block::Title(vec![Run::text("2023年度昌黎县总工会整体绩效自评工作报告")]),
    ];
    let mut ordinals = [0; 4];
    for line in include_str!("layout_reference.txt").lines() {
        let (mark, text) = line.split_at(2);
        let mut number = |level: HeadingLevel| {
            let index = level as usize;
            ordinals[index] += 1;
            ordinals[index + 1..].fill(0);
            Number { level, ordinal: ordinals[index], former_ordinal: None }
        };
        let runs = vec![Run::text(text)];
        blocks.push(match mark {
            "1 " => Block::Heading(Heading { number: number(HeadingLevel::One), runs }),
            "2 " => Block::Heading(Heading { number: number(HeadingLevel::Two), runs }),
            "3 " => {
                let (lead, rest) = text.split_at(text.find('。').unwrap() + '。'.len_utf8());
                Block::Paragraph(Paragraph {
                    role: ParagraphRole::Body,
                    lead: Some(Lead {
                        number: number(HeadingLevel::Three),
                        runs: vec![Run::text(lead)],
                    }),
                    runs: vec![Run::text(rest)],
                })
            }
            "T " => Block::Table(projects()),
            _ => paragraph(text),
        });
    }
    blocks.push(Block::Signature(Signature {
        name: vec![Run::text("昌黎县总工会")],
        date: vec![Run::figure("report_date", "2024年3月4日")],
        seal: Seal::Without,
    }));
    document(blocks)
}

fn projects() -> Table {
    let mut set = table(&[
        &["序号", "主管部门（单位）", "项目名称", "预算金额（调整后）", "自评得分", "自评等级"],
        &["1", "昌黎县总工会", "职工之家项目建设", "384.2076", "99.5", "优"],
        &[
            "2",
            "昌黎县总工会",
            "提前下达2023年困难职工及劳模帮扶救助在专项资金",
            "5.5800",
            "90.5",
            "优",
        ],
        &["3", "昌黎县总工会", "劳模体检费", "1.1500", "96.5", "优"],
        &["4", "昌黎县总工会", "职工困难防贫帮扶资金", "20.0000", "94.5", "优"],
    ]);
    let columns = [
        Alignment::Centre,
        Alignment::Left,
        Alignment::Left,
        Alignment::Right,
        Alignment::Right,
        Alignment::Centre,
    ];
    for row in &mut set.body {
        for (cell, alignment) in row.cells.iter_mut().zip(columns) {
            cell.alignment = alignment;
        }
    }
    for cell in set.head.iter_mut().flat_map(|row| &mut row.cells) {
        cell.alignment = Alignment::Centre;
        cell.header = true;
    }
    set
}

#[test]
fn the_reference_report_is_set_line_by_line() {
    let laid = lay_out(&report(), &project_fonts());
    assert!(laid.missing.is_empty() && laid.too_wide.is_empty());
    let mut pages = String::new();
    for page in &laid.layout.pages {
        for line in lines(page) {
            let mark = match line.owner {
                Owner::Artifact | Owner::Mark => "~",
                Owner::Block { .. } => "|",
                Owner::Caption { .. } => ">",
                Owner::Cell { .. } => "#",
            };
            writeln!(pages, "{mark} {}", line.text).unwrap();
        }
        pages.push('\n');
    }
    insta::assert_snapshot!("layout_reference", pages);
}
