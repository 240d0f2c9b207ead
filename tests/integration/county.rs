//! `ziping batch --summary`: the county's sums, ranks and returns, worked by hand and read back by
//! others' programs.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value as Json;

use crate::docx::assert_valid;
use crate::forms_workbook::assert_recalculates;
use crate::harness::{Outcome, Workplace};
use crate::readers::{docx_paragraphs, pdf_pages, run_tool, squeezed};

const STEM: &str = "output/2023年度绩效自评汇总";

/// Returns the YAML of a filing: initial, adjusted and final amounts, and a score for each project
/// of its amount.
fn filing(department: &str, score: &str, budget: [&str; 3], projects: &[(&str, &str)]) -> String {
    let [initial, adjusted, last] = budget;
    let project = |(index, (amount, score)): (usize, &(&str, &str))| {
        format!(
            "  - {{ id: P{index}, name: 事项{index}, initial: {amount}, adjusted: {amount}, \
             final: {amount}, score: {score} }}\n"
        )
    };
    let projects: String = projects.iter().enumerate().map(project).collect();
    format!(
        "form: changli\nfiscal_year: 2023\n\
         department: {{ name: {department}, finance_authority: 青河县财政局 }}\n\
         evaluation: {{ completed_on: 2024-03-04, score: {score} }}\n\
         budget:\n  department: {{ initial: {initial}, adjusted: {adjusted}, final: {last} }}\n\
         projects:\n{projects}narrative:\n  overall_achievement: [各项目标按期完成。]\n\
         \x20 project_achievement: [项目全部完工。]\n  overall_target_quality: [目标设定合理。]\n\
         \x20 project_target_quality: [指标明确。]\n  measures: [继续加强管理。]\n",
    )
}

/// Four departments that count, two of them with one score; one whose score is impossible, one that
/// is no YAML, and one that another stands for.
fn county() -> Workplace {
    let place = Workplace::empty();
    let education = [("100", "95"), ("50.5", "85")];
    let filings = [
        ("教育局", filing("青河县教育局", "96.5", ["1000", "1000", "1000.0001"], &education)),
        ("民政局", filing("青河县民政局", "96.50", ["200.25", "210", "205.1234"], &[("20", "91")])),
        ("水务局", filing("青河县水务局", "88", ["300", "300", "290"], &[("30", "70")])),
        ("档案馆", filing("青河县档案馆", "59.99", ["10", "10", "10"], &[("1", "59")])),
        ("错局", filing("青河县错局", "90", ["10", "10", "10"], &[("1", "195")])),
        ("重复", filing("青河县教育局", "90", ["10", "10", "10"], &[("1", "95")])),
    ];
    for (folder, text) in filings {
        place.write(&format!("county/{folder}/filing.yaml"), &text);
    }
    place.write("county/坏的/filing.yaml", "form: [\n");
    place
}

fn batch(place: &Workplace, arguments: &[&str]) -> Outcome {
    place.run(&[&["batch", "county", "--format", "docx"], arguments].concat())
}

/// Returns the cells of a sheet of the workbook at `path`.
fn cells(path: &Path, sheet: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn words(row: &[Data]) -> Vec<String> {
    row.iter().map(ToString::to_string).collect()
}

#[test]
fn the_summary_adds_ranks_and_names_what_does_not_count() {
    let place = county();
    let outcome = batch(&place, &["--summary", "docx,pdf,xlsx"]);
    assert_eq!(outcome.status, 3, "{}", outcome.stderr);
    let files = ["docx", "pdf", "xlsx"].map(|kind| format!("{STEM}.{kind}"));
    let written: Vec<_> = outcome.stdout.lines().collect();
    assert_eq!(written, [&["output/batch.json".to_owned()], &files[..]].concat());
    let [docx, pdf, xlsx] = files.map(|file| place.path(&file));

    assert_valid("county", &fs::read(&docx).unwrap());
    run_tool("qpdf", &["--check", pdf.to_str().unwrap()]);
    let text = squeezed(&docx_paragraphs(&docx).concat());
    let pages = pdf_pages(&pdf);
    let drawn = (1..=pages.len()).fold(squeezed(&pages.concat().concat()), |drawn, page| {
        drawn.replacen(&format!("—{page}—"), "", 1)
    });
    assert_eq!(text, drawn);
    for expected in [
        "2023年度，青河县财政局共收到填报数据7份，汇总4个部门",
        "退回2份，重复1份，无法读取0份，未能生成0份",
        // 1000 + 200.25 + 300 + 10; 1000 + 210 + 300 + 10; 1000.0001 + 205.1234 + 290 + 10.
        "年初预算数合计1510.25万元，调整后预算数合计1520.00万元，决算数合计1505.12万元，执行率99.02%",
        "项目支出调整后预算数合计201.50万元",
        "有得分的部门4个：“优”2个、“良”1个、“中”0个、“差”1个，部门评优率50%",
        "共有项目5个，开展自评5个，自评覆盖率100%；“优”2个、“良”1个、“中”1个、“差”1个，项目评优率40%",
        "1青河县教育局96.5优22100%50%1000.001000.001000.00100%",
        "1青河县民政局96.5优11100%100%200.25210.00205.1297.68%",
        "3青河县水务局88良",
        "4青河县档案馆59.99差",
        "青河县错局错局退回1",
        "—坏的退回1",
        "青河县教育局重复重复0",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }

    // A rate of money for each department, one of counts, and the last row's.
    if let Some(formulas) = assert_recalculates(&fs::read(&xlsx).unwrap()) {
        assert_eq!(formulas, 4 * 2 + 7);
    }
    let ranking = cells(&xlsx, "部门排名");
    // Exact amounts in 万元, and the sums that the program, not the library, has computed.
    let rows: Vec<_> = ranking[3..].iter().map(|row| words(&row[..11])).collect();
    let education =
        ["1", "青河县教育局", "96.5", "优", "2", "2", "1", "0.5", "1000", "1000", "1000.0001"];
    assert_eq!(rows[0], education);
    assert_eq!(rows[4][8..], ["1510.25", "1520", "1505.1235"]);
    assert_eq!(
        rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(),
        ["1", "1", "3", "4", "合计"]
    );
    let sums: Vec<_> = cells(&xlsx, "汇总").iter().map(|row| words(row)).collect();
    for [label, value] in [
        ["退回的份数", "2"],
        ["等级为差的部门数", "1"],
        ["部门决算数", "1505.1235"],
        ["自评项目资金合计", "201.5"],
        ["项目评优率", "0.4"],
    ] {
        assert!(sums.iter().any(|row| *row == [label, value]), "{label}: {sums:?}");
    }
    let uncounted: Vec<_> = cells(&xlsx, "未汇总").iter().map(|row| words(row)).collect();
    assert_eq!(
        uncounted[3..].iter().map(|row| row[2].as_str()).collect::<Vec<_>>(),
        ["退回", "退回", "重复"]
    );
    assert!(uncounted[4][5].contains("195"), "{uncounted:?}");
}

#[test]
fn each_year_has_its_summary() {
    let place = county();
    place.replace("county/水务局/filing.yaml", "fiscal_year: 2023", "fiscal_year: 2022");
    place.replace("county/水务局/filing.yaml", "2024-03-04", "2023-03-04");
    let outcome = batch(&place, &["--summary", "docx"]);
    let files: Vec<_> = outcome.stdout.lines().skip(1).collect();
    assert_eq!(files, ["output/2022年度绩效自评汇总.docx", "output/2023年度绩效自评汇总.docx"]);
    let text = |file| squeezed(&docx_paragraphs(&place.path(file)).concat());
    // What is no YAML has no year, and stands in both.
    assert!(text(files[0]).contains("收到填报数据2份，汇总1个部门"), "{}", text(files[0]));
    assert!(text(files[1]).contains("收到填报数据6份，汇总3个部门"), "{}", text(files[1]));
    assert!(text(files[1]).contains("决算数合计1215.12万元"), "{}", text(files[1]));
}

#[test]
fn a_draft_says_so_and_counts_what_has_errors() {
    let place = county();
    let outcome = batch(&place, &["--draft", "--summary", "docx"]);
    let file = outcome.stdout.lines().nth(1).unwrap();
    assert_eq!(file, "output/2023年度绩效自评汇总（草稿）.docx");
    let text = squeezed(&docx_paragraphs(&place.path(file)).concat());
    assert!(text.contains("3青河县错局90优"), "{text}");
}

#[test]
fn a_thousand_departments_take_a_table_of_many_pages() {
    let place = county();
    assert_eq!(batch(&place, &[]).status, 3);
    let text = fs::read_to_string(place.path("output/batch.json")).unwrap();
    let mut summary: Json = serde_json::from_str(&text).unwrap();
    let filings = summary["filings"].as_array_mut().unwrap();
    let model = filings.iter().find(|entry| entry["filing"] == "民政局").unwrap().clone();
    filings.clear();
    for number in 0..1000 {
        let mut entry = model.clone();
        let name = format!("第{number:04}局");
        entry["filing"] = name.as_str().into();
        entry["department"] = name.as_str().into();
        entry["folder"] = name.as_str().into();
        entry["facts"]["overall_score"] = format!("{}", 100 - number / 10).into();
        filings.push(entry);
    }
    place.write("many.json", &summary.to_string());
    let merge = ["batch", "--merge", "many.json", "--summary", "pdf,xlsx"];
    let outcome = place.run(&merge);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let rows = cells(&place.path(&format!("{STEM}.xlsx")), "部门排名");
    assert_eq!(words(&rows[3 + 999])[..3], ["991", "第0999局", "1"]);
    // A thousand times 205.1234.
    assert_eq!(words(&rows[3 + 1000])[10], "205123.4");
    let pages = pdf_pages(&place.path(&format!("{STEM}.pdf")));
    assert!(pages.len() > 20, "{}", pages.len());
    let drawn = pages.concat().concat();
    assert!((0..1000).all(|number| drawn.contains(&format!("第{number:04}局"))));

    // A sum is never made of what this program does not write.
    place.write("many.json", &summary.to_string().replacen("\"100\"", "\"1e2\"", 1));
    let outcome = place.run(&merge);
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("overall_score 不能是“1e2”"), "{}", outcome.stderr);
}

#[test]
fn what_cannot_be_summed_up_is_said_before_anything_is_built() {
    let place = county();
    for (arguments, words) in [
        (&["--shard", "1/2", "--summary", "docx"][..], "--merge"),
        (&["--edition", "public", "--summary", "docx"], "完整版"),
        (&["--summary", "html"], "docx"),
    ] {
        let outcome = batch(&place, arguments);
        assert_eq!(outcome.status, 2, "{arguments:?} {}", outcome.stderr);
        assert!(outcome.stderr.contains(words), "{arguments:?} {}", outcome.stderr);
        assert!(!place.path("output").exists(), "{arguments:?}");
    }
    // Nothing has a year: the batch is as it was, and the summary is missing with its reason.
    place.write("faulty/坏的/filing.yaml", "form: [\n");
    let outcome = place.run(&["batch", "faulty", "--summary", "docx"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (3, "output/batch.json\n"));
    assert!(outcome.stderr.contains("没有一份填报数据能读出年度"), "{}", outcome.stderr);
}

#[test]
fn a_countys_own_words_and_thresholds_stand_in_for_ours() {
    let place = county();
    let own = crate::harness::project_file("templates/county");
    let read = |file: &str| fs::read_to_string(own.join(file)).unwrap();
    let form =
        read("form.yaml").replace("from: 90", "from: 97").replace("label: 优", "label: 优秀");
    place.write("own/county/form.yaml", &form);
    place.write(
        "own/county/summary.html",
        &read("summary.html").replace("结果汇总</h1>", "公报</h1>"),
    );
    let outcome = batch(&place, &["--templates", "own", "--summary", "docx"]);
    assert_eq!(outcome.status, 3, "{}", outcome.stderr);
    let text = squeezed(&docx_paragraphs(&place.path(&format!("{STEM}.docx"))).concat());
    assert!(text.contains("2023年度部门绩效自评公报"), "{text}");
    assert!(text.contains("“优秀”0个、“良”3个"), "{text}");
    // A name that no summary has is told at its place, and no summary is written.
    fs::remove_dir_all(place.path("output")).unwrap();
    let wrong = read("summary.html").replacen("figures.filing_count", "figures.filings_count", 1);
    place.write("own/county/summary.html", &wrong);
    let outcome = batch(&place, &["--templates", "own", "--summary", "docx"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (1, "output/batch.json\n"));
    for words in ["T602", "summary.html:", "filing_count”？", "未写出汇总报告"] {
        assert!(outcome.stderr.contains(words), "{words}: {}", outcome.stderr);
    }
}

#[test]
fn where_nobody_counts_the_summary_says_who_was_returned() {
    let place = Workplace::empty();
    let text = filing("青河县错局", "90", ["10", "10", "10"], &[("1", "195")]);
    place.write("county/错局/filing.yaml", &text);
    let outcome = batch(&place, &["--summary", "docx,pdf,xlsx"]);
    assert_eq!((outcome.status, outcome.stdout.lines().count()), (3, 4), "{}", outcome.stderr);
    let text = squeezed(&docx_paragraphs(&place.path(&format!("{STEM}.docx"))).concat());
    for expected in ["汇总0个部门", "没有可以汇总的部门。", "青河县错局错局退回1"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let ranking = cells(&place.path(&format!("{STEM}.xlsx")), "部门排名");
    assert_eq!(words(&ranking[3])[8..11], ["0", "0", "0"]);
}
