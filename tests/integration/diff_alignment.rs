//! Blocks and rows of two documents brought side by side.

use jiff::civil::date;
use proptest::prelude::*;
use ziping::diff::{Aligned, PlacedBlock, align_blocks, align_rows};
use ziping::document::{
    Alignment, Block, Cell, Document, Heading, HeadingLevel, Lead, Metadata, Number, Orientation,
    PageProfile, Paragraph, ParagraphRole, Row, Run, Section,
};

fn document(sections: Vec<Section>) -> Document {
    Document {
        mark: None,
        metadata: Metadata {
            title: "报告".to_owned(),
            author: "某单位".to_owned(),
            date: date(2024, 3, 4),
            revision: None,
        },
        page: PageProfile::gb9704(),
        sections,
    }
}

fn upright(blocks: Vec<Block>) -> Document {
    document(vec![Section { orientation: Orientation::Portrait, blocks }])
}

/// Returns the runs of a text in which `<name=value>` quotes a figure.
fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for (index, part) in text.split(['<', '>']).enumerate() {
        match part.split_once('=') {
            Some((name, value)) if index % 2 == 1 => runs.push(Run::figure(name, value)),
            _ if part.is_empty() => {}
            _ => runs.push(Run::text(part)),
        }
    }
    runs
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead: None, runs: runs(text) })
}

fn led(ordinal: u32, lead: &str, text: &str) -> Block {
    let number = Number { level: HeadingLevel::Three, ordinal, former_ordinal: None };
    Block::Paragraph(Paragraph {
        role: ParagraphRole::Body,
        lead: Some(Lead { number, runs: runs(lead) }),
        runs: runs(text),
    })
}

fn heading(ordinal: u32, text: &str) -> Block {
    let number = Number { level: HeadingLevel::One, ordinal, former_ordinal: None };
    Block::Heading(Heading { number, runs: runs(text) })
}

fn row(cells: &[&str]) -> Row {
    let cell = |text: &&str| Cell {
        runs: runs(text),
        alignment: Alignment::Left,
        column_span: 1,
        row_span: 1,
        header: false,
    };
    Row::new(cells.iter().map(cell).collect())
}

/// Returns the steps as `old-new` places, `-` where there is none.
fn shown(steps: &[Aligned<PlacedBlock<'_>>]) -> String {
    let place = |placed: &PlacedBlock<'_>| format!("{}.{}", placed.section, placed.index);
    let steps = steps.iter().map(|step| match step {
        Aligned::Both { old, new } => format!("{}={}", place(old), place(new)),
        Aligned::Old(old) => format!("-{}", place(old)),
        Aligned::New(new) => format!("+{}", place(new)),
    });
    steps.collect::<Vec<_>>().join(" ")
}

#[test]
fn paragraphs_meet_whatever_their_figures_and_numbers_say() {
    let old = upright(vec![
        heading(1, "情况"),
        paragraph("共<project_count=4>个。"),
        heading(2, "措施"),
        led(1, "完善制度。", "制定制度。"),
        led(2, "加强监督。", "加强内部监督。"),
    ]);
    let new = upright(vec![
        heading(1, "情况"),
        paragraph("共<project_count=5>个。"),
        paragraph("此段是增加的。"),
        heading(2, "措施"),
        led(1, "加强监督。", "加强内部监督。"),
    ]);
    assert_eq!(shown(&align_blocks(&old, &new)), "0.0=0.0 0.1=0.1 +0.2 0.2=0.3 -0.3 0.4=0.4",);
}

#[test]
fn the_same_words_meet_under_their_own_heading_first() {
    let words = || paragraph("完善制度建设。");
    let old = upright(vec![heading(1, "目标"), words(), heading(2, "措施"), words()]);
    let new = upright(vec![heading(1, "目标"), heading(2, "措施"), words()]);
    assert_eq!(shown(&align_blocks(&old, &new)), "0.0=0.0 -0.1 0.2=0.1 0.3=0.2");
}

#[test]
fn an_edited_paragraph_meets_itself_and_an_unlike_one_does_not() {
    let old = upright(vec![heading(1, "措施"), paragraph("规范采购流程，提高资金使用效率。")]);
    let new = upright(vec![
        heading(1, "整改措施"),
        paragraph("对单位内人员进行培训。"),
        paragraph("规范采购流程，切实提高资金使用的效率。"),
    ]);
    assert_eq!(shown(&align_blocks(&old, &new)), "0.0=0.0 +0.1 0.1=0.2");
}

#[test]
fn blocks_of_another_kind_or_on_a_turned_sheet_never_meet() {
    let old = document(vec![Section {
        orientation: Orientation::Portrait,
        blocks: vec![paragraph("一样的话。"), heading(1, "一样的标题")],
    }]);
    let new = document(vec![
        Section { orientation: Orientation::Landscape, blocks: vec![paragraph("一样的话。")] },
        Section { orientation: Orientation::Portrait, blocks: vec![led(1, "一样的标题", "")] },
    ]);
    assert_eq!(shown(&align_blocks(&old, &new)), "-0.0 -0.1 +0.0 +1.0");
}

/// Returns the steps as the first cells of the rows.
fn shown_rows(old: &[Row], new: &[Row]) -> String {
    let first = |row: &Row| row.cells[0].runs[0].text.clone();
    let steps = align_rows(old, new);
    let steps = steps.iter().map(|step| match step {
        Aligned::Both { old, new } => format!("{}={}", first(old), first(new)),
        Aligned::Old(old) => format!("-{}", first(old)),
        Aligned::New(new) => format!("+{}", first(new)),
    });
    steps.collect::<Vec<_>>().join(" ")
}

#[test]
fn rows_meet_by_project_then_by_words() {
    let old = [
        row(&["一", "建设", "<project.P01.adjusted=1>"]),
        row(&["二", "体检", "<project.P02.adjusted=2>"]),
        row(&["三", "帮扶", "<project.P03.adjusted=3>"]),
        row(&["合计", "<project_total=6>"]),
    ];
    let new = [
        row(&["甲", "建设二期", "<project.P01.adjusted=9>"]),
        row(&["乙", "培训", "<project.P09.adjusted=8>"]),
        row(&["三", "帮扶", "<project.P04.adjusted=3>"]),
        row(&["合计", "<project_total=20>"]),
    ];
    // P03 became P04 and kept every word.
    assert_eq!(shown_rows(&old, &new), "一=甲 -二 +乙 三=三 合计=合计");
    assert_eq!(shown_rows(&old, &old), "一=一 二=二 三=三 合计=合计");
}

#[test]
fn a_row_that_moved_went_and_came() {
    let one = row(&["一", "<project.P01.adjusted=1>"]);
    let two = row(&["二", "<project.P02.adjusted=2>"]);
    let three = row(&["三", "<project.P03.adjusted=3>"]);
    let old = [one.clone(), two.clone(), three.clone()];
    assert_eq!(shown_rows(&old, &[three, one, two]), "+三 一=一 二=二 -三");
}

fn any_block() -> impl Strategy<Value = Block> {
    let text = prop::collection::vec("[甲乙丙丁]|<a=[12]>|<b=[12]>", 0..6)
        .prop_map(|parts| parts.concat());
    (0..4_u8, text).prop_map(|(kind, text)| match kind {
        0 => heading(1, &text),
        1 => led(1, &text, ""),
        2 => Block::Title(runs(&text)),
        _ => paragraph(&text),
    })
}

proptest! {
    #[test]
    fn steps_pass_both_documents_whole_and_in_order(
        old in prop::collection::vec(any_block(), 0..12),
        new in prop::collection::vec(any_block(), 0..12),
    ) {
        let (old, new) = (upright(old), upright(new));
        let steps = align_blocks(&old, &new);
        let side = |pick: fn(&Aligned<PlacedBlock<'_>>) -> Option<usize>| {
            steps.iter().filter_map(pick).collect::<Vec<_>>()
        };
        let was = side(|step| match step {
            Aligned::Both { old, .. } | Aligned::Old(old) => Some(old.index),
            Aligned::New(_) => None,
        });
        let is = side(|step| match step {
            Aligned::Both { new, .. } | Aligned::New(new) => Some(new.index),
            Aligned::Old(_) => None,
        });
        prop_assert_eq!(was, (0..old.sections[0].blocks.len()).collect::<Vec<_>>());
        prop_assert_eq!(is, (0..new.sections[0].blocks.len()).collect::<Vec<_>>());
        let same = align_blocks(&old, &old);
        let unchanged = |step: &Aligned<_>| {
            matches!(step, Aligned::Both { old, new } if old == new)
        };
        prop_assert!(same.iter().all(unchanged));
    }
}
