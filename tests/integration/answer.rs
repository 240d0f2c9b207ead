//! 审核意见表: the bureau's answer to a filing, alone and in a batch.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use serde_json::Value;

use super::docx::{assert_valid, part};
use super::harness::{Outcome, Workplace};
use super::public::FILING;
use super::readers::{docx_paragraphs, pdf_pages, run_tool, squeezed};

/// What stands in every answer's head.
const STEM: &str = "2023年度昌黎县总工会审核意见表";

/// The worked example with a stated total that is wrong, besides its own warnings and notes.
fn faulty() -> Workplace {
    let place = Workplace::with_filing("data/changli-2023");
    place.write(
        "filing/stated.yaml",
        "stated: { department.final: 700, project.P03.adjusted: 9 }\n",
    );
    place
}

fn answered(place: &Workplace, formats: &str) -> Outcome {
    place.run(&["check", "filing", "--format", formats, "--out", "out"])
}

/// Returns the words of the answer called `stem`, which must be the same in both formats.
fn words(place: &Workplace, stem: &str) -> String {
    let [docx, pdf] = ["docx", "pdf"].map(|kind| place.path(&format!("{stem}.{kind}")));
    assert_valid("answer", &fs::read(&docx).unwrap());
    run_tool("qpdf", &["--check", pdf.to_str().unwrap()]);
    let drawn = squeezed(&pdf_pages(&pdf).concat().concat());
    let written = docx_paragraphs(&docx);
    // A heading's number is the program's in one and Word's in the other.
    for paragraph in &written {
        let paragraph = squeezed(paragraph);
        assert!(drawn.contains(&paragraph), "{paragraph}: {drawn}");
    }
    squeezed(&written.join("\n"))
}

#[test]
fn findings_stand_by_severity_with_place_and_advice_in_both_formats() {
    let place = faulty();
    let before = place.run(&["check", "filing", "--output-format", "json"]);
    let outcome = place.run(&[
        "check",
        "filing",
        "--format",
        "docx,pdf",
        "--out",
        "out",
        "--output-format",
        "json",
    ]);
    assert_eq!((before.status, outcome.status), (1, 1), "{}", outcome.stderr);
    assert_eq!(outcome.stdout, before.stdout, "findings are what they are without a paper");
    let told: Vec<_> = ["docx", "pdf"].map(|kind| format!("已写出：out/{STEM}.{kind}")).into();
    assert_eq!(outcome.stderr.lines().collect::<Vec<_>>(), told);

    let words = words(&place, &format!("out/{STEM}"));
    let findings: Vec<Value> =
        outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut counts = BTreeMap::new();
    for finding in &findings {
        *counts.entry(finding["severity"].as_str().unwrap()).or_insert(0) += 1;
        let code = finding["code"].as_str().unwrap();
        let message = squeezed(finding["message"].as_str().unwrap());
        assert!(words.contains(&format!("{message}（{code}）")), "{message}: {words}");
    }
    assert_eq!(counts, BTreeMap::from([("error", 2), ("warning", 5), ("note", 2)]));
    for said in [
        "2023年度部门整体绩效自评审核意见表",
        "退回修改",
        "须改正2条，请核实说明5条，供参考2条",
        "印出的部门决算数stated.yaml:1",
        "印出的“劳模体检费”",
        "部门整体的调整后预算数budget.yaml:5",
        "正文“四、整改措施及结果应用”第1段narrative.yaml:50",
        "各写各的内容；说的是同一件事的，只留一段。",
        "县财政局（盖章）",
        "审核人签字",
        "部门签收",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let order = ["须改正（2条）", "请核实说明（5条）", "供参考（2条）"];
    let at: Vec<_> = order.map(|heading| words.find(heading).unwrap()).into();
    assert!(at.is_sorted(), "{at:?}");
    assert!(!words.contains("/filing"), "no folder of this machine: {words}");
    assert!(!words.contains("内部资料"));
}

#[test]
fn a_clean_filing_passes_on_one_page() {
    let place = Workplace::with_filing("examples/minimal");
    let outcome = place.run(&["check", "filing", "--format", "docx,pdf"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let stem = "output/2024-云岭县档案馆/2024年度云岭县档案馆审核意见表";
    let words = words(&place, stem);
    for said in ["通过", "须改正0条", "没有发现问题", "（盖章）"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!words.contains("退回"), "{words}");
    assert_eq!(pdf_pages(&place.path(&format!("{stem}.pdf"))).len(), 1);
    // Asked for nothing, it writes nothing.
    fs::remove_dir_all(place.path("output")).unwrap();
    let outcome = place.run(&["check", "filing"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    assert!(!place.path("output").exists());
}

#[test]
fn two_hundred_findings_flow_over_pages_with_their_head() {
    let place = Workplace::empty();
    let mut text = String::from(
        "form: changli\nfiscal_year: 2023\ndepartment: { name: 甲局 }\n\
         budget: { department: { initial: 900, adjusted: 900, final: 900 } }\nprojects:\n",
    );
    for number in 0..210 {
        writeln!(text, "  - {{ id: P{number}, name: 第{number}号工程, initial: 1, adjusted: 1, final: 1, score: 195 }}").unwrap();
    }
    place.write("filing/filing.yaml", &text);
    let outcome = answered(&place, "docx,pdf");
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    let words = words(&place, "out/2023年度甲局审核意见表");
    assert!(words.contains("项目“第209号工程”的自评得分filing.yaml:215"), "{words}");
    let pages = pdf_pages(&place.path("out/2023年度甲局审核意见表.pdf"));
    assert!(pages.len() > 10, "{}", pages.len());
    let head = "序号报告中的位置数据位置问题怎样办理";
    for (number, page) in pages.iter().enumerate().take(pages.len() - 1) {
        assert!(squeezed(&page.concat()).contains(head), "page {}", number + 1);
    }
    let xml = part(
        &fs::read(place.path("out/2023年度甲局审核意见表.docx")).unwrap(),
        "word/document.xml",
    );
    assert!(xml.contains("<w:tblHeader"), "Word repeats the head too");
}

#[test]
fn a_filing_that_withholds_something_has_an_internal_answer() {
    let place = Workplace::empty();
    place.write("filing/filing.yaml", FILING);
    answered(&place, "docx,pdf");
    let stem = "out/2023年度青河县教育局审核意见表（内部资料）";
    let docx = fs::read(place.path(&format!("{stem}.docx"))).unwrap();
    assert!(part(&docx, "word/header1.xml").contains("内部资料　不得公开"));
    for page in pdf_pages(&place.path(&format!("{stem}.pdf"))) {
        assert!(squeezed(&page.concat()).contains("内部资料不得公开"), "{page:?}");
    }
}

#[test]
fn a_filing_that_cannot_be_understood_is_answered_by_its_name() {
    let place = Workplace::empty();
    place.write(
        "坏的/filing.yaml",
        "form: changli\nfiscal_year: 2023\ndepartment: { name: 甲局, 颜色: \"\u{1}红𪚥\" }\nbudget: [\n",
    );
    let outcome = place.run(&["check", "坏的", "--format", "docx,pdf"]);
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    let words = words(&place, "output/坏的/审核意见表");
    for said in ["退回修改", "须改正", "filing.yaml:"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    // A form that is not there is said in the words of the program's own.
    place.write("坏的/filing.yaml", "form: 没有\nfiscal_year: 2023\ndepartment: { name: 甲局 }\nprojects: [{ id: P1, name: 甲, initial: 1, adjusted: 1, final: 1, score: 91 }]\n");
    let outcome = place.run(&["check", "坏的", "--format", "docx,pdf"]);
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    assert!(self::words(&place, "output/坏的/审核意见表").contains("甲局预算年度2023年"));
}

#[test]
fn wrong_usage_says_what_does_not_go_together() {
    let place = faulty();
    for (arguments, words) in [
        (&["check", "filing", "--format", "xlsx"][..], "没有 XLSX 格式"),
        (&["check", "filing", "--format", "docx", "--fix"], "不能与"),
        (&["check", "filing", "--format", "docx", "--edition", "public"], "不能与"),
        (&["check", "filing", "--out", "out"], "缺少"),
        (&["batch", ".", "--answers", "docx", "--edition", "public"], "不能与"),
        (&["batch", ".", "--expected", "没有.txt"], "没有.txt"),
        (&["batch", ".", "--expected", "空.txt"], "没有部门名称"),
    ] {
        place.write("空.txt", "# 名单\n\n");
        let outcome = place.run(arguments);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.stderr.contains(words), "{arguments:?}: {}", outcome.stderr);
    }
}

/// A county: clean, warned, returned, not understood, not readable and handed in twice.
fn county() -> Workplace {
    let place = Workplace::empty();
    let filing = |department: &str, amount: &str, score: &str| {
        format!(
            "form: changli\nfiscal_year: 2023\ndepartment: {{ name: {department} }}\n\
             evaluation: {{ completed_on: 2024-03-04, score: 96.5 }}\n\
             budget:\n  department: {{ initial: {amount}, adjusted: 100, final: 100 }}\n\
             projects:\n  - {{ id: P01, name: 校舍维修改造, initial: 50, adjusted: 50, final: 50, score: {score} }}\n\
             narrative:\n  overall_achievement: [各项目标按期完成。]\n  project_achievement: [项目全部完工。]\n\
             \x20 overall_target_quality: [目标设定合理。]\n  project_target_quality: [指标明确。]\n\
             \x20 measures: [继续加强管理。]\n"
        )
    };
    place.write("county/一/filing.yaml", &filing("甲局", "100", "95"));
    place.write("county/二/filing.yaml", &filing("乙局", "60", "95"));
    place.write("county/三/filing.yaml", &filing("丙局", "100", "195"));
    place.write("county/四/filing.yaml", &filing("丙局", "100", "196"));
    place.write("county/五/filing.yaml", &filing("甲局", "100", "94"));
    place.write("county/乡镇/丁镇/filing.yaml", "form: [\n");
    for number in 0..70 {
        place.write(&format!("county/太多/{number}.yaml"), "");
    }
    place.write("名单.txt", "甲局\n乙局\n丙局\n丁镇\n戊局\n");
    place
}

fn batch(place: &Workplace, arguments: &[&str]) -> Outcome {
    let fixed = ["batch", "county", "--format", "docx", "--answers", "docx,pdf"];
    place.run(&[&fixed[..], &["--expected", "名单.txt"], arguments].concat())
}

#[test]
fn a_batch_answers_everybody_and_says_who_is_missing() {
    let place = county();
    let outcome = batch(&place, &["--out", "out"]);
    assert_eq!(outcome.status, 3, "{}", outcome.stderr);
    let text = fs::read_to_string(place.path("out/batch.json")).unwrap();
    let summary: Value = serde_json::from_str(&text).unwrap();
    let roll = serde_json::json!({
        "clean": ["甲局"], "questioned": ["乙局"],
        "returned": ["丙局", "乡镇/丁镇", "太多"],
        "doubled": ["甲局", "丙局"],
        "undecided": [],
        "missing": ["戊局"],
        "unexpected": ["太多"],
    });
    let sorted = |value: &Value| {
        let mut names: Vec<_> = value.as_array().unwrap().iter().map(Value::to_string).collect();
        names.sort();
        names
    };
    for (list, names) in roll.as_object().unwrap() {
        assert_eq!(sorted(&summary["roll"][list]), sorted(names), "{list}: {text}");
    }
    for said in ["没有问题 1 个：甲局", "没有报送 1 个：戊局", "不在名单上 1 个：太多"]
    {
        assert!(outcome.stderr.contains(said), "{said}: {}", outcome.stderr);
    }
    let mut answers = 0;
    for entry in summary["filings"].as_array().unwrap() {
        let Some(answer) = entry["answer"].as_str() else { continue };
        answers += 1;
        let verdict = if entry["errors"] == 0 && entry["outcome"] == "built" {
            "通过"
        } else {
            "退回修改"
        };
        let words = words(&place, &format!("out/{answer}"));
        assert!(words.contains(&format!("审核结论{verdict}")), "{answer}: {words}");
    }
    assert_eq!(answers, 5);
    for path in
        ["2023-丙局/2023年度丙局审核意见表.pdf", "乡镇/丁镇/审核意见表.docx", "太多/审核意见表.pdf"]
    {
        assert!(place.path(&format!("out/{path}")).exists(), "{path}");
    }
    // The first of two has the answer, whatever the order of the work; and again there is nothing new.
    let files: BTreeMap<_, _> = place.files("out").into_iter().collect();
    for jobs in ["1", "8"] {
        fs::remove_dir_all(place.path("out")).unwrap();
        batch(&place, &["--out", "out", "--jobs", jobs]);
        assert!(place.files("out").into_iter().collect::<BTreeMap<_, _>>() == files, "{jobs}");
    }
    batch(&place, &["--out", "out"]);
    assert!(place.files("out").into_iter().collect::<BTreeMap<_, _>>() == files, "again");
    // The answer of a batch is that of a check.
    let alone = place.run(&["check", "county/三", "--format", "docx,pdf", "--out", "alone"]);
    assert_eq!(alone.status, 1, "{}", alone.stderr);
    let checked = fs::read(place.path("alone/2023年度丙局审核意见表.pdf")).unwrap();
    assert!(place.files("out").iter().any(|(_, bytes)| *bytes == checked));
}

#[test]
fn shares_with_answers_merged_are_the_whole() {
    let place = county();
    batch(&place, &["--out", "whole"]);
    let mut shares = Vec::new();
    for share in 1..=3 {
        let outcome = batch(&place, &["--out", "shared", "--shard", &format!("{share}/3")]);
        assert!([0, 3].contains(&outcome.status), "{}", outcome.stderr);
        shares.push(format!("shared/batch-{share}-of-3.json"));
    }
    let shares: Vec<_> = shares.iter().map(String::as_str).collect();
    let merged = place.run(&[&["batch", "--merge", "--out", "shared"], &shares[..]].concat());
    assert_eq!(merged.status, 3, "{}", merged.stderr);
    assert!(merged.stderr.contains("没有报送 1 个：戊局"), "{}", merged.stderr);
    let read = |path: &str| fs::read_to_string(place.path(path)).unwrap();
    assert_eq!(read("shared/batch.json"), read("whole/batch.json"));
    // Shares of another list are of another run.
    place.write("名单.txt", "甲局\n");
    batch(&place, &["--out", "shared", "--shard", "2/3"]);
    let merged = place.run(&[&["batch", "--merge", "--out", "shared"], &shares[..]].concat());
    assert_eq!(merged.status, 2, "{}", merged.stderr);
    assert!(merged.stderr.contains("不是同一次"), "{}", merged.stderr);
}
