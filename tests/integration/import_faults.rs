//! Tables of other programs, and workbooks that are wrong, hidden or hostile.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;
use ziping::import;

use crate::filing::Computed;
use crate::forms_workbook::{book, joined, with_parts};
use crate::harness::{Outcome, Workplace, project_file};

/// Returns a workbook of one sheet.
fn workbook(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("汇总").unwrap();
    fill(sheet).unwrap();
    workbook.save_to_buffer().unwrap()
}

/// Writes a row of texts.
fn row(sheet: &mut Worksheet, row: u32, texts: &[&str]) -> Result<(), XlsxError> {
    for (column, text) in (0..).zip(texts) {
        if !text.is_empty() {
            sheet.write_string(row, column, *text)?;
        }
    }
    Ok(())
}

/// Imports a workbook with the program, and a filing where one is given.
fn imported(book: &[u8], filing: Option<&str>) -> (Workplace, Outcome) {
    let workplace = Workplace::empty();
    fs::write(workplace.path("表.xlsx"), book).unwrap();
    let arguments: Vec<&str> = ["import", "表.xlsx"].into_iter().chain(filing).collect();
    let outcome = workplace.run(&arguments);
    (workplace, outcome)
}

/// A table as a county's platform exports it: two rows of headings, merged cells, commas, a sum.
fn platform_table(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 7, "2024年度项目支出绩效自评情况汇总表", &plain)?;
    row(sheet, 1, &["填报单位：云岭县水务局", "", "", "", "", "", "金额单位：元"])?;
    for (column, head) in
        [(0, "序号"), (1, "项 目\n名 称"), (2, "资金性质"), (6, "自评得分"), (7, "备注")]
    {
        sheet.merge_range(2, column, 3, column, head, &plain)?;
    }
    sheet.merge_range(2, 3, 2, 5, "资金情况", &plain)?;
    row(sheet, 3, &["", "", "", "年初预算数", "调整后预算数", "决算数"])?;
    row(sheet, 4, &["1", "河道清淤", "一般公共预算", "", "1,234,500.50"])?;
    sheet.write_number(4, 3, 1_000_000.1)?;
    sheet.write_formula(4, 5, Formula::new("ROUND(E5,2)").set_result("1234500.5"))?;
    sheet.write_number(4, 6, 98.75)?;
    row(sheet, 5, &["2", "水库加固", "社保基金", "—", "20", "20", "90", "跨年"])?;
    row(sheet, 6, &["", "合计", "", "", "1", "1"])?;
    Ok(())
}

#[test]
fn a_platforms_table_becomes_yaml() {
    let (_, read) = imported(&workbook(platform_table), None);
    assert_eq!(read.status, 0, "{read:?}");
    insta::assert_snapshot!("a_platforms_table", format!("{}---\n{}", read.stdout, read.stderr));
}

#[test]
fn differences_are_shown_and_nothing_is_overwritten() {
    let workplace = Workplace::with_filing("examples/package");
    let built = workplace.run(&["build", "filing", "--format", "xlsx", "--out", "out"]);
    let path = built.stdout.trim();
    let changed = with_parts(&fs::read(workplace.path(path)).unwrap(), |part, text| {
        if part == "xl/worksheets/sheet3.xml" {
            let at = text.find("r=\"E7\"").unwrap();
            text[..at].to_owned() + &text[at..].replacen("<v>1132.8</v>", "<v>1100.25</v>", 1)
        } else if part == "xl/sharedStrings.xml" {
            text.replace("云岭县农业技术推广中心", "云岭县农技中心")
        } else {
            text
        }
    });
    fs::write(workplace.path("改.xlsx"), changed).unwrap();
    let before = workplace.files("filing");
    let read = workplace.run(&["import", "改.xlsx", "filing"]);
    assert_eq!(workplace.files("filing"), before);
    assert!(
        read.stdout.contains("改 projects[P01].funding[1].final  1132.8 → 1100.25\n"),
        "{}",
        read.stdout
    );
    assert!(
        read.stdout.contains(
            "改 projects[P01].implementing_unit  云岭县农业技术推广中心 → 云岭县农技中心\n"
        ) && read.stdout.lines().last().unwrap().starts_with("同 8"),
        "{}",
        read.stdout
    );
}

#[test]
fn a_new_filing_is_written_once() {
    let workplace = Workplace::empty();
    fs::write(workplace.path("表.xlsx"), book(&Computed::of(&joined("examples/package")))).unwrap();
    let first = workplace.run(&["import", "表.xlsx", "new"]);
    assert_eq!((first.status, first.stdout.as_str()), (0, "new/filing.yaml\n"), "{}", first.stderr);
    let written = workplace.files("new");
    let again = workplace.run(&["import", "表.xlsx", "new"]);
    assert!(again.stdout.starts_with("同 ") && workplace.files("new") == written, "{again:?}");
}

#[test]
fn what_is_no_value_is_told_at_its_cell() {
    let faulty = workbook(|sheet| {
        row(sheet, 0, &["", "", "", "单位：万元"])?;
        row(
            sheet,
            1,
            &[
                "项目编号",
                "项目名称",
                "年初预算数",
                "全年预算数",
                "全年执行数",
                "自评得分",
                "预算类型",
            ],
        )?;
        row(sheet, 2, &["P01", "甲", "", "", "", "", "一般公告预算"])?;
        sheet.write_formula(2, 2, Formula::new("#REF!+1").set_result("#REF!"))?;
        sheet.write_formula(2, 3, Formula::new("B1").set_result("无结果"))?;
        sheet.write_number(2, 4, 0.1 + 0.2)?;
        let day = Format::new().set_num_format("yyyy/m/d");
        sheet.write_datetime_with_format(2, 5, ExcelDateTime::from_ymd(2024, 5, 6)?, &day)?;
        row(sheet, 3, &["P02", "乙", "12万", "1.2345678", "", "101", ""])?;
        row(sheet, 4, &["P02", "丙", "1", "1", "1", "90.123", ""])
    });
    let without_result = with_parts(&faulty, |_, text| text.replace("<v>无结果</v>", ""));
    let (_, read) = imported(&without_result, None);
    assert_eq!((read.status, read.stdout.as_str()), (1, ""));
    insta::assert_snapshot!("I802", read.stderr);
    // The faults of the data are found once every cell can be read.
    let values = workbook(|sheet| {
        row(sheet, 0, &["", "", "", "单位：万元"])?;
        row(
            sheet,
            1,
            &[
                "项目编号",
                "项目名称",
                "年初预算数",
                "全年预算数",
                "全年执行数",
                "自评得分",
                "预算类型",
            ],
        )?;
        row(sheet, 2, &["P02", "乙", "12万", "1.2345678", "", "101", "一般公告预算"])?;
        row(sheet, 3, &["P02", "丙", "1", "1", "1", "90.123", ""])
    });
    let (_, read) = imported(&values, None);
    assert_eq!((read.status, read.stdout.as_str()), (1, ""));
    insta::assert_snapshot!("faults_of_values", read.stderr);
}

#[test]
fn a_table_that_is_not_known_says_which_headings_are() {
    let unknown = workbook(|sheet| row(sheet, 0, &["名称", "金额"]));
    let unit = workbook(|sheet| {
        row(sheet, 0, &["项目名称", "年初预算数", "决算数"])?;
        row(sheet, 1, &["甲", "1", "1"])
    });
    let told: String = [unknown, unit].iter().map(|book| imported(book, None).1.stderr).collect();
    insta::assert_snapshot!("I803", told);
}

#[test]
fn what_is_hidden_is_read_with_a_warning() {
    let hidden = workbook(|sheet| {
        platform_table(sheet)?;
        sheet.set_row_hidden(4)?.set_row_hidden(5)?;
        sheet.set_column_hidden(2)?;
        Ok(())
    });
    let (_, read) = imported(&hidden, None);
    assert!(read.status == 0 && read.stdout.contains("水库加固"), "{read:?}");
    insta::assert_snapshot!("I804", read.stderr);
}

#[test]
fn a_file_that_is_no_workbook_or_a_bomb_is_refused() {
    let mut told = String::new();
    told.push_str(&imported(b"\xd0\xcf\x11\xe0 an older workbook", None).1.stderr);
    let plain = workbook(platform_table);
    told.push_str(&imported(&plain[..plain.len() / 2], None).1.stderr);
    // Zeros of 200 MB are 200 KB in the file.
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..200 {
        bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    told.push_str(&imported(&bomb, None).1.stderr);
    let cells = with_parts(&plain, |part, text| {
        if part.ends_with("sheet1.xml") {
            text.replace("</sheetData>", &format!("{}</sheetData>", "<c/>".repeat(1_000_001)))
        } else {
            text
        }
    });
    told.push_str(&imported(&cells, None).1.stderr);
    insta::assert_snapshot!("I801", told);
}

#[test]
fn a_cell_at_the_end_of_the_largest_sheet_costs_nothing() {
    let far = workbook(|sheet| {
        platform_table(sheet)?;
        sheet.write_string(1_048_575, 16_383, "末")?;
        Ok(())
    });
    let far = with_parts(&far, |part, text| {
        let merged = "<mergeCell ref=\"J9:XFD1048575\"/></mergeCells>";
        if part.ends_with("sheet1.xml") { text.replace("</mergeCells>", merged) } else { text }
    });
    let (_, read) = imported(&far, None);
    assert_eq!(read.status, 0, "{}", read.stderr);
}

#[test]
fn the_documentation_lists_every_heading() {
    let page = fs::read_to_string(project_file("docs/import.md")).unwrap();
    for (_, key, headings) in import::HEADINGS {
        let listed = headings.join("、");
        let key = if key.is_empty() { "（不读入）".to_owned() } else { format!("`{key}`") };
        let line = format!("| {key} | {listed} |");
        assert!(page.lines().any(|found| found == line), "docs/import.md lacks {line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_workbook_is_refused_or_read(
        part in 0_usize..9,
        cuts in prop::collection::vec((0_usize..100_000, 0_usize..40, prop::sample::select(vec![
            "", "<", ">", "\"", "&", "-1", "99999999999999999999", "1e309", "<c r=\"ZZZZ9\"/>", "<f t=\"shared\" si=\"9999999999\">A1</f>",
            "<mergeCell ref=\"A1:XFD1048576\"/>", "s=\"77777\"", "t=\"s\"", "t=\"e\"", "</row>", "\u{0}",
        ])), 1..4),
    ) {
        let whole = workbook(platform_table);
        let parts = std::cell::Cell::new(0);
        let damaged_book = with_parts(&whole, |_, mut text| {
            let number = parts.get();
            parts.set(number + 1);
            if number == part {
                for (at, length, with) in &cuts {
                    let start = text.floor_char_boundary(at % (text.len() + 1));
                    let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
                    text.replace_range(start..end, with);
                }
            }
            text
        });
        prop_assert!(parts.get() > part, "{} parts", parts.get());
        let read = import::read(&damaged_book, &BTreeMap::new());
        prop_assert!(!read.yaml.text.is_empty() || !read.findings.is_empty());
    }
}
