//! What holds of the layout of any text.

use std::collections::BTreeMap;

use proptest::prelude::*;
use ziping::document::{
    Alignment, Block, Cell, Column, Document, Length, Orientation, PageProfile, Row, Run, Table,
};
use ziping::layout::{Laid, Owner};

use crate::laid_text::{Line, block_text, content, document, laid, lines, paragraph, table};

/// The marks that no line may begin with (GB/T 15834-2011, 5.1; W3C clreq, 3.1.2).
const NO_BEGINNING: &str = "、，。；：？！）》」』】〕”’…—";

/// The marks that no line may end with.
const NO_END: &str = "（《「『【〔“‘";

/// Makes a document of any text: a line is a paragraph, tabs part the cells of a table's row.
fn document_of(text: &str) -> Document {
    let mut blocks = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        blocks.push(match cells.as_slice() {
            [one] => paragraph(one),
            cells => Block::Table(table(&[cells, cells])),
        });
    }
    if let Some(first) = text.lines().next() {
        blocks.insert(0, Block::Title(vec![Run::text(first)]));
    }
    document(blocks)
}

/// Lays any text out and checks what must hold of every page.
fn check(text: &str) -> Laid {
    let document = document_of(text);
    let laid = laid(&document);
    let page = PageProfile::gb9704();
    let (left, right) = (page.margins.left, page.width - page.margins.right);
    for laid_page in &laid.layout.pages {
        let all = lines(laid_page);
        let of_text = |line: &&Line| matches!(line.owner, Owner::Block { .. });
        for line in all.iter().filter(of_text) {
            assert!(left <= line.left && line.right <= right, "{line:?}");
        }
        let mut baselines: Vec<Length> = all.iter().filter(of_text).map(|line| line.y).collect();
        baselines.dedup();
        assert!(baselines.len() <= 22, "{} lines", baselines.len());
        assert!(baselines.iter().all(|y| *y < page.height - page.margins.bottom));
    }
    laid
}

fn visible(text: &str) -> bool {
    !text.is_empty() && !text.chars().all(|c| c.is_control() || c.is_whitespace())
}

/// Text as reports have it: hanzi, marks, figures with units, Latin words.
fn report_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[总工会绩效自评预算项目资金管理]{1,12}",
        3 => prop::sample::select(vec!["，", "。", "、", "；", "：", "“", "”", "（", "）", "《", "》", "！", "？"])
            .prop_map(str::to_owned),
        2 => (0..100_000_u32, 0..100_u32, prop::sample::select(vec!["万元", "%", "个", "分", "年"]))
            .prop_map(|(whole, part, unit)| format!("{whole}.{part:02}{unit}")),
        1 => "[a-zA-Z]{1,14}",
        1 => prop::sample::select(vec!["——", "……"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_laid_out_whole(text in "\\PC{0,300}") {
        let laid = check(&text);
        if visible(&text) {
            prop_assert_eq!(block_text(&laid, 1), text);
        }
    }

    #[test]
    fn any_rows_are_laid_out_whole(text in "[总会，a1 \u{300}\u{200B}\u{FE0F}“”\t\n]{0,200}") {
        check(&text);
    }

    #[test]
    fn lines_of_reports_keep_marks_and_figures(text in report_text()) {
        let laid = check(&text);
        prop_assert_eq!(block_text(&laid, 1), text.clone());
        let mine = |line: &&Line| line.owner == Owner::Block { section: 0, block: 1, part: 0 };
        let all = content(&laid);
        let set: Vec<&Line> = all.iter().filter(mine).collect();
        for pair in set.windows(2) {
            let (before, after) = (pair[0].text.as_str(), pair[1].text.as_str());
            let (end, begin) = (before.chars().next_back(), after.chars().next());
            let (Some(end), Some(begin)) = (end, begin) else { continue };
            // Marks in a row longer than a line leave no other place.
            if longest_unbroken(&text) < 20 {
                prop_assert!(!NO_BEGINNING.contains(begin), "{before} / {after}");
                prop_assert!(!NO_END.contains(end), "{before} / {after}");
                prop_assert!(!(end == '—' && begin == '—'), "{before} / {after}");
                let number = end.is_ascii_digit() || end == '.';
                prop_assert!(!(number && (begin.is_ascii_digit() || ".%万元个分年".contains(begin))), "{before} / {after}");
            }
        }
    }

    #[test]
    fn hanzi_alone_stand_28_on_a_line(count in 1..200_usize) {
        let laid = check(&"总".repeat(count));
        let mine = |line: &&Line| line.owner == Owner::Block { section: 0, block: 1, part: 0 };
        let all = content(&laid);
        let set: Vec<&Line> = all.iter().filter(mine).collect();
        let page = PageProfile::gb9704();
        for (index, line) in set.iter().enumerate() {
            let expected = if index == 0 { 26 } else { 28 };
            if index + 1 < set.len() {
                prop_assert_eq!(line.text.chars().count(), expected);
                prop_assert_eq!(line.right, page.width - page.margins.right);
            }
        }
    }
}

/// Tables of any spans and alignments, some of their cells higher than a page.
fn any_table() -> impl Strategy<Value = Table> {
    let alignment =
        prop::sample::select(vec![Alignment::Left, Alignment::Centre, Alignment::Right]);
    let text = prop_oneof![
        6 => "[总工会绩效自评（）、1-9a-z ]{0,30}",
        1 => (1..3000_usize).prop_map(|count| "绩".repeat(count)),
    ];
    let cell = (text, alignment, 1..4_u32, 1..6_u32, 0..4_u32).prop_map(
        |(text, alignment, column_span, row_span, spans)| Cell {
            runs: vec![Run::text(text)],
            alignment,
            column_span: if spans == 0 { column_span } else { 1 },
            row_span: if spans == 1 { row_span } else { 1 },
            header: false,
        },
    );
    let row = prop::collection::vec(cell, 0..5).prop_map(Row::new);
    let rows = |count| prop::collection::vec(row.clone(), count);
    (1..5_usize, rows(0..3), rows(0..30)).prop_map(|(columns, head, body)| Table {
        columns: vec![Column::aligned(Alignment::Left); columns],
        head,
        body,
        ..table(&[])
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_table_is_laid_out_whole_within_its_pages(set in any_table(), before in 0..30_usize) {
        let blocks = vec![paragraph(&"总".repeat(28 * before)), Block::Table(set.clone())];
        let mut document = document(blocks);
        if before % 2 == 1 {
            document.sections[0].orientation = Orientation::Landscape;
        }
        let laid = laid(&document);
        let margins = document.page.margins;
        for page in &laid.layout.pages {
            let below = if before % 2 == 1 { margins.right } else { margins.bottom };
            let foot = page.height - below;
            for line in lines(page).iter().filter(|line| matches!(line.owner, Owner::Cell { .. })) {
                prop_assert!(line.y <= foot, "{:?} below {:?}", line, foot);
            }
        }
        let mut texts = BTreeMap::new();
        for line in content(&laid) {
            if let Owner::Cell { row, cell, .. } = line.owner {
                texts.entry((row, cell)).or_insert_with(String::new).push_str(&line.text);
            }
        }
        for (row, cells) in set.head.iter().chain(&set.body).enumerate() {
            for (index, cell) in cells.cells.iter().enumerate() {
                let laid_text = texts.get(&(row, index)).map_or("", String::as_str);
                prop_assert_eq!(laid_text, cell.runs[0].text.as_str());
            }
        }
    }
}

/// Returns the greatest number of characters in a row that marks or figures tie together.
fn longest_unbroken(text: &str) -> usize {
    let tied = |c: char| !("总工会绩效自评预算项目资金管理".contains(c));
    text.split(|c| !tied(c)).map(|part| part.chars().count()).max().unwrap_or(0)
}

#[test]
fn hostile_texts_are_laid_out() {
    let long_word = "x".repeat(5_000);
    let marks = "，".repeat(2_000);
    let spaces = " ".repeat(20_000);
    let combining = "e\u{301}".repeat(2_000);
    let row = "总\t".repeat(60);
    for text in
        [&long_word, &marks, &spaces, &combining, &row, "", "\t\t\n\t", "\u{200B}", "\u{E000}"]
    {
        check(text);
    }
}

#[test]
fn spans_of_any_size_are_laid_out() {
    let mut set: Table = table(&[&["甲", "乙"], &["1", "2"], &["3", "4"]]);
    for (index, cell) in set.body.iter_mut().flat_map(|row| &mut row.cells).enumerate() {
        cell.column_span = u32::MAX - u32::try_from(index).unwrap();
        cell.row_span = u32::MAX;
    }
    let laid = laid(&document(vec![Block::Table(set)]));
    let texts: Vec<_> = content(&laid).into_iter().map(|line| line.text).collect();
    assert_eq!(texts, ["单位：万元", "甲", "乙", "1", "2", "3", "4"]);
}
