//! The command line as its users meet it: what is printed where, and the exit status.

use std::fs;

use crate::harness::Workplace;

const REPORT: &str = "2023年度昌黎县总工会整体绩效自评工作报告";

#[test]
fn build_prints_the_paths_it_wrote_and_nothing_else_on_stdout() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let outcome = workplace.run(&["build", "filing"]);
    let folder = "output/2023-昌黎县总工会";
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert_eq!(outcome.stdout, format!("{folder}/{REPORT}.docx\n{folder}/{REPORT}.pdf\n"));
    let names: Vec<String> = workplace.files("output").into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["docx", "pdf", "record"].map(|kind| format!("2023-昌黎县总工会/{REPORT}.{kind}"))
    );
}

#[test]
fn one_format_writes_one_file() {
    for format in ["docx", "pdf"] {
        let workplace = Workplace::with_filing("data/changli-2023");
        let outcome = workplace.run(&["build", "filing", "--out", "out", "--format", format]);
        assert_eq!(outcome.stdout, format!("out/{REPORT}.{format}\n"));
        assert_eq!(workplace.files("out").len(), 2, "the file and the record");
    }
}

#[test]
fn errors_leave_the_earlier_files_as_they_were() {
    let workplace = Workplace::with_filing("data/changli-2023");
    assert_eq!(workplace.run(&["build", "filing", "--out", "out"]).status, 0);
    let before = workplace.files("out");
    workplace.replace("filing/projects.yaml", "adjusted: 384.2076", "adjusted: 384_2076");
    let outcome = workplace.run(&["build", "filing", "--out", "out"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (1, ""));
    assert!(outcome.stderr.contains("Y103"), "{}", outcome.stderr);
    assert!(workplace.files("out") == before);
}

#[test]
fn two_filings_that_would_write_the_same_file_are_refused() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let outcome = workplace.run(&["build", "filing", "filing", "--out", "out"]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.stderr.contains("Y112"), "{}", outcome.stderr);
    assert_eq!(outcome.stdout.lines().count(), 2, "the first one is written");
}

#[test]
fn what_cannot_be_read_or_written_is_exit_2() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let missing = workplace.run(&["build", "没有"]);
    assert_eq!((missing.status, missing.stdout.as_str()), (2, ""));
    assert!(missing.stderr.contains("没有"), "{}", missing.stderr);

    workplace.write("file", "in the way");
    let unwritable = workplace.run(&["build", "filing", "--out", "file/below"]);
    assert_eq!((unwritable.status, unwritable.stdout.as_str()), (2, ""));
    assert!(unwritable.stderr.contains("file/below"), "{}", unwritable.stderr);
}

#[test]
fn wrong_usage_is_exit_2_and_said_in_chinese() {
    let workplace = Workplace::empty();
    for (arguments, words) in [
        (&["biuld"][..], "没有“biuld”这个命令"),
        (&["build"][..], "缺少"),
        (&["build", "x", "--format", "odt"][..], "不能取“odt”"),
        (&["check", "--nope", "x"][..], "没有“--nope”"),
    ] {
        let outcome = workplace.run(arguments);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome:?}");
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
}

#[test]
fn help_is_chinese_on_every_level() {
    let workplace = Workplace::empty();
    for command in [
        "build",
        "watch",
        "adjust",
        "check",
        "figures",
        "explain",
        "dump",
        "diff",
        "register",
        "fonts",
        "init",
        "schema",
        "completions",
    ] {
        let outcome = workplace.run(&[command, "--help"]);
        if matches!(command, "fonts" | "build" | "watch" | "register") {
            // The harness adds its font folder, which help ignores.
            assert!(outcome.stdout.contains("--font-dir"), "{outcome:?}");
        }
        assert_eq!(outcome.status, 0, "{outcome:?}");
        assert!(outcome.stdout.contains("用法："), "{}", outcome.stdout);
        assert!(!outcome.stdout.contains("Usage"), "{}", outcome.stdout);
        assert!(!outcome.stdout.contains("Options"), "{}", outcome.stdout);
    }
}

#[test]
fn check_prints_findings_on_stdout_for_people_and_for_programs() {
    let workplace = Workplace::with_filing("data/changli-2023");
    workplace.replace("filing/filing.yaml", "fiscal_year", "fiscal_yaer");
    let full = workplace.run(&["check", "filing"]);
    assert_eq!(full.status, 1);
    assert!(full.stdout.contains("错误[Y101]"), "{}", full.stdout);
    let concise = workplace.run(&["check", "filing", "--output-format", "concise"]);
    assert!(concise.stdout.lines().any(|line| line.contains("[Y101]")), "{}", concise.stdout);
    let json = workplace.run(&["check", "filing", "--output-format", "json"]);
    for line in json.stdout.lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(finding["code"].is_string() && finding["message"].is_string(), "{line}");
    }
    assert!(full.stdout.starts_with("── filing/"), "{}", full.stdout);
    assert!(full.stdout.ends_with("\nfiling：2 个错误\n"), "{}", full.stdout);
}

#[test]
fn figures_are_a_table_or_json() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let table = workplace.run(&["figures", "filing"]);
    assert_eq!(table.status, 0, "{table:?}");
    let row = table.stdout.lines().find(|line| line.contains("excellence_rate")).unwrap();
    assert!(row.contains("100%"), "{row}");
    let json = workplace.run(&["figures", "filing", "--output-format", "json"]);
    let figures: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert!(figures.to_string().contains("\"1210.78%\""), "{figures}");
}

#[test]
fn explain_tells_codes_and_figures() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let page = workplace.run(&["explain", "F204"]);
    assert_eq!(page.status, 0);
    assert!(page.stdout.contains("stated-excellence-rate-differs"), "{}", page.stdout);
    let by_name = workplace.run(&["explain", "stated-excellence-rate-differs"]);
    assert_eq!(by_name.stdout, page.stdout);
    let figure = workplace.run(&["explain", "excellence_rate"]);
    assert_eq!(figure.status, 0, "{figure:?}");
    assert!(figure.stdout.contains("评优率"), "{}", figure.stdout);
    let here = workplace.run(&["explain", "excellence_rate", "filing"]);
    assert!(here.stdout.contains("100%"), "{}", here.stdout);
    let unknown = workplace.run(&["explain", "excelence_rate"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("excellence_rate"), "{}", unknown.stderr);
    let list = workplace.run(&["explain", "--list"]);
    assert!(list.stdout.contains("W703") && list.stdout.contains("Y101"), "{}", list.stdout);
}

#[test]
fn a_started_filing_builds_and_is_never_overwritten() {
    let workplace = Workplace::empty();
    let started = workplace.run(&["init", "new"]);
    assert_eq!(started.status, 0, "{started:?}");
    assert_eq!(started.stdout.lines().count(), 4);
    let built = workplace.run(&["build", "new", "--out", "out"]);
    assert_eq!(built.status, 0, "{built:?}");
    let before = workplace.files("new");
    let again = workplace.run(&["init", "new"]);
    assert_eq!((again.status, again.stdout.as_str()), (2, ""));
    assert!(workplace.files("new") == before);
}

#[test]
fn a_filing_rolls_over_to_the_next_year() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let rolled = workplace.run(&["init", "next", "--from", "filing"]);
    assert_eq!(rolled.status, 0, "{rolled:?}");
    let read = |name: &str| fs::read_to_string(workplace.path(name)).unwrap();
    let filing = read("next/filing.yaml");
    assert!(filing.contains("fiscal_year: 2024"), "{filing}");
    assert!(filing.contains("completed_on: 2025-03-04"), "{filing}");
    assert!(filing.contains("planned_for: 2025-03"), "{filing}");
    let budget = read("next/budget.yaml");
    assert!(budget.contains("prior_year: { department: 665.38, projects: 410.9376 }"), "{budget}");
    assert!(!budget.contains("276.23"), "{budget}");
    let projects = read("next/projects.yaml");
    assert!(projects.contains("职工之家项目建设") && !projects.contains("384.2076"), "{projects}");
    assert!(read("next/narrative.yaml").contains("请复核"));
    let built = workplace.run(&["build", "next", "--out", "out"]);
    assert_eq!(built.status, 1, "amounts are missing: {built:?}");
}

#[test]
fn fonts_names_a_file_for_every_face() {
    let outcome = Workplace::empty().run(&["fonts"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    for face in ["小标宋", "仿宋", "黑体", "楷体", "宋体", "Times New Roman"] {
        assert!(outcome.stdout.contains(face), "{face}: {}", outcome.stdout);
    }
}

#[test]
fn the_schema_in_the_docs_is_the_programs() {
    let outcome = Workplace::empty().run(&["schema"]);
    let stored = crate::harness::project_file("docs/schema/filing.schema.json");
    assert_eq!(
        outcome.stdout,
        fs::read_to_string(stored).unwrap(),
        "ziping schema > docs/schema/filing.schema.json"
    );
}

#[test]
fn completions_exist_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let outcome = Workplace::empty().run(&["completions", shell]);
        assert_eq!(outcome.status, 0);
        assert!(outcome.stdout.contains("ziping"), "{shell}");
    }
}

#[cfg(unix)]
#[test]
fn a_killed_build_leaves_no_half_written_file() {
    let workplace = Workplace::with_filing("data/changli-2023");
    assert_eq!(workplace.run(&["build", "filing", "--out", "out"]).status, 0);
    let before = workplace.files("out");
    for delay in 0..40 {
        let mut child = workplace.command(&["build", "filing", "--out", "out"]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay * 5));
        drop(child.kill());
        child.wait().unwrap();
        let mut after = workplace.files("out");
        after.retain(|(name, _)| !name.starts_with(".ziping-"));
        assert!(after == before, "killed after {} ms", delay * 5);
    }
}
