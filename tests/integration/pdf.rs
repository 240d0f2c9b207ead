//! The PDF writer, in the project's fonts, by independent readers of what it wrote.

use std::fmt::Write as _;
use std::ops::Range;
use std::process::Command;

use proptest::prelude::*;
use ziping::document::{
    Alignment, Block, Cell, Change, Column, Document, Face, Heading, HeadingLevel, Lead, Length,
    Number, Orientation, Paragraph, ParagraphRole, Row, Run, Seal, Section, Signature, Table,
};
use ziping::fonts::{FontId, FontSet};
use ziping::layout::{GlyphRun, Item, Layout, Owner, Page, lay_out};
use ziping::writer::pdf::{self, PdfError};

use crate::fonts::project_fonts;
use crate::laid_text::{document, lines};

/// Returns the layout of `document`.
fn set(document: &Document, fonts: &FontSet) -> Layout {
    lay_out(document, fonts).layout
}

pub(crate) fn heading(level: HeadingLevel, ordinal: u32, text: &str) -> Block {
    Block::Heading(Heading {
        number: Number { level, ordinal, former_ordinal: None },
        runs: vec![Run::text(text)],
    })
}

pub(crate) fn paragraph(text: &str) -> Block {
    let runs = vec![Run::text(text)];
    Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead: None, runs })
}

fn cell(text: &str) -> Cell {
    Cell {
        runs: if text.is_empty() { vec![] } else { vec![Run::text(text)] },
        alignment: Alignment::Left,
        column_span: 1,
        row_span: 1,
        header: false,
    }
}

fn row(cells: &[&str]) -> Row {
    Row::new(cells.iter().map(|text| cell(text)).collect())
}

/// A report with a block of every kind.
fn report() -> Document {
    let number = Number { level: HeadingLevel::Three, ordinal: 1, former_ordinal: None };
    let lead = Some(Lead { number, runs: vec![Run::text("本级项目支出自评。")] });
    let runs = vec![
        Run::text("涉及项目"),
        Run { strong: true, ..Run::figure("projects.count", "4") },
        Run::text("个，"),
        Run { change: Change::Deleted, ..Run::text("评优率50%") },
        Run { change: Change::Inserted, ..Run::text("评优率100%") },
        Run::text("。“优”项目4个——详见下表：……"),
    ];
    let mut body = vec![row(&["1", "职工之家项目建设", "384.2076"]), row(&["2", "劳模体检费", ""])];
    body[1].cells[0].header = true;
    body.push(Row::new(vec![Cell { column_span: 2, ..cell("合计") }, cell("385.3576")]));
    let column = Column::aligned(Alignment::Left);
    document(vec![
        Block::Paragraph(Paragraph {
            role: ParagraphRole::Issuer,
            lead: None,
            runs: vec![Run::text("昌黎县总工会")],
        }),
        Block::Title(vec![Run::text("2023年度昌黎县总工会整体绩效自评工作报告")]),
        heading(HeadingLevel::One, 1, "绩效自评工作开展情况"),
        heading(HeadingLevel::Two, 1, "部门预算安排及资金分配拨付使用情况"),
        Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead, runs }),
        Block::Table(Table {
            caption: vec![Run::text("单位：万元")],
            description: "项目自评结果".to_owned(),
            columns: vec![column; 3],
            head: vec![row(&["序号", "项目名称", "预算金额"])],
            body,
        }),
        heading(HeadingLevel::One, 2, "整改措施及结果应用"),
        paragraph(&"完善制度建设，接受社会监督。".repeat(40)),
        Block::Signature(Signature {
            name: vec![Run::text("昌黎县总工会")],
            date: vec![Run::text("2024年3月4日")],
            seal: Seal::Without,
        }),
    ])
}

/// Returns what `program` says of the PDF `bytes`.
///
/// # Panics
/// When the program is not installed, or finds fault.
fn ask(program: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file.pdf");
    std::fs::write(&file, bytes).unwrap();
    let (options, rest) = arguments.split_at(arguments.iter().take_while(|a| **a != "-").count());
    let output = Command::new(program).args(options).arg(&file).args(rest).output().unwrap_or_else(
        |error| panic!("the tests need {program} (packages poppler-utils and qpdf): {error}"),
    );
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let faults = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program}: {text}{faults}");
    text
}

/// Returns the text of each page as an independent reader extracts it, without white space.
fn extracted(bytes: &[u8]) -> Vec<String> {
    let text = ask("pdftotext", &["-raw", "-enc", "UTF-8", "-"], bytes);
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    pages.map(|page| page.split_whitespace().collect()).collect()
}

/// Returns the text of each page of `layout`, without white space.
fn laid_out(layout: &Layout) -> Vec<String> {
    let text_of = |page: &Page| {
        let runs = page.items.iter().filter_map(|item| match item {
            Item::Glyphs(run) => Some(run.text.as_str()),
            Item::Rule(_) | Item::Shape(_) => None,
        });
        runs.flat_map(str::split_whitespace).collect()
    };
    layout.pages.iter().map(text_of).collect()
}

#[test]
fn a_report_is_tagged_and_its_fonts_are_embedded_and_cut() {
    let fonts = project_fonts();
    let document = report();
    let bytes = pdf::write(&document, &set(&document, &fonts), &fonts).unwrap();
    let info = ask("pdfinfo", &["-isodates"], &bytes);
    for line in [
        "Title:           2023年度昌黎县总工会整体绩效自评工作报告",
        "Author:          昌黎县总工会",
        "Creator:         ziping",
        "CreationDate:    2024-03-04T00:00:00Z",
        "Tagged:          yes",
        "Pages:           2",
    ] {
        let found = info.lines().any(|given| given.trim_end().starts_with(line));
        assert!(found, "{line}\n{info}");
    }
    let claims = ask("pdfinfo", &["-meta"], &bytes);
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<rdf:li>zh-CN</rdf:li>",
    ] {
        assert!(claims.contains(claim), "{claim}\n{claims}");
    }
    let list = ask("pdffonts", &[], &bytes);
    let rows: Vec<_> = list.lines().skip(2).collect();
    assert_eq!(rows.len(), 6, "{list}");
    for row in rows {
        assert_eq!(row.as_bytes()[6], b'+', "{row}");
        assert!(row.contains("yes yes yes"), "{row}");
    }
    ask("qpdf", &["--check"], &bytes);
}

#[test]
fn the_structure_tells_what_each_line_is() {
    let fonts = project_fonts();
    let document = report();
    let bytes = pdf::write(&document, &set(&document, &fonts), &fonts).unwrap();
    let structure = ask("pdfinfo", &["-struct-text"], &bytes);
    // Poppler prints titles and summaries as raw UTF-16.
    let lines = structure.lines().map(|line| {
        let raw = line.trim_start();
        let cut = if raw.starts_with('H') { line.find(" \"") } else { line.find(" (") };
        let cut = cut.filter(|_| raw.starts_with('H') || raw.starts_with("/Summary"));
        cut.map_or(line, |end| &line[..end])
    });
    insta::assert_snapshot!("pdf_structure", lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_outline_nests_headings_and_leads() {
    let fonts = project_fonts();
    let document = report();
    let bytes = pdf::write(&document, &set(&document, &fonts), &fonts).unwrap();
    let json = ask("qpdf", &["--json", "--json-key=outlines"], &bytes);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let mut lines = String::new();
    write_outline(&json["outlines"], 0, &mut lines);
    insta::assert_snapshot!(lines, @r"
    一、绩效自评工作开展情况 … 1
      （一）部门预算安排及资金分配拨付使用情况 … 1
        1.本级项目支出自评 … 1
    二、整改措施及结果应用 … 1
    ");
}

fn write_outline(nodes: &serde_json::Value, depth: usize, lines: &mut String) {
    for node in nodes.as_array().unwrap() {
        let (title, page) = (node["title"].as_str().unwrap(), &node["destpageposfrom1"]);
        writeln!(lines, "{}{title} … {page}", "  ".repeat(depth)).unwrap();
        write_outline(&node["kids"], depth + 1, lines);
    }
}

#[test]
fn the_text_comes_back_exactly() {
    let fonts = project_fonts();
    let document = report();
    let layout = set(&document, &fonts);
    let bytes = pdf::write(&document, &layout, &fonts).unwrap();
    assert_eq!(extracted(&bytes), laid_out(&layout));
}

/// Checks that an independent reader finds the lines of `layout` and no others, and not a space
/// that the text does not have.
fn check_lines(document: &Document, fonts: &FontSet) -> Vec<u8> {
    let layout = set(document, fonts);
    let bytes = pdf::write(document, &layout, fonts).unwrap();
    let text = ask("pdftotext", &["-raw", "-enc", "UTF-8", "-"], &bytes);
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    let found: Vec<Vec<&str>> = pages.map(|page| page.lines().collect()).collect();
    let laid: Vec<Vec<String>> = layout
        .pages
        .iter()
        .map(|page| lines(page).into_iter().map(|line| line.text.trim_end().to_owned()).collect())
        .collect();
    assert_eq!(found, laid);
    bytes
}

#[test]
fn the_reference_is_small_and_its_lines_come_back_exactly() {
    let bytes = check_lines(&crate::layout_reference::report(), &project_fonts());
    assert!(bytes.len() <= 300_000, "{} bytes", bytes.len());
}

#[test]
fn the_structure_of_a_long_table_is_compressed_part_by_part() {
    let rows =
        (1..=1000).map(|number: u32| row(&[number.to_string().as_str(), "职工之家建设", "384.2"]));
    let table = Table {
        caption: vec![Run::text("单位：万元")],
        description: "项目".to_owned(),
        columns: vec![Column::aligned(Alignment::Left); 3],
        head: vec![row(&["序号", "项目名称", "预算金额"])],
        body: rows.collect(),
    };
    let title = Block::Title(vec![Run::text("项目自评结果")]);
    let (document, fonts) = (document(vec![title, Block::Table(table)]), project_fonts());
    let layout = set(&document, &fonts);
    let bytes = pdf::write(&document, &layout, &fonts).unwrap();
    assert_eq!(extracted(&bytes), laid_out(&layout));
    let count = |text: &[u8]| bytes.windows(text.len()).filter(|window| *window == text).count();
    assert!(4 < count(b"/Type/ObjStm"), "{}", count(b"/Type/ObjStm"));
    assert_eq!(count(b"/Type/StructElem"), 0, "every element is compressed");
    assert!(ask("qpdf", &["--check"], &bytes).contains("No syntax or stream encoding errors"));
}

#[test]
fn squeezed_marks_and_gaps_do_not_show_in_the_text() {
    let marks = "评价等级为“优”项目4个，“良”项目0个，“中”（含“差”）项目0个。".repeat(3);
    let latin = "依据《办法》（冀财〔2024〕3号）第2条，经Excel与WPS Office核对，占比63.5%～68%；";
    let rare = "由旻昉、玥祎（㛃𬴂）测得120㎡，“𬴂”字在句末：旻";
    let mixed = Block::Paragraph(Paragraph {
        role: ParagraphRole::Body,
        lead: None,
        runs: vec![
            Run::text("涉及项目"),
            Run { strong: true, ..Run::figure("projects.count", "4") },
            Run::text("个，“优”项目"),
            Run::figure("projects.excellent", "4"),
            Run::text("个——详见下表：……"),
        ],
    });
    let mut document = document(vec![
        Block::Title(vec![Run::text("2023年度“旻昉”项目（第2批）自评报告")]),
        heading(HeadingLevel::One, 1, "“𬴂”项目2个"),
        heading(HeadingLevel::Two, 1, "2023年（“㛃”）情况"),
        paragraph(&marks),
        paragraph(&latin.repeat(3)),
        paragraph(rare),
        mixed,
        Block::Table(crate::laid_text::table(&[
            &["序号", "项目名称（2023年）", "金额"],
            &["1", "“𬴂”建设2个", "384.2076"],
            &["2", "提前下达2023年困难职工及劳模“帮扶”、“救助”专项资金（第1批），共3个", ""],
        ])),
    ]);
    check_lines(&document, &project_fonts());
    document.sections[0].blocks.truncate(1);
    check_lines(&document, &project_fonts());
}

#[test]
fn rare_characters_are_drawn_from_the_fills() {
    let fonts = project_fonts();
    let text = "旻昉玥祎㛃𬴂㎡";
    let document = document(vec![
        Block::Title(vec![Run::text(text)]),
        heading(HeadingLevel::One, 1, text),
        heading(HeadingLevel::Two, 1, text),
        paragraph(text),
    ]);
    let layout = set(&document, &fonts);
    let bytes = pdf::write(&document, &layout, &fonts).unwrap();
    assert_eq!(extracted(&bytes), laid_out(&layout));
    let list = ask("pdffonts", &[], &bytes);
    for font in ["LXGWWenKai-Light", "NotoSerifCJK", "NotoSansCJK"] {
        assert!(list.contains(font), "{list}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = report();
    let write = || {
        let fonts = project_fonts();
        pdf::write(&document, &set(&document, &fonts), &fonts).unwrap()
    };
    let first = write();
    assert!(first == write(), "two runs differ");
    let fonts = project_fonts();
    // What was written before must not show: not other characters, not their order.
    let other = super::pdf::document(vec![paragraph("旻监督社会受接㎡")]);
    pdf::write(&other, &set(&other, &fonts), &fonts).unwrap();
    assert!(first == pdf::write(&document, &set(&document, &fonts), &fonts).unwrap());
}

#[test]
fn a_report_of_six_pages_is_small() {
    let fonts = project_fonts();
    let common = "的一是了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运";
    let mut blocks = vec![
        Block::Title(vec![Run::text("整体绩效自评工作报告")]),
        heading(HeadingLevel::One, 1, "绩效自评工作开展情况"),
        heading(HeadingLevel::Two, 1, "部门预算安排及资金分配拨付使用情况"),
    ];
    blocks.extend((0..9).map(|_| paragraph(common)));
    let document = document(blocks);
    let layout = set(&document, &fonts);
    let bytes = pdf::write(&document, &layout, &fonts).unwrap();
    assert!(layout.pages.len() >= 6, "{}", layout.pages.len());
    assert!(bytes.len() <= 300 << 10, "{} bytes", bytes.len());
}

#[test]
fn a_document_without_headings_has_an_outline_too() {
    let fonts = project_fonts();
    let document = document(vec![paragraph("只有一段。")]);
    let bytes = pdf::write(&document, &set(&document, &fonts), &fonts).unwrap();
    let json = ask("qpdf", &["--json", "--json-key=outlines"], &bytes);
    assert!(json.contains("2023年度昌黎县总工会整体绩效自评工作报告"), "{json}");
}

#[test]
fn sections_are_sections_and_titles_enter_the_outline() {
    let fonts = project_fonts();
    let mut document = document(vec![Block::Title(vec![Run::text("报告")]), paragraph("正文")]);
    let blocks = vec![Block::Title(vec![Run::text("附表")]), paragraph("表")];
    document.sections.push(Section { orientation: Orientation::Landscape, blocks });
    let bytes = pdf::write(&document, &set(&document, &fonts), &fonts).unwrap();
    let structure = ask("pdfinfo", &["-struct"], &bytes);
    assert_eq!(structure.matches("Sect").count(), 2, "{structure}");
    assert_eq!(structure.matches("H1").count(), 2, "{structure}");
    let json = ask("qpdf", &["--json", "--json-key=outlines"], &bytes);
    assert!(json.contains("报告") && json.contains("附表"), "{json}");
}

#[test]
fn what_cannot_be_written_is_said() {
    let fonts = project_fonts();
    let plain = document(vec![paragraph("正文")]);
    let layout = set(&plain, &fonts);
    let changed = |change: &dyn Fn(&mut GlyphRun)| {
        let mut layout = layout.clone();
        let Item::Glyphs(run) = &mut layout.pages[0].items[0] else { panic!("text first") };
        change(run);
        pdf::write(&plain, &layout, &fonts).unwrap_err()
    };
    let foreign = Owner::Block { section: 3, block: 0, part: 0 };
    assert_eq!(changed(&|run| run.owner = foreign), PdfError::UnknownOwner(foreign));
    assert_eq!(changed(&|run| run.font = FontId(999)), PdfError::UnknownFont(FontId(999)));
    assert_eq!(changed(&|run| run.size = Length::ZERO), PdfError::BadSize { page: 1 });
    let inside: Range<usize> = 1..2;
    assert_eq!(
        changed(&|run| run.glyphs[0].bytes = inside.clone()),
        PdfError::BadRange { page: 1 }
    );
    let error = changed(&|run| run.glyphs[0].id = 0);
    assert_eq!(error.to_string(), "不符合 PDF/A-2a 与 PDF/UA-1：“正”没有字形");
    let empty = Layout { pages: vec![] };
    assert_eq!(pdf::write(&plain, &empty, &fonts), Err(PdfError::NoPages));
    let mut untitled = plain.clone();
    untitled.metadata.title.clear();
    let error = pdf::write(&untitled, &layout, &fonts).unwrap_err();
    assert!(error.to_string().contains("文件没有标题"), "{error}");
}

#[test]
fn long_titles_and_headings_stay_within_the_standard() {
    let fonts = project_fonts();
    let long = "很长的标题".repeat(4000);
    let mut document = document(vec![heading(HeadingLevel::One, 1, &long)]);
    document.metadata.title.clone_from(&long);
    document.metadata.author = long;
    let bytes = pdf::write(&document, &set(&document, &fonts), &fonts).unwrap();
    ask("qpdf", &["--check"], &bytes);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_comes_back(text in "[一-龥㐀-䶵𠀀-𠀿!-~，。“”（）《》—…·％0-9a-zA-Zéαж]{1,120}") {
        let fonts = project_fonts();
        let known: String = text
            .chars()
            .filter(|character| fonts.glyph(Face::FangSong, *character).is_some())
            .collect();
        prop_assume!(!known.is_empty());
        let document = document(vec![paragraph(&known)]);
        let layout = set(&document, &fonts);
        let bytes = pdf::write(&document, &layout, &fonts).unwrap();
        prop_assert_eq!(extracted(&bytes), laid_out(&layout));
        ask("qpdf", &["--check"], &bytes);
    }
}
