//! The DOCX writer: what it writes is read back by readers that know nothing of it.

use std::io::{Cursor, Read};
use std::process::Command;

use proptest::prelude::*;
use ziping::document::{
    Alignment, Block, Cell, Change, Column, Document, Heading, HeadingLevel, Lead, Length, Mark,
    Number, Orientation, Paragraph, ParagraphRole, Row, Run, Seal, Section, Signature, Table,
};
use ziping::writer::docx;

use crate::harness::project_file;
use crate::laid_text;
use crate::readers::paragraphs;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

#[test]
fn parts_of_a_report() {
    let bytes = docx::write(&report()).unwrap();
    insta::assert_snapshot!("document.xml", pretty(&part(&bytes, "word/document.xml")));
    insta::assert_snapshot!("styles.xml", pretty(&part(&bytes, "word/styles.xml")));
    insta::assert_snapshot!("settings.xml", pretty(&part(&bytes, "word/settings.xml")));
    insta::assert_snapshot!("footer_odd.xml", pretty(&part(&bytes, "word/footer1.xml")));
    insta::assert_snapshot!("footer_landscape.xml", pretty(&part(&bytes, "word/footer3.xml")));
    insta::assert_snapshot!("core.xml", pretty(&part(&bytes, "docProps/core.xml")));
}

#[test]
fn the_text_comes_back_in_order() {
    let bytes = docx::write(&report()).unwrap();
    let paragraphs = paragraphs(&part(&bytes, "word/document.xml"));
    insta::assert_snapshot!("text", paragraphs.join("\n"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = report();
    assert_eq!(docx::write(&document).unwrap(), docx::write(&document).unwrap());
}

#[test]
fn earlier_documents_leave_no_trace() {
    let plain = report();
    let draft = Document { mark: Some(Mark::Draft), ..report() };
    let mut narrow = report();
    narrow.page.margins.left = Length::millimetres(40);
    let writer = docx::Writer::default();
    for document in [&plain, &draft, &narrow, &plain, &draft, &narrow] {
        assert_eq!(writer.write(document).unwrap(), docx::write(document).unwrap());
    }
}

#[test]
fn entries_carry_no_date_of_the_machine() {
    let bytes = docx::write(&report()).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).unwrap();
        assert_eq!(entry.last_modified(), Some(zip::DateTime::DEFAULT), "{}", entry.name());
    }
}

#[test]
fn every_run_of_text_is_set_in_the_chinese_face() {
    let xml = part(&docx::write(&report()).unwrap(), "word/document.xml");
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let runs: Vec<_> = tree.descendants().filter(|node| node.has_tag_name((W, "r"))).collect();
    assert!(40 < runs.len());
    for run in runs {
        let fonts = run.descendants().find(|node| node.has_tag_name((W, "rFonts"))).unwrap();
        assert_eq!(fonts.attribute((W, "hint")), Some("eastAsia"));
    }
}

#[test]
fn every_section_has_footers_for_odd_and_even_pages() {
    let xml = part(&docx::write(&report()).unwrap(), "word/document.xml");
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let sections: Vec<_> =
        tree.descendants().filter(|node| node.has_tag_name((W, "sectPr"))).collect();
    assert_eq!(sections.len(), report().sections.len());
    for section in sections {
        let types: Vec<_> = section
            .children()
            .filter(|node| node.has_tag_name((W, "footerReference")))
            .map(|node| node.attribute((W, "type")).unwrap())
            .collect();
        assert_eq!(types, ["default", "even"]);
    }
}

#[test]
fn a_document_without_sections_is_a_page() {
    let document = Document { sections: Vec::new(), ..report() };
    let bytes = docx::write(&document).unwrap();
    assert_eq!(paragraphs(&part(&bytes, "word/document.xml")), [""]);
    assert_valid("no_sections", &bytes);
}

#[test]
fn a_report_is_valid() {
    assert_valid("report", &docx::write(&report()).unwrap());
}

#[test]
fn a_report_with_changes_is_valid() {
    assert_valid("changes", &docx::write(&changed()).unwrap());
}

#[test]
fn changes_are_native_and_numbered_through_the_document() {
    let xml = part(&docx::write(&changed()).unwrap(), "word/document.xml");
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let numbers: Vec<_> = tree
        .descendants()
        .filter(|node| node.has_tag_name((W, "ins")) || node.has_tag_name((W, "del")))
        .map(|node| node.attribute((W, "id")).unwrap().parse::<usize>().unwrap())
        .collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
    let text = |name: &str| -> String {
        tree.descendants()
            .filter(|node| node.has_tag_name((W, name)))
            .filter_map(|node| node.text())
            .collect()
    };
    assert_eq!(text("delText"), "410.94（一）旧标题（二）旧行1");
    assert!(text("t").contains("426.73"));
    // A cell keeps its paragraph mark as long as its row stays.
    let marks = |name: &str| {
        let marks = tree.descendants().filter(|node| node.has_tag_name((W, name)));
        marks.filter(|node| node.parent().unwrap().has_tag_name((W, "rPr"))).count()
    };
    assert_eq!((marks("ins"), marks("del")), (1 + 2, 1 + 2));
}

#[test]
fn the_table_of_projects_is_set_smaller_and_fills_the_type_area() {
    let names =
        ["职工之家项目建设", "提前下达2023年困难职工及劳模帮扶救助在专项资金", "劳模体检费"];
    let body = names.iter().enumerate().map(|(index, name)| {
        Row::new(vec![
            cell(&(index + 1).to_string(), Alignment::Centre),
            cell("昌黎县总工会", Alignment::Left),
            cell(name, Alignment::Left),
            cell("384.2076", Alignment::Right),
            cell("99.5", Alignment::Centre),
            cell("优", Alignment::Centre),
        ])
    });
    let table = Table {
        caption: vec![Run::text("单位：万元")],
        description: "项目自评结果".to_owned(),
        columns: columns(&[Alignment::Left; 6]),
        head: vec![head(&[
            "序号",
            "主管部门（单位）",
            "项目名称",
            "预算金额（调整后）",
            "自评得分",
            "自评等级",
        ])],
        body: body.collect(),
    };
    let bytes = docx::write(&document(vec![portrait(vec![Block::Table(table)])])).unwrap();
    let xml = part(&bytes, "word/document.xml");
    assert!(xml.contains(r#"w:val="TableCell24""#), "小四");
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let widths: Vec<i32> = tree
        .descendants()
        .filter(|node| node.has_tag_name((W, "gridCol")))
        .map(|node| node.attribute((W, "w")).unwrap().parse().unwrap())
        .collect();
    assert_eq!(widths.iter().sum::<i32>(), 11_906 - 1587 - 1474);
    assert!(widths.iter().all(|width| *width <= widths[2]), "{widths:?}: names take the most room");
    assert!(widths.iter().all(|width| widths[0] <= *width), "{widths:?}: ordinals take the least");
    assert_valid("projects", &bytes);
}

#[test]
fn a_table_of_a_thousand_rows_is_valid() {
    let rows: Vec<Vec<String>> = (1..=1000)
        .map(|index| {
            vec![index.to_string(), format!("项目{index}"), format!("{index}.25"), "优".to_owned()]
        })
        .collect();
    let table = Table {
        caption: vec![Run::text("单位：万元")],
        description: "项目自评结果".to_owned(),
        columns: columns(&[
            Alignment::Centre,
            Alignment::Left,
            Alignment::Right,
            Alignment::Centre,
        ]),
        head: vec![head(&["序号", "项目名称", "预算金额（调整后）", "自评等级"])],
        body: rows.iter().map(|texts| body(texts)).collect(),
    };
    let bytes = docx::write(&document(vec![portrait(vec![Block::Table(table)])])).unwrap();
    let xml = part(&bytes, "word/document.xml");
    assert_eq!(xml.matches("<w:tr>").count(), 1001);
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
    assert_valid("thousand_rows", &bytes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_cell_keeps_its_own_text_and_looks(
        rows in prop::collection::vec(prop::array::uniform3(any_cell()), 1..12),
    ) {
        let body = rows.iter().map(|cells| Row::new(cells.to_vec())).collect();
        let table = Table {
            caption: Vec::new(),
            description: "项目".to_owned(),
            columns: columns(&[Alignment::Left; 3]),
            head: Vec::new(),
            body,
        };
        let bytes = docx::write(&document(vec![portrait(vec![Block::Table(table)])])).unwrap();
        let xml = part(&bytes, "word/document.xml");
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let named = |name: &'static str| move |node: &roxmltree::Node| node.has_tag_name((W, name));
        let cells = tree.descendants().filter(named("tc")).map(|cell| {
            let text: String = cell.descendants().filter(named("t")).filter_map(|t| t.text()).collect();
            let has = |name| cell.descendants().any(|node| named(name)(&node));
            let aligned = cell.descendants().find(named("jc")).and_then(|jc| jc.attribute((W, "val")));
            (text, has("b"), aligned.map(str::to_owned))
        });
        let expected = rows.iter().flatten().map(|cell| {
            let text: String = cell.runs.iter().map(|run| run.text.as_str()).collect();
            let bold = cell.runs.iter().any(|run| run.strong && !run.text.is_empty());
            let aligned = match cell.alignment {
                Alignment::Left => None,
                Alignment::Centre => Some("center".to_owned()),
                Alignment::Right => Some("right".to_owned()),
            };
            (text, bold, aligned)
        });
        prop_assert_eq!(cells.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
}

/// Any cell of one column and row.
fn any_cell() -> impl Strategy<Value = Cell> {
    let text = prop::sample::select(vec!["", "甲", "384.2", "<w:p>&\"'", "\u{e000}"]);
    let run = (text, any::<bool>(), prop::option::of(Just("figure".to_owned())));
    let runs = prop::collection::vec(run, 0..3).prop_map(|runs| {
        let run = |(text, strong, figure): (&str, _, _)| Run { strong, figure, ..Run::text(text) };
        runs.into_iter().map(run).collect()
    });
    let alignment =
        prop::sample::select(vec![Alignment::Left, Alignment::Centre, Alignment::Right]);
    (runs, alignment).prop_map(|(runs, alignment)| Cell { runs, ..cell("", alignment) })
}

#[test]
fn hostile_text_is_valid_and_comes_back() {
    let texts = [
        "“双引号”‘单引号’—— ……《书名》 \"ascii\" 'quote' & <w:p> ]]> &amp; &#0;",
        "旻昉玥祎㛃𬴂㎡ 🎉👨‍👩‍👧‍👦 e\u{301} \u{200b}\u{2028}\u{85}\u{feff}",
        "שלום مرحبا \u{202e}evil\u{202c}",
        "  leading and trailing  ",
    ];
    let blocks = texts.iter().map(|text| paragraph(vec![Run::text(*text)])).collect();
    let mut document = document(vec![portrait(blocks)]);
    document.metadata.title = texts.concat();
    document.metadata.author = "A & <B> \"C\"".to_owned();
    let bytes = docx::write(&document).unwrap();
    assert_eq!(paragraphs(&part(&bytes, "word/document.xml")), texts);
    assert_valid("hostile", &bytes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_comes_back(texts in prop::collection::vec(any::<String>(), 1..6)) {
        let blocks = texts.iter().map(|text| paragraph(vec![Run::text(text.clone())])).collect();
        let mut document = document(vec![portrait(blocks)]);
        document.metadata.title.clone_from(&texts[0]);
        let bytes = docx::write(&document).unwrap();
        let expected: Vec<_> = texts.iter().map(|text| storable(text)).collect();
        prop_assert_eq!(paragraphs(&part(&bytes, "word/document.xml")), expected);
        let core = part(&bytes, "docProps/core.xml");
        let tree = roxmltree::Document::parse(&core).unwrap();
        let title = tree.descendants().find(|node| node.tag_name().name() == "title").unwrap();
        prop_assert_eq!(title.text().unwrap_or_default(), storable(&texts[0]));
    }

    #[test]
    fn rows_of_any_spans_fill_the_grid(
        columns in 0_usize..5,
        spans in prop::collection::vec(
            prop::collection::vec((0_u32..4, 0_u32..4), 0..5),
            1..6,
        ),
    ) {
        let cell = |(column_span, row_span): &(u32, u32)| Cell {
            column_span: *column_span,
            row_span: *row_span,
            ..cell("x", Alignment::Left)
        };
        let rows: Vec<_> =
            spans.iter().map(|cells| Row::new(cells.iter().map(cell).collect())).collect();
        let table = Table {
            caption: Vec::new(),
            description: String::new(),
            columns: vec![Column::aligned(Alignment::Left); columns],
            head: Vec::new(),
            body: rows,
        };
        let cells = spans.iter().map(Vec::len).sum::<usize>();
        let bytes = docx::write(&document(vec![portrait(vec![Block::Table(table)])])).unwrap();
        let xml = part(&bytes, "word/document.xml");
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let named = |name: &'static str| {
            tree.descendants().filter(move |node| node.has_tag_name((W, name)))
        };
        prop_assert_eq!(named("t").count(), cells);
        let width = named("gridCol").count();
        for row in named("tr") {
            let covered: usize = row
                .children()
                .filter(|node| node.has_tag_name((W, "tc")))
                .map(|cell| {
                    cell.descendants()
                        .find(|node| node.has_tag_name((W, "gridSpan")))
                        .map_or(1, |node| node.attribute((W, "val")).unwrap().parse().unwrap())
                })
                .sum();
            prop_assert_eq!(covered, width);
        }
    }
}

/// Returns `text` as a run can hold it.
fn storable(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '\t' | '\n' | '\r' => Some(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => None,
            other => Some(other),
        })
        .collect()
}

/// Holds `bytes` against the schema by an independent validator.
pub(crate) fn assert_valid(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{name}.docx"));
    std::fs::write(&path, bytes).unwrap();
    // Where `make test` puts it.
    let audit = project_file("target/tools/bin/openxml-audit");
    let output = Command::new(audit)
        .args(["--format", "microsoft365"])
        .arg(&path)
        .output()
        .expect("openxml-audit must be installed: `make test` does that");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}:\n{said}");
}

/// Returns the part of `bytes` at `path`.
pub(crate) fn part(bytes: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(path).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Returns `xml` with each element on a line of its own, indented by its depth.
fn pretty(xml: &str) -> String {
    use std::fmt::Write;
    fn write(node: roxmltree::Node<'_, '_>, depth: usize, output: &mut String) {
        let prefix = |namespace: Option<&str>| match namespace {
            Some(uri) => node.lookup_prefix(uri).map_or(String::new(), |name| format!("{name}:")),
            None => String::new(),
        };
        let indent = "  ".repeat(depth);
        let name = format!("{}{}", prefix(node.tag_name().namespace()), node.tag_name().name());
        write!(output, "{indent}<{name}").unwrap();
        for attribute in node.attributes() {
            let prefix = prefix(attribute.namespace());
            write!(output, " {prefix}{}=\"{}\"", attribute.name(), attribute.value()).unwrap();
        }
        match node.text() {
            Some(text) => writeln!(output, ">{text}</{name}>").unwrap(),
            None if node.has_children() => {
                output.push_str(">\n");
                node.children().for_each(|child| write(child, depth + 1, output));
                writeln!(output, "{indent}</{name}>").unwrap();
            }
            None => output.push_str("/>\n"),
        }
    }
    let tree = roxmltree::Document::parse(xml).unwrap();
    let mut output = String::new();
    write(tree.root_element(), 0, &mut output);
    output
}

fn document(sections: Vec<Section>) -> Document {
    Document { sections, ..laid_text::document(Vec::new()) }
}

fn portrait(blocks: Vec<Block>) -> Section {
    Section { orientation: Orientation::Portrait, blocks }
}

fn heading(level: HeadingLevel, ordinal: u32, text: &str) -> Block {
    Block::Heading(Heading {
        number: Number { level, ordinal, former_ordinal: None },
        runs: vec![Run::text(text)],
    })
}

fn paragraph(runs: Vec<Run>) -> Block {
    Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead: None, runs })
}

fn led(level: HeadingLevel, ordinal: u32, lead: &str, runs: Vec<Run>) -> Block {
    let lead = Lead {
        number: Number { level, ordinal, former_ordinal: None },
        runs: vec![Run::text(lead)],
    };
    Block::Paragraph(Paragraph { role: ParagraphRole::Body, lead: Some(lead), runs })
}

fn cell(text: &str, alignment: Alignment) -> Cell {
    Cell { runs: vec![Run::text(text)], alignment, column_span: 1, row_span: 1, header: false }
}

fn head(texts: &[&str]) -> Row {
    let head = |text: &&str| Cell { header: true, ..cell(text, Alignment::Centre) };
    Row::new(texts.iter().map(head).collect())
}

fn body(texts: &[String]) -> Row {
    let cells = texts.iter().enumerate().map(|(index, text)| match index {
        1 => cell(text, Alignment::Left),
        2 => cell(text, Alignment::Right),
        _ => cell(text, Alignment::Centre),
    });
    Row::new(cells.collect())
}

fn columns(alignments: &[Alignment]) -> Vec<Column> {
    alignments.iter().map(|&alignment| Column::aligned(alignment)).collect()
}

fn signature(seal: Seal) -> Block {
    Block::Signature(Signature {
        name: vec![Run::text("昌黎县总工会")],
        date: vec![Run::text("2024年3月4日")],
        seal,
    })
}

/// Returns a table with a head of two rows, spans both ways, and figures.
fn spanned_table() -> Table {
    let across =
        |text, column_span| Cell { column_span, header: true, ..cell(text, Alignment::Centre) };
    let down = |text, row_span| Cell { row_span, header: true, ..cell(text, Alignment::Centre) };
    Table {
        caption: vec![Run::text("单位：万元")],
        description: "项目支出按预算种类".to_owned(),
        columns: columns(&[Alignment::Centre, Alignment::Left, Alignment::Right, Alignment::Right]),
        head: vec![
            Row::new(vec![down("序号", 2), down("项目名称", 2), across("预算金额", 2)]),
            head(&["年初", "调整后"]),
        ],
        body: vec![
            Row::new(vec![
                Cell { row_span: 2, ..cell("1", Alignment::Centre) },
                cell("职工之家项目建设", Alignment::Left),
                cell("", Alignment::Right),
                Cell {
                    runs: vec![Run::figure("project.P01.adjusted", "384.2076")],
                    ..cell("", Alignment::Right)
                },
            ]),
            Row::new(vec![
                cell("提前下达2023年困难职工及劳模帮扶救助在专项资金", Alignment::Left),
                cell("5.58", Alignment::Right),
                cell("5.58", Alignment::Right),
            ]),
            Row::new(vec![across("合计", 2), cell("33.94", Alignment::Right)]),
        ],
    }
}

/// Returns a report with every kind of block.
fn report() -> Document {
    use HeadingLevel::{Four, One, Three, Two};
    let issuer = Block::Paragraph(Paragraph {
        role: ParagraphRole::Issuer,
        lead: None,
        runs: vec![Run::text("昌黎县总工会")],
    });
    let quoted = paragraph(vec![
        Run::text("2023年部门（含所属预算单位）项目支出共计"),
        Run::figure("project_count", "4"),
        Run::text("个，评价等级为“优”的项目"),
        Run::figure("by_grade.excellent.count", "4"),
        Run::text("个，评优率"),
        Run::figure("excellence_rate", "100%"),
        Run { strong: true, ..Run::text("，占比最高") },
        Run::text("。"),
    ]);
    document(vec![
        portrait(vec![
            issuer,
            Block::Title(vec![
                Run::figure("fiscal_year", "2023"),
                Run::text("年度昌黎县总工会整体绩效自评工作报告"),
            ]),
            heading(One, 1, "绩效自评工作开展情况"),
            heading(Two, 1, "部门预算安排及资金分配拨付使用情况"),
            quoted,
            led(
                Three,
                1,
                "本级项目支出自评。",
                vec![Run::text("本部门组织对项目支出全面开展自评。")],
            ),
            Block::Table(spanned_table()),
            led(Three, 2, "部门整体绩效自评结果", Vec::new()),
            led(Four, 1, "完善制度建设。", vec![Run::text("制定完善管理制度。")]),
            signature(Seal::Without),
        ]),
        Section {
            orientation: Orientation::Landscape,
            blocks: vec![
                Block::Table(Table { caption: Vec::new(), ..spanned_table() }),
                Block::Table(Table { caption: Vec::new(), ..spanned_table() }),
            ],
        },
        portrait(vec![
            paragraph(vec![Run::text("拟将绩效自评结果向社会公开。")]),
            signature(Seal::With),
        ]),
    ])
}

/// Returns a report with every kind of change.
fn changed() -> Document {
    let inserted = |text: &str| Run { change: Change::Inserted, ..Run::text(text) };
    let deleted = |text: &str| Run { change: Change::Deleted, ..Run::text(text) };
    let cell = |run: Run| Cell { runs: vec![run], ..cell("", Alignment::Left) };
    let row = |change, runs: [Run; 2]| Row { cells: runs.map(cell).to_vec(), change };
    document(vec![portrait(vec![
        paragraph(vec![
            Run::text("决算数"),
            deleted("410.94"),
            inserted("426.73"),
            Run::text("万元。"),
        ]),
        Block::Heading(Heading {
            number: Number { level: HeadingLevel::Two, ordinal: 1, former_ordinal: None },
            runs: vec![deleted("旧标题")],
        }),
        Block::Heading(Heading {
            number: Number { level: HeadingLevel::Two, ordinal: 1, former_ordinal: Some(2) },
            runs: vec![Run::text("前移的标题")],
        }),
        paragraph(vec![inserted("全新的一段。")]),
        Block::Table(Table {
            caption: Vec::new(),
            description: "变动".to_owned(),
            columns: columns(&[Alignment::Left, Alignment::Left]),
            head: vec![head(&["项目", "得分"])],
            body: vec![
                row(Change::Deleted, [deleted("旧行"), deleted("1")]),
                row(Change::Inserted, [inserted("新行"), inserted("2")]),
                row(Change::Unchanged, [Run::text("旧值"), inserted("3")]),
            ],
        }),
        paragraph(vec![Run::text("其余不变。")]),
    ])])
}
