//! The gate in real builds: public files that hold nothing withheld are written, others are not.

use std::fs;

use crate::harness::{Workplace, project_file};

/// A filing that withholds projects, rows, paragraphs and people, each with values of its own.
pub(crate) const FILING: &str = "\
form: changli
fiscal_year: 2023
department: { name: 青河县教育局, finance_authority: 县财政局 }
evaluation: { completed_on: 2024-03-04, score: 96.5 }
budget:
  department: { initial: 500, adjusted: 886.5547, final: 886.5547 }
  adjustments:
    - { date: 2023-05-06, amount: 286.5547, scope: projects, project: P02, category: local_supplement, document: 青财密〔2023〕77号, reason: 技防设备升级 }
    - { date: 2023-06-06, amount: 100, scope: projects, project: P01, category: local_supplement, document: 青财教〔2023〕8号, reason: 校舍维修 }
projects:
  - id: P01
    name: 校舍维修改造
    initial: 100
    adjusted: 200
    final: 200
    score: 95
  - { id: P02, name: 考务密室技防, initial: 97.6529, adjusted: 384.2076, final: 384.2076, score: 92, code: QH-7731, disclosure: { withheld: true, ground: forbidden_by_law } }
  - { id: P03, name: 举报线索核查, initial: 8, adjusted: 8, final: 8, score: 90, disclosure: { withheld: true, ground: enforcement_file } }
people: { preparer: 欧阳墨涵, preparer_phone: 13812345678 }
disclosure: { names: [令狐远舟] }
narrative:
  overall_achievement: [各项目标按期完成。]
  project_achievement:
    - 校舍维修改造全部完工。
    - 受助学生令狐远舟已返校。
    - { text: 内部掌握的情况见会议纪要，处置意见正在酝酿之中。, audience: internal, ground: process_information }
  overall_target_quality: [目标设定合理。]
  project_target_quality: [指标可以衡量。]
  measures: [继续加强管理。]
";

/// What no message may say.
const WITHHELD: [&str; 8] =
    ["考务", "384.2", "3842076", "QH-7731", "欧阳墨涵", "13812345678", "令狐远舟", "酝酿"];

fn place() -> Workplace {
    let place = Workplace::empty();
    place.write("filing.yaml", FILING);
    place
}

/// Returns what a public build says, which must write nothing and show no withheld value.
fn stopped(place: &Workplace, arguments: &[&str]) -> String {
    let always = ["build", "filing.yaml", "--edition", "public", "--out", "out"];
    let outcome = place.run(&[&always, arguments].concat());
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    assert!(place.files("out").is_empty());
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    for word in WITHHELD {
        assert!(!said.contains(word), "{word}: {said}");
    }
    outcome.stderr
}

#[test]
fn public_files_are_read_back_and_written() {
    for path in
        ["examples/minimal", "examples/public", "examples/many-projects", "data/changli-2023"]
    {
        let place = Workplace::with_filing(path);
        let arguments = ["build", "filing", "--edition", "public", "--out", "out"];
        let outcome = place.run(&[&arguments, &["--format", "docx,pdf,html"][..]].concat());
        assert_eq!(outcome.status, 0, "{path}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("已回读公开版的 4 个文件"), "{path}: {}", outcome.stderr);
    }
    let place = place();
    let full = place.run(&["build", "filing.yaml", "--out", "out", "--format", "docx"]);
    assert_eq!(full.status, 0, "{}", full.stderr);
    assert!(!full.stderr.contains("回读"), "the full edition may say everything: {}", full.stderr);
}

#[test]
fn a_value_typed_into_a_public_paragraph_stops_the_build() {
    let place = place();
    place.replace("filing.yaml", "继续加强管理", "全年投入384.21万元，继续加强管理");
    insta::assert_snapshot!("D510", stopped(&place, &["--format", "docx,pdf,html"]));
    assert!(stopped(&place, &["--format", "docx", "--draft"]).contains("[D510]"));
    let dumped = place.run(&["dump", "filing.yaml", "--edition", "public"]);
    assert_eq!((dumped.status, dumped.stdout.as_str()), (1, ""), "{}", dumped.stderr);
}

#[test]
fn a_name_typed_into_a_template_stops_the_build() {
    let place = place();
    for name in ["form.yaml", "work-report.html"] {
        let text = fs::read_to_string(project_file(&format!("templates/changli/{name}"))).unwrap();
        let text = text.replacen("<h2>", "<p>填表人：欧阳<strong>墨涵</strong></p><h2>", 1);
        place.write(&format!("forms/changli/{name}"), &text);
    }
    let said = stopped(&place, &["--format", "docx,html", "--templates", "forms"]);
    assert!(said.contains("filing.yaml:19:21: 错误[D510] 不予公开的人员信息"), "{said}");
    assert!(said.contains("HTML（正文）") && said.contains("记录（正文）"), "{said}");
}

#[test]
fn both_editions_and_the_register_are_proved() {
    let place = place();
    let both = ["build", "filing.yaml", "--edition", "both", "--out", "out", "--format", "docx"];
    let outcome = place.run(&both);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("已回读公开版的 2 个文件"), "{}", outcome.stderr);
    let register = ["register", "filing.yaml", "--edition", "public", "--out", "register"];
    let formats = ["--format", "docx,pdf,xlsx"];
    let outcome = place.run(&[&register[..], &formats].concat());
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("已回读公开版的 3 个文件"), "{}", outcome.stderr);
    place.replace("filing.yaml", "name: 校舍维修改造", "name: 校舍维修改造384.21万元");
    let register = ["register", "filing.yaml", "--edition", "public", "--out", "again"];
    let outcome = place.run(&[&register[..], &["--format", "xlsx"]].concat());
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("XLSX（xl/sharedStrings.xml）"), "{}", outcome.stderr);
    assert!(place.files("again").is_empty());
    let outcome = place.run(&both);
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("两版都不写出"), "{}", outcome.stderr);
}

#[test]
fn what_equals_a_public_figure_passes_and_is_said() {
    let place = place();
    place.replace("filing.yaml", "initial: 100\n", "initial: 97.6529\n");
    place.replace("filing.yaml", "amount: 100,", "amount: 102.3471,");
    let totals = "adjusted: 888.9018, final: 888.9018";
    place.replace("filing.yaml", "adjusted: 886.5547, final: 886.5547", totals);
    let arguments = ["build", "filing.yaml", "--edition", "public", "--out", "out"];
    let outcome = place.run(&[&arguments, &["--format", "docx"][..]].concat());
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let note = "有 1 处与已公开的数字或文字相同，不作为泄露：filing.yaml:17:39";
    assert!(outcome.stderr.contains(note), "{}", outcome.stderr);
}

#[test]
fn a_comparison_shows_nothing_that_is_withheld_now() {
    let place = place();
    let (from, to) =
        (", code: QH-7731, disclosure: { withheld: true, ground: forbidden_by_law }", "");
    place.write("old.yaml", &FILING.replace(from, to));
    let arguments = ["diff", "old.yaml", "filing.yaml", "--edition", "public", "--out", "out"];
    let outcome = place.run(&[&arguments, &["--format", "docx"][..]].concat());
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    assert!(place.files("out").is_empty() && outcome.stderr.contains("filing.yaml:17"));
    // In the PDF, one name stands inside the other.
    place.write(
        "old.yaml",
        &FILING
            .replace("继续加强", "经办人欧阳墨涵继续加强")
            .replace("people: { preparer: 欧阳墨涵, preparer_phone: 13812345678 }\n", ""),
    );
    place.replace("filing.yaml", "继续加强", "经办人欧阳文涵继续加强");
    let outcome = place.run(&[&arguments, &["--format", "pdf"][..]].concat());
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("filing.yaml:19:21"), "{}", outcome.stderr);
    let outcome = place.run(&[
        "diff",
        "filing.yaml",
        "old.yaml",
        "--edition",
        "public",
        "--out",
        "out",
        "--format",
        "docx",
    ]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("已回读公开版的 1 个文件"), "{}", outcome.stderr);
}
