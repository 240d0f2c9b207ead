//! `build --package`: the report, the forms and the summary, each in files of its own.

use std::fmt::Write as _;
use std::path::Path;

use ziping::record::{FileHash, Record};

use crate::docx::assert_valid;
use crate::harness::Workplace;
use crate::public::{FILING, WITHHELD};
use crate::readers::{docx_paragraphs, pdf_pages, pdf_text, run_tool, squeezed};
use crate::rendering::MINIMAL;

const REPORT: &str = "01 2024年度云岭县农业农村局整体绩效自评工作报告";
const DEPARTMENT: &str = "02 部门整体支出绩效自评表";
const PROJECT: &str = "项目支出绩效自评表";
const SUMMARY: &str = "04 项目自评结果汇总表";

const PROJECTS: [&str; 8] = [
    "高标准农田建设项目",
    "农村户厕改造和垃圾清运项目",
    "动物疫病防控经费",
    "农产品质量安全监测经费",
    "种植业保险保费补贴",
    "高素质农民培育",
    "化肥减量增效和土壤改良项目",
    "县属农机服务企业资本金",
];

/// Returns the names of the files below `folder` that end in `extension`, without it.
fn names(place: &Workplace, folder: &str, extension: &str) -> Vec<String> {
    let files = place.files(folder).into_iter();
    files.filter_map(|(name, _)| Some(name.strip_suffix(extension)?.to_owned())).collect()
}

/// Builds the package of the filing in `place` and returns what was printed.
fn build(place: &Workplace, filing: &str, more: &[&str]) -> String {
    let outcome = place.run(&[&["build", filing, "--package", "--out", "out"][..], more].concat());
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    outcome.stdout
}

#[test]
fn a_package_has_the_report_a_form_each_and_the_summary() {
    let place = Workplace::with_filing("examples/package");
    let printed = build(&place, "filing", &[]);
    let mut expected = vec![REPORT.to_owned(), DEPARTMENT.to_owned()];
    for (number, project) in (1..).zip(PROJECTS) {
        expected.push(format!("03-{number:02} {PROJECT} {project}"));
    }
    expected.push(SUMMARY.to_owned());
    let paths: Vec<String> = expected
        .iter()
        .flat_map(|name| ["docx", "pdf"].map(|kind| format!("out/{name}.{kind}")))
        .collect();
    assert_eq!(printed.lines().collect::<Vec<_>>(), paths, "in the order of the package");
    assert_eq!(names(&place, "out", ".docx"), expected);

    for name in &expected {
        let (docx, pdf) = (format!("out/{name}.docx"), format!("out/{name}.pdf"));
        assert_valid("package", &std::fs::read(place.path(&docx)).unwrap());
        run_tool("qpdf", &["--check", place.path(&pdf).to_str().unwrap()]);
        assert_same_characters(&place.path(&docx), &place.path(&pdf));
    }
    let record = std::fs::read(place.path("out/2024年度云岭县农业农村局整体绩效自评材料.record"));
    let record = Record::of_bytes(&record.unwrap()).unwrap();
    let mut listed = Vec::new();
    for (name, bytes) in place.files("out").iter().filter(|(name, _)| !name.ends_with("record")) {
        listed.push(FileHash::of(name, bytes));
    }
    let mut outputs = record.outputs.clone();
    outputs.sort();
    assert_eq!(outputs, listed, "the record lists every file");
}

/// Holds the characters of a DOCX against those of the PDF: a PDF draws repeated heads again, and
/// cells that span pages, so it may have more of each.
fn assert_same_characters(docx: &Path, pdf: &Path) {
    let count = |text: &str, wanted: char| text.chars().filter(|&found| found == wanted).count();
    let said = squeezed(&docx_paragraphs(docx).concat());
    let drawn = pdf_text_turned(pdf);
    for character in said.chars() {
        let (said, drawn) = (count(&said, character), count(&drawn, character));
        assert!(said <= drawn, "{character:?} {said} times, {drawn} in {}", pdf.display());
    }
}

/// Returns the text of a PDF whatever side of its sheets is up.
fn pdf_text_turned(path: &Path) -> String {
    pdf_pages(path).into_iter().map(|lines| squeezed(&lines.concat())).collect()
}

#[test]
fn a_form_shows_the_money_the_scores_and_the_people() {
    let place = Workplace::with_filing("examples/package");
    build(&place, "filing", &["--format", "pdf"]);
    let form =
        pdf_text_turned(&place.path("out/03-02 项目支出绩效自评表 农村户厕改造和垃圾清运项目.pdf"));
    for words in [
        "项目支出绩效自评表",
        "2024年度金额单位：万元",
        "执行偏差原因清运车采购首次流标，尾款和车辆款结转2025年支付",
        "改造户厕数量≥600座588座1514.712户整户外出，未能施工；农户返乡后补建",
        "10084.58自评等级：良",
        "填表人：王晓燕联系电话：0399-5550137单位负责人：赵志远",
    ] {
        assert!(form.contains(words), "{words}\n{form}");
    }
    let summary = pdf_text_turned(&place.path(&format!("out/{SUMMARY}.pdf")));
    assert!(summary.contains("1891.002310.502175.9494.18%"), "{summary}");
    assert!(summary.contains("评优率62.5%；部门整体得分98.3分，等级为优。"), "{summary}");
}

#[test]
fn the_public_package_has_no_people_and_no_form_of_a_withheld_project() {
    let place = Workplace::empty();
    place.write("filing.yaml", FILING);
    build(&place, "filing.yaml", &[]);
    assert_eq!(names(&place, "out", ".docx").len(), 5);
    let full = place.path("out/03-02 项目支出绩效自评表 考务密室技防.pdf");
    assert!(pdf_text_turned(&full).contains("填表人：欧阳墨涵"));
    std::fs::remove_dir_all(place.path("out")).unwrap();

    build(&place, "filing.yaml", &["--edition", "public"]);
    let files = names(&place, "out", ".docx");
    assert_eq!(
        files,
        [
            "01 2023年度青河县教育局整体绩效自评工作报告（公开版）",
            "02 部门整体支出绩效自评表（公开版）",
            "03-01 项目支出绩效自评表 校舍维修改造（公开版）",
            "04 项目自评结果汇总表（公开版）",
        ]
    );
    for name in files {
        let docx = squeezed(&docx_paragraphs(&place.path(&format!("out/{name}.docx"))).concat());
        let pdf = pdf_text_turned(&place.path(&format!("out/{name}.pdf")));
        for word in WITHHELD.iter().chain(&["填表人", "联系电话"]) {
            assert!(!docx.contains(word) && !pdf.contains(word), "{word} in {name}");
        }
    }
}

#[test]
fn hostile_project_names_make_harmless_file_names() {
    let place = Workplace::empty();
    let mut projects = String::new();
    let long = "长".repeat(120);
    for (id, name) in [
        ("P02", "../../outside"),
        ("P03", "甲/乙\\\\丙:丁"),
        ("P04", "馆藏档案数字化"),
        ("P05", &long),
    ] {
        writeln!(
            projects,
            "  - {{ id: {id}, name: \"{name}\", implementing_unit: {id}所, budget_kind: general_public, initial: 1, adjusted: 1, final: 1, score: 95 }}"
        )
        .unwrap();
    }
    place
        .write("filing.yaml", &MINIMAL.replacen("narrative:", &format!("{projects}narrative:"), 1));
    build(&place, "filing.yaml", &["--format", "docx"]);
    let cut = format!("03-05 {PROJECT} {}", "长".repeat(50));
    assert_eq!(
        names(&place, "out", ".docx")[2..7],
        [
            "03-01 项目支出绩效自评表 馆藏档案数字化",
            "03-02 项目支出绩效自评表 _.._outside",
            "03-03 项目支出绩效自评表 甲_乙_丙_丁",
            "03-04 项目支出绩效自评表 馆藏档案数字化",
            cut.as_str(),
        ]
    );
    assert_eq!(place.files(".").len(), 10, "nothing was written elsewhere");
}

#[test]
fn the_same_filing_gives_the_same_package_and_a_draft_says_so() {
    let place = Workplace::with_filing("examples/package");
    build(&place, "filing", &[]);
    let first = place.files("out");
    build(&place, "filing", &[]);
    assert!(first == place.files("out"));
    std::fs::remove_dir_all(place.path("out")).unwrap();
    build(&place, "filing", &["--draft", "--format", "pdf"]);
    let summary = place.path(&format!("out/{SUMMARY}（草稿）.pdf"));
    assert!(pdf_pages(&summary).iter().all(|page| page.iter().any(|line| line == "草稿")));
}

/// Returns a filing whose one project has 60 indicators.
pub(crate) fn sixty_indicators() -> String {
    let mut indicators = String::from("    indicators:\n");
    for number in 1..=60 {
        let (category, weight) = if number <= 30 { ("quantity", 1) } else { ("quality", 2) };
        writeln!(
            indicators,
            "      - {{ dimension: output, category: {category}, name: 第{number}批档案扫描质量, operator: ge, target: '1', actual: '1', weight: {weight}, score: {weight} }}"
        )
        .unwrap();
    }
    MINIMAL.replacen("    score: 95\n", &indicators, 1)
}

#[test]
fn a_form_of_sixty_indicators_has_heads_and_labels_on_every_page() {
    let place = Workplace::empty();
    place.write("filing.yaml", &sixty_indicators());
    build(&place, "filing.yaml", &[]);
    let pages = pdf_pages(&place.path("out/03-01 项目支出绩效自评表 馆藏档案数字化.pdf"));
    let with = |page: &[String], words: &str| squeezed(&page.concat()).matches(words).count();
    let indicators: Vec<_> = pages.iter().map(|page| with(page, "批档案扫描质量")).collect();
    assert_eq!(indicators.iter().sum::<usize>(), 60);
    let holding: Vec<_> = pages.iter().filter(|page| 0 < with(page, "批档案扫描质量")).collect();
    assert!(3 <= holding.len(), "{indicators:?}");
    for page in holding {
        for words in ["一级指标", "偏差原因分析及改进措施", "产出指标"] {
            assert_eq!(with(page, words), 1, "{words}: {page:?}");
        }
        let labels = (with(page, "数量指标"), with(page, "质量指标"));
        assert!(labels == (1, 0) || labels == (0, 1) || labels == (1, 1), "{labels:?} {page:?}");
    }
}

#[test]
fn a_form_is_landscape_with_its_page_number_where_an_upright_page_has_it() {
    let place = Workplace::empty();
    place.write("filing.yaml", &sixty_indicators());
    build(&place, "filing.yaml", &["--format", "pdf"]);
    let pdf = place.path("out/03-01 项目支出绩效自评表 馆藏档案数字化.pdf");
    let said = run_tool("pdfinfo", &[pdf.to_str().unwrap()]);
    assert!(said.contains("841.89 x 595.276 pts (A4)"), "{said}");
    let boxes = run_tool("pdftotext", &["-bbox", pdf.to_str().unwrap(), "-"]);
    let document = roxmltree::Document::parse_with_options(
        &boxes,
        roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
    )
    .unwrap();
    let pages = document.descendants().filter(|node| node.has_tag_name("page"));
    for (number, page) in (1..).zip(pages) {
        let word = page
            .descendants()
            .filter(|word| word.has_tag_name("word"))
            .find(|word| word.text() == Some(number.to_string().as_str()) && left(*word) < 95.0);
        let word = word.unwrap_or_else(|| panic!("page {number} has its number at the left edge"));
        // The foot of the upright sheet is the left edge of the turned one; odd pages have the number
        // at the outer edge, which is then the lower one.
        let at: f64 = word.attribute("yMin").unwrap().parse().unwrap();
        assert_eq!(at > 300.0, number % 2 == 1, "page {number}: {at}");
    }
}

fn left(word: roxmltree::Node<'_, '_>) -> f64 {
    word.attribute("xMin").unwrap().parse().unwrap()
}

#[test]
fn pages_of_the_report_are_those_of_the_report_by_itself() {
    let place = Workplace::with_filing("examples/package");
    build(&place, "filing", &["--format", "pdf"]);
    let alone = place.run(&["build", "filing", "--out", "alone", "--format", "pdf"]);
    assert_eq!(alone.status, 0);
    let name = REPORT.trim_start_matches("01 ");
    let report = pdf_text(&place.path(&format!("out/{REPORT}.pdf")));
    assert_eq!(report, pdf_text(&place.path(&format!("alone/{name}.pdf"))));
}
