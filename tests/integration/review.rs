//! `ziping diff --editions`: what the public edition leaves out and why, for the officer who signs.

use std::fmt::Write;
use std::fs;

use ziping::disclosure::{Review, review};
use ziping::edition::{self, WithheldKind};
use ziping::figures;
use ziping::model::WithholdingGround;
use ziping::pipeline::known;

use crate::docx::{assert_valid, part};
use crate::filing::Computed;
use crate::harness::{Outcome, Workplace};
use crate::public::FILING;
use crate::readers::{docx_paragraphs, pdf_pages, run_tool, squeezed};

const STEM: &str = "2023年度青河县教育局公开审查表（内部资料）";

fn place() -> Workplace {
    let place = Workplace::empty();
    place.write("filing.yaml", FILING);
    place
}

/// Reviews the public edition of the filing that stands in `text`.
fn reviewed(text: &str) -> Review {
    let full = Computed::of(text);
    let filing = full.edition.filing();
    let known = known(&full.figures);
    let cut = edition::cut(filing, &full.form.disclosure, &known);
    let public = figures::compute(&cut.edition, &full.form);
    let withheld = edition::withheld(filing, &full.form.disclosure, &known);
    review(&withheld, (&full.figures, &public), &full.sources, &full.diagnostics())
}

fn paper(place: &Workplace, filing: &str, formats: &str) -> Outcome {
    place.run(&["diff", "--editions", filing, "--format", formats, "--out", "out"])
}

#[test]
fn the_rows_are_what_is_withheld_by_kind_with_ground_and_place() {
    let review = reviewed(FILING);
    let rows: Vec<_> = review
        .items
        .iter()
        .map(|item| (item.kind.key(), item.label.as_str(), item.ground_text(), item.place.as_str()))
        .map(|(kind, label, ground, place)| format!("{kind} {label} {ground} {place}"))
        .collect();
    insta::assert_snapshot!(rows.join("\n"));
    assert_eq!(review.counts(), "项目1项、正文段落4项、调整台账1项、人员信息3项");
    let totals: Vec<_> =
        review.totals.iter().map(|total| [&*total.name, &*total.full, &*total.public]).collect();
    assert_eq!(
        totals,
        [
            ["department.initial", "500.00", "460.00"],
            ["department.adjusted", "812.35", "560.00"],
            ["department.final", "812.35", "560.00"],
            ["project_count", "2", "1"],
            ["projects.initial", "140.00", "100.00"],
            ["projects.adjusted", "452.35", "200.00"],
            ["projects.final", "452.35", "200.00"],
        ]
    );
}

#[test]
fn rows_of_one_kind_and_ground_are_one_on_paper_but_projects() {
    let another = "  - { id: P03, name: 保密机房, initial: 1, adjusted: 1, final: 1, score: 92, disclosure: { withheld: true, ground: forbidden_by_law } }\npeople:";
    let review = reviewed(&FILING.replace("people:", another));
    let groups = review.groups();
    let of = |kind| groups.iter().filter(move |group| group.kind == kind);
    assert_eq!(of(WithheldKind::Project).count(), 2);
    let paragraphs: Vec<_> = of(WithheldKind::Paragraph)
        .map(|group| (group.ground, group.labels.as_str(), group.places.as_str()))
        .collect();
    assert_eq!(
        paragraphs,
        [
            (Some(WithholdingGround::ForbiddenByLaw), "项目目标完成情况第2段", "filing.yaml:20"),
            (Some(WithholdingGround::PersonalPrivacy), "项目目标完成情况第3段", "filing.yaml:21"),
            (
                Some(WithholdingGround::ProcessInformation),
                "项目目标完成情况第4段、项目目标设定质量第1段",
                "filing.yaml:22、25"
            ),
        ]
    );
    let people: Vec<_> = of(WithheldKind::Person).map(|group| group.labels.as_str()).collect();
    assert_eq!(people, ["填表人、填表人联系电话、列明的人名第1个"]);
    let withheld: usize = review.items.len();
    assert_eq!(withheld, 10);
}

#[test]
fn what_leaves_with_a_project_needs_no_ground_and_what_has_none_says_so() {
    let text = FILING.replace(", ground: forbidden_by_law }", " }").replace(
        "people:",
        "explanations: { department.expenditure_rate: 年中追加技防经费 }\npeople:",
    );
    let review = reviewed(&text);
    let ground = |label: &str| {
        let item = review.items.iter().find(|item| item.label == label);
        item.unwrap_or_else(|| panic!("{label}: {:#?}", review.items)).ground_text()
    };
    assert_eq!(ground("考务密室技防"), "未写明依据");
    assert_eq!(ground("对部门支出率的说明"), "随不予公开的项目略去");
    let codes: Vec<_> = review.remarks.iter().map(|remark| remark.code).collect();
    assert!(codes.contains(&"D501"), "{codes:?}");
}

#[test]
fn the_review_on_a_terminal_and_as_json() {
    let place = place();
    let text = place.run(&["diff", "--editions", "filing.yaml"]);
    assert_eq!((text.status, text.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("review_text", text.stdout);
    let json = place.run(&["diff", "--editions", "filing.yaml", "--output-format", "json"]);
    assert_eq!(json.status, 0, "{}", json.stderr);
    let value: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(value["withheld"][0]["ground"], "forbidden_by_law");
    insta::assert_snapshot!("review_json", json.stdout);
}

#[test]
fn the_paper_takes_one_page_and_says_the_same_in_both_formats() {
    let place = Workplace::with_filing("examples/public");
    let outcome = paper(&place, "filing", "docx,pdf");
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let stem = STEM.replace("教育局", "民政局");
    let files = ["docx", "pdf"].map(|kind| format!("out/{stem}.{kind}"));
    assert_eq!(outcome.stdout.lines().collect::<Vec<_>>(), files);
    let [docx, pdf] = files.map(|file| place.path(&file));
    let bytes = fs::read(&docx).unwrap();
    assert_valid("review", &bytes);
    assert!(part(&bytes, "word/header1.xml").contains("内部资料　不得公开"));
    run_tool("qpdf", &["--check", pdf.to_str().unwrap()]);

    let pages = pdf_pages(&pdf);
    assert_eq!(pages.len(), 1, "an ordinary case takes a page");
    let drawn = squeezed(&pages.concat().concat());
    assert!(drawn.contains("内部资料不得公开"), "{drawn}");
    for paragraph in docx_paragraphs(&docx) {
        let words = squeezed(&paragraph);
        assert!(drawn.contains(&words), "{words}: {drawn}");
    }
    for words in
        ["困境儿童个案帮扶", "行政执法案卷信息（第十六条）", "1587.07", "1543.38", "保密审查"]
    {
        assert!(drawn.contains(words), "{words}: {drawn}");
    }
}

#[test]
fn a_long_review_flows_to_further_pages_with_its_head() {
    let place = place();
    let mut projects = String::new();
    for number in 10..90 {
        let amounts = "initial: 1, adjusted: 1, final: 1, score: 92";
        let withheld = "disclosure: { withheld: true, ground: forbidden_by_law }";
        writeln!(
            projects,
            "  - {{ id: P{number}, name: 第{number}号密室, {amounts}, {withheld} }}"
        )
        .unwrap();
    }
    let text = FILING.replace("people:", &format!("{projects}people:"));
    let text = text.replace(
        "initial: 500, adjusted: 812.3471, final: 812.3471",
        "initial: 580, adjusted: 892.3471, final: 892.3471",
    );
    place.write("filing.yaml", &text);
    let outcome = paper(&place, "filing.yaml", "pdf");
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let pages = pdf_pages(&place.path(&format!("out/{STEM}.pdf")));
    assert!(pages.len() > 2, "{}", pages.len());
    for page in &pages {
        assert!(squeezed(&page.concat()).contains("内部资料不得公开"), "{page:?}");
    }
    let listed = &pages[..pages.len() - 1];
    assert!(listed.iter().all(|page| squeezed(&page.concat()).contains("序号类别内容依据")));
}

#[test]
fn nothing_withheld_is_said_in_every_form() {
    let place = Workplace::with_filing("examples/minimal");
    let text = place.run(&["diff", "--editions", "filing"]);
    assert_eq!((text.status, text.stdout.as_str()), (0, "公开版没有略去内容，与完整版相同\n"));
    let json = place.run(&["diff", "--editions", "filing", "--output-format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(value["withheld"].as_array().map(Vec::len), Some(0));
    let written = paper(&place, "filing", "docx");
    assert_eq!(written.status, 0, "{}", written.stderr);
    assert!(written.stderr.contains("公开版没有略去内容"), "{}", written.stderr);
    let words = docx_paragraphs(&place.path(written.stdout.trim())).concat();
    assert!(words.contains("公开版没有略去内容，与完整版相同。"), "{words}");
}

#[test]
fn findings_of_disclosure_are_on_the_paper_and_others_stand_in_its_way() {
    let place = place();
    place.replace("filing.yaml", ", ground: forbidden_by_law }", " }");
    let outcome = paper(&place, "filing.yaml", "docx");
    assert_eq!(outcome.status, 1, "the paper says what is wrong: {}", outcome.stderr);
    assert!(
        outcome.stderr.contains("完整版有 1 个错误，用 ziping check filing.yaml 查看"),
        "{}",
        outcome.stderr
    );
    let words = docx_paragraphs(&place.path(outcome.stdout.trim())).concat();
    assert!(words.contains("检查发现") && words.contains("（D501）"), "{words}");
    let before = place.files("out");

    place.replace("filing.yaml", "adjusted: 252.3471", "adjusted: 252.3479");
    let outcome = paper(&place, "filing.yaml", "docx");
    assert_eq!((outcome.status, outcome.stdout.as_str()), (1, ""));
    assert!(
        outcome.stderr.contains("错误[F207]") && outcome.stderr.contains("未写出文件"),
        "{}",
        outcome.stderr
    );
    assert!(place.files("out") == before);
    // On a terminal it is shown all the same.
    let text = place.run(&["diff", "--editions", "filing.yaml"]);
    assert_eq!(text.status, 0);
    assert!(
        text.stdout.contains("检查发现") && text.stderr.contains("完整版有 3 个错误"),
        "{text:?}"
    );
}

#[test]
fn a_filing_that_cannot_be_understood_has_no_review() {
    let place = place();
    place.replace("filing.yaml", "fiscal_year: 2023", "fiscal_year: 二零二三");
    for more in [&[][..], &["--format", "docx", "--out", "out"]] {
        let outcome = place.run(&[&["diff", "--editions", "filing.yaml"], more].concat());
        assert_eq!((outcome.status, outcome.stdout.as_str()), (1, ""));
        assert!(outcome.stderr.contains("错误[Y"), "{}", outcome.stderr);
    }
}

#[test]
fn wrong_usage_says_what_is_missing_or_too_much() {
    let place = place();
    for (arguments, words) in [
        (&["diff", "filing.yaml"][..], "缺少"),
        (&["diff", "--editions"], "缺少"),
        (&["diff", "--editions", "filing.yaml", "filing.yaml"], "不能与"),
        (&["diff", "--editions", "filing.yaml", "--edition", "public"], "不能与"),
        (&["diff", "--editions", "filing.yaml", "--format", "xlsx"], "没有 XLSX 格式"),
        (&["diff", "--editions", "没有"], "没有"),
    ] {
        let outcome = place.run(arguments);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.stderr.contains(words), "{arguments:?}: {}", outcome.stderr);
    }
    place.write("file", "in the way");
    let outcome = place.run(&[
        "diff",
        "--editions",
        "filing.yaml",
        "--format",
        "docx",
        "--out",
        "file/below",
    ]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""));
}

#[test]
fn a_paper_has_the_same_bytes_wherever_its_filing_lies() {
    let place = place();
    paper(&place, "filing.yaml", "docx,pdf");
    place.write("elsewhere/filing.yaml", FILING);
    let outcome =
        place.run(&["diff", "--editions", "elsewhere", "--format", "docx,pdf", "--out", "two"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(place.files("out") == place.files("two"));
}
