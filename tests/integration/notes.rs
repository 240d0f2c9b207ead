//! `ziping diff --format` and `--note`: the files of a report that is handed in again.

use crate::docx::assert_valid;
use crate::harness::{Workplace, project_file};
use crate::readers::{docx_part, pdf_pages, pdf_text, run_tool, squeezed};
use crate::rendering::MINIMAL;
use crate::revisions::{Decision, lines};

const REPORT: &str = "2024年度云岭县档案馆整体绩效自评工作报告";

/// The minimal filing after the budget changed: the ledger explains it, and a project came.
fn adjusted() -> String {
    let budget = "  department: { initial: 186.4, final: 203.2 }
  adjustments:
    - { date: 2024-06-15, amount: 12.25, scope: basic, category: local_supplement, reason: 人员经费 }
    - { date: 2024-08-01, amount: 6, scope: projects, project: P01, category: upper_level_transfer, document: 云财预〔2024〕8号, reason: 追加扫描经费 }
    - { date: 2024-09-01, amount: 4.5, scope: projects, project: P02, category: carryover, document: 云财预〔2024〕9号, reason: 上年尾款 }
";
    let project = "  - id: P02
    name: 库房消防改造
    budget_kind: government_fund
    initial: 0
    final: 4.5
    score: 92
    status: added
";
    MINIMAL
        .replace("  department: { initial: 186.4, adjusted: 198.65, final: 197.2 }\n", budget)
        .replace("    adjusted: 42.5\n    final: 41.05\n", "    final: 44.05\n")
        .replace("narrative:\n", &format!("{project}narrative:\n"))
}

/// The minimal filing with the final accounts that were approved later.
fn approved() -> String {
    MINIMAL.replace("final: 197.2 }", "final: 196.05 }").replace("final: 41.05", "final: 40.9")
}

/// Returns a folder with both versions of a filing.
fn versions(old: &str, new: &str) -> Workplace {
    let workplace = Workplace::empty();
    workplace.write("old.yaml", old);
    workplace.write("new.yaml", new);
    workplace
}

/// Returns the lines of a DOCX's body.
fn docx_lines(workplace: &Workplace, name: &str, decision: Decision) -> Vec<String> {
    lines(&docx_part(&workplace.path(name), "word/document.xml"), decision)
}

#[test]
fn the_files_of_a_revision_are_written_and_say_the_same_in_both_formats() {
    let workplace = versions(MINIMAL, &adjusted());
    let outcome = workplace
        .run(&["diff", "old.yaml", "new.yaml", "--format", "docx,pdf", "--note", "--out", "out"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let files: Vec<String> =
        ["（修订对照）.docx", "（修订对照）.pdf", "变更说明.docx", "变更说明.pdf"]
            .map(|ending| format!("out/{REPORT}{ending}"))
            .to_vec();
    assert_eq!(outcome.stdout.lines().collect::<Vec<_>>(), files);

    insta::assert_snapshot!(docx_lines(&workplace, &files[2], Decision::Accept).join("\n"));
    for (docx, pdf) in [(&files[0], &files[1]), (&files[2], &files[3])] {
        run_tool("qpdf", &["--check", workplace.path(pdf).to_str().unwrap()]);
        let tree_text = |decision| squeezed(&docx_lines(&workplace, docx, decision).concat());
        let shown = pdf_text(&workplace.path(pdf));
        if docx == &files[2] {
            assert_eq!(shown, tree_text(Decision::Accept));
        }
        // Both versions of the report are in the marked-up one.
        for part in ["198.65", "209.15", "库房消防改造"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
    assert_eq!(pdf_pages(&workplace.path(&files[3])).len(), 1, "the note takes a page");

    let built = workplace.run(&["build", "new.yaml", "--format", "docx", "--out", "new"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let new = docx_lines(&workplace, &format!("new/{REPORT}.docx"), Decision::Accept);
    assert_eq!(docx_lines(&workplace, &files[0], Decision::Accept), new);
    workplace.run(&["build", "old.yaml", "--format", "docx", "--out", "old"]);
    let old = docx_lines(&workplace, &format!("old/{REPORT}.docx"), Decision::Accept);
    assert_eq!(docx_lines(&workplace, &files[0], Decision::Reject), old);
}

#[test]
fn approved_final_accounts_are_worded_as_a_correction() {
    let workplace = versions(MINIMAL, &approved());
    let outcome = workplace.run(&["diff", "old.yaml", "new.yaml", "--note", "--out", "out"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("更正说明.docx") && outcome.stdout.contains("更正说明.pdf"));
    assert!(!outcome.stdout.contains("修订对照"), "a note alone was asked for");
    let note = docx_lines(&workplace, &format!("out/{REPORT}更正说明.docx"), Decision::Accept);
    insta::assert_snapshot!(note.join("\n"));

    for (kind, name) in [("change", "变更说明"), ("correction", "更正说明")] {
        let arguments =
            ["diff", "old.yaml", "new.yaml", "--note", kind, "--format", "docx", "--out", kind];
        let outcome = workplace.run(&arguments);
        assert!(outcome.stdout.contains(&format!("{REPORT}{name}.docx")), "{outcome:?}");
    }
}

#[test]
fn a_note_on_nothing_says_so() {
    let workplace = versions(MINIMAL, MINIMAL);
    let arguments = ["diff", "old.yaml", "new.yaml", "--note", "--format", "docx", "--out", "out"];
    assert_eq!(workplace.run(&arguments).status, 0);
    let note = docx_lines(&workplace, &format!("out/{REPORT}变更说明.docx"), Decision::Accept);
    assert!(note.last().unwrap().contains("没有变化"), "{note:?}");
    let marked =
        docx_part(&workplace.path(&format!("out/{REPORT}（修订对照）.docx")), "word/document.xml");
    assert!(!marked.contains("<w:ins ") && !marked.contains("<w:del "));
}

#[test]
fn what_was_handed_in_serves_as_the_older_version() {
    let workplace = versions(MINIMAL, &adjusted());
    assert_eq!(workplace.run(&["build", "old.yaml", "--out", "handed-in"]).status, 0);
    let record = format!("handed-in/{REPORT}.record");
    for (old, out) in [("old.yaml", "from-filing"), (record.as_str(), "from-record")] {
        let arguments = ["diff", old, "new.yaml", "--format", "docx,pdf", "--note", "--out", out];
        let outcome = workplace.run(&arguments);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    }
    assert_eq!(workplace.files("from-filing"), workplace.files("from-record"));

    let outcome = workplace.run(&["diff", "old.yaml", &record, "--note"]);
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.contains("说明要用填报数据生成"), "{}", outcome.stderr);
}

#[test]
fn nothing_is_written_where_either_filing_has_errors() {
    let broken = MINIMAL.replace("final: 41.05", "final: 四十一");
    for (old, new) in [(MINIMAL, broken.as_str()), (broken.as_str(), MINIMAL)] {
        let workplace = versions(old, new);
        let arguments = ["diff", "old.yaml", "new.yaml", "--format", "docx", "--out", "out"];
        let outcome = workplace.run(&arguments);
        assert_eq!(outcome.status, 1);
        assert!(outcome.stderr.contains("Y103"), "{}", outcome.stderr);
        assert!(!workplace.path("out").exists());
    }
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let workplace = versions(MINIMAL, MINIMAL);
    for (options, words) in [
        (&["--out", "out"][..], "--format"),
        (&["--author", "甲"], "--format"),
        (&["--format", "docx", "--date", "2024-4-1"], "--date"),
        (&["--format", "docx", "--output-format", "json"], "--output-format"),
        (&["--note", "other"], "--note"),
    ] {
        let arguments = [&["diff", "old.yaml", "new.yaml"], options].concat();
        let outcome = workplace.run(&arguments);
        assert_eq!(outcome.status, 2, "{options:?}");
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
}

#[test]
fn author_and_date_stand_on_every_change() {
    let workplace = versions(MINIMAL, &adjusted());
    let outcome = workplace.run(&[
        "diff",
        "old.yaml",
        "new.yaml",
        "--format",
        "docx",
        "--out",
        "out",
        "--author",
        "王“会计”",
        "--date",
        "2025-04-01",
    ]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let name = format!("out/{REPORT}（修订对照）.docx");
    let xml = docx_part(&workplace.path(&name), "word/document.xml");
    let marks = xml.matches("<w:ins ").count() + xml.matches("<w:del ").count();
    let stamped = xml.matches(r#"w:author="王“会计”" w:date="2025-04-01T00:00:00Z""#).count();
    assert!(marks > 10);
    assert_eq!(marks, stamped);
}

#[test]
fn the_adjusted_example_has_a_marked_up_report_and_a_note_of_one_page() {
    let workplace = Workplace::empty();
    let filing = |version: &str| {
        let path = project_file("examples/adjusted").join(version);
        path.to_str().unwrap().to_owned()
    };
    let (before, after) = (filing("before"), filing("after"));
    let run = |arguments: &[&str]| {
        let outcome = workplace.run(arguments);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    };
    run(&["diff", &before, &after, "--format", "docx,pdf", "--note", "--out", "out"]);
    run(&["build", &before, "--out", "before"]);
    run(&["build", &after, "--out", "after"]);
    let report = "2024年度云岭县残疾人联合会整体绩效自评工作报告";
    let body = |folder: &str, ending: &str, decision| {
        docx_lines(&workplace, &format!("{folder}/{report}{ending}"), decision)
    };
    let marked = |decision| body("out", "（修订对照）.docx", decision);
    assert_eq!(marked(Decision::Accept), body("after", ".docx", Decision::Accept));
    assert_eq!(marked(Decision::Reject), body("before", ".docx", Decision::Accept));
    for ending in ["（修订对照）.docx", "变更说明.docx"] {
        let bytes = std::fs::read(workplace.path(&format!("out/{report}{ending}"))).unwrap();
        assert_valid("revision", &bytes);
    }
    assert_eq!(pdf_pages(&workplace.path(&format!("out/{report}变更说明.pdf"))).len(), 1);
    insta::assert_snapshot!(body("out", "变更说明.docx", Decision::Accept).join("\n"));
}
