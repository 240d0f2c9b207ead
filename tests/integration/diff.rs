//! Two filings compared, and a filing with the record of a build.

use std::fmt::Write;

use proptest::prelude::*;
use serde_json::Value;
use ziping::diff::{LineChange, ProjectChange, compare};
use ziping::pipeline::{DiffOutput, Pipeline, Settings};
use ziping::record::Snapshot;

use crate::harness::{Workplace, project_file};
use crate::record::rich_yaml;
use crate::scoring_rules::package;

const REPORT: &str = "2023年度昌黎县总工会整体绩效自评工作报告";

/// Edits the filing as a clerk does after the budget was adjusted.
fn adjust(workplace: &Workplace) {
    workplace.replace("filing/budget.yaml", "initial: 276.23", "initial: 280.23");
    workplace.replace("filing/budget.yaml", ", final: 410.94 }", " }");
    workplace.replace("filing/projects.yaml", "name: 劳模体检费", "name: 劳模健康体检费");
    workplace.replace("filing/projects.yaml", "score: 94.5", "score: 85");
    workplace.replace("filing/projects.yaml", "id: P04", "id: P07");
    workplace.replace(
        "filing/projects.yaml",
        "  - id: P02",
        "  - { id: P09, name: 职工书屋, budget_kind: general_public, adjusted: 3.5, final: 3.5, \
         score: 91, status: added }\n  - id: P02",
    );
    workplace.replace("filing/narrative.yaml", "优化支出结构", "进一步优化支出结构");
}

fn snapshot(yaml: &str) -> Snapshot {
    let workplace = Workplace::empty();
    workplace.write("filing.yaml", yaml);
    let side = Pipeline::new(Settings::default()).side(&workplace.path("filing.yaml")).unwrap();
    side.snapshot.unwrap_or_else(|| panic!("{}", side.findings.render_concise()))
}

#[test]
fn a_filing_does_not_differ_from_itself() {
    let filing = project_file("data/changli-2023");
    let filing = filing.to_str().unwrap();
    let outcome = Workplace::empty().run(&["diff", filing, filing]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{outcome:?}");
    assert!(outcome.stdout.starts_with("没有差异"), "{}", outcome.stdout);
    let json = Workplace::empty().run(&["diff", filing, filing, "--output-format", "json"]);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    for list in ["figures", "projects", "adjustments", "passages"] {
        assert_eq!(json[list], Value::Array(Vec::new()), "{list}");
    }
}

#[test]
fn a_comparison_reads_well_and_in_json() {
    let workplace = Workplace::with_filing("data/changli-2023");
    adjust(&workplace);
    let old = project_file("data/changli-2023");
    let old = old.to_str().unwrap();
    let text = workplace.run(&["diff", old, "filing"]);
    assert_eq!(text.status, 0, "{text:?}");
    insta::assert_snapshot!("diff_text", text.stdout);
    let json = workplace.run(&["diff", old, "filing", "--output-format", "json"]);
    insta::assert_snapshot!("diff_json", json.stdout);
}

#[test]
fn an_adjusted_budget_is_told_whole() {
    let sides = ["examples/adjusted/before", "examples/adjusted/after"].map(project_file);
    let sides = sides.each_ref().map(|side| side.to_str().unwrap());
    let text = Workplace::empty().run(&["diff", sides[0], sides[1]]);
    assert_eq!((text.status, text.stderr.as_str()), (0, ""), "{text:?}");
    insta::assert_snapshot!("diff_adjusted", text.stdout);
}

#[test]
fn a_record_stands_for_the_filing_it_was_made_from() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let old = project_file("data/changli-2023");
    let old = old.to_str().unwrap();
    assert_eq!(workplace.run(&["build", old, "--out", "out"]).status, 0);
    let record = format!("out/{REPORT}.record");
    adjust(&workplace);
    for format in ["text", "json"] {
        let arguments = |old, new| ["diff", old, new, "--output-format", format];
        let filings = workplace.run(&arguments(old, "filing"));
        assert_eq!(filings, workplace.run(&arguments(&record, "filing")));
        let back = workplace.run(&arguments("filing", &record));
        assert_eq!(workplace.run(&arguments("filing", old)), back);
    }
    assert!(workplace.run(&["diff", &record, &record]).stdout.starts_with("没有差异"));
}

#[test]
fn a_build_tells_what_changed_since_the_last() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let build = || workplace.run(&["build", "filing", "--out", "out"]);
    assert!(!build().stderr.contains("上次"));
    let before = workplace.files("out");
    let again = build();
    assert!(again.stderr.contains("与上次相比：没有变化"), "{}", again.stderr);
    assert!(workplace.files("out") == before);
    adjust(&workplace);
    let changed = build();
    assert_eq!(changed.status, 0, "{changed:?}");
    let line = changed.stderr.lines().find(|line| line.starts_with("与上次相比")).unwrap();
    insta::assert_snapshot!("since_last", line);
    workplace.write(&format!("out/{REPORT}.record"), "{\n\"format\": 1,\n");
    let broken = build();
    assert_eq!(broken.status, 0);
    assert!(
        broken.stderr.contains(".record:2:12：不是完好的记录：文件不完整"),
        "{}",
        broken.stderr
    );
    assert!(build().stderr.contains("没有变化"));
}

#[test]
fn an_output_that_was_edited_afterwards_is_pointed_out() {
    let workplace = Workplace::with_filing("data/changli-2023");
    workplace.run(&["build", "filing", "--out", "out", "--format", "docx"]);
    workplace.write(&format!("out/{REPORT}.docx"), "edited");
    let record = format!("out/{REPORT}.record");
    let outcome = workplace.run(&["diff", &record, "filing"]);
    assert_eq!(outcome.status, 0);
    assert!(outcome.stderr.contains(".docx”在生成之后改动过"), "{}", outcome.stderr);
}

#[test]
fn what_cannot_be_compared_is_said_and_has_its_status() {
    let workplace = Workplace::with_filing("data/changli-2023");
    workplace.write("broken.record", "{\"format\": 1, \"program\": 2}");
    let broken = workplace.run(&["diff", "broken.record", "filing"]);
    assert_eq!((broken.status, broken.stdout.as_str()), (2, ""));
    assert!(broken.stderr.contains("broken.record:1:"), "{}", broken.stderr);
    let missing = workplace.run(&["diff", "filing", "none.record"]);
    assert_eq!((missing.status, missing.stdout.as_str()), (2, ""));

    // A filing whose checks fail is compared; one that cannot be understood is not.
    workplace.replace("filing/budget.yaml", "final: 410.94", "final: 410.95");
    workplace.replace("filing/budget.yaml", "initial: 276.23", "initial: 276.24");
    let old = project_file("data/changli-2023");
    let unfinished = workplace.run(&["diff", old.to_str().unwrap(), "filing"]);
    assert_eq!(unfinished.status, 0, "{unfinished:?}");
    assert!(unfinished.stderr.contains("filing：1 个错误"), "{}", unfinished.stderr);
    assert!(unfinished.stdout.contains("276.24"), "{}", unfinished.stdout);
    workplace.replace("filing/filing.yaml", "fiscal_year", "fiscal_yaer");
    let unreadable = workplace.run(&["diff", old.to_str().unwrap(), "filing"]);
    assert_eq!((unreadable.status, unreadable.stdout.as_str()), (1, ""));
    assert!(unreadable.stderr.contains("Y101"), "{}", unreadable.stderr);
}

#[test]
fn projects_are_known_by_id_and_then_by_name() {
    let old = snapshot(&rich_yaml("100", "甲"));
    let renamed = snapshot(&rich_yaml("100", "乙"));
    let changes = compare(&old, &renamed);
    let [ProjectChange::Altered { old: was, new: is, fields }] = &changes.projects[..] else {
        panic!("{:?}", changes.projects);
    };
    assert_eq!((was.id, is.id, fields[0].key), ("P01", "P01", "name"));
    assert!(changes.figures.is_empty(), "a name changes no figure");

    let renumbered = snapshot(&rich_yaml("100", "甲").replace("id: P01", "id: P11"));
    let changes = compare(&old, &renumbered);
    let [ProjectChange::Altered { fields, .. }] = &changes.projects[..] else {
        panic!("{:?}", changes.projects);
    };
    assert_eq!((fields[0].old, fields[0].new), (Some("P01"), Some("P11")));

    let another = snapshot(&rich_yaml("100", "乙").replace("id: P01", "id: P11"));
    let changes = compare(&old, &another);
    assert!(matches!(changes.projects[..], [ProjectChange::Added(_), ProjectChange::Removed(_)]));
}

#[test]
fn a_computed_score_is_traced_to_what_its_rule_reads() {
    let yaml = package();
    let old = snapshot(&yaml);
    let causes = |from: &str, to: &str, name: &str| {
        assert_eq!(yaml.matches(from).count(), 1, "{from}");
        let new = snapshot(&yaml.replace(from, to));
        let changes = compare(&old, &new);
        let change = changes.figures.iter().find(|change| change.name == name);
        let change = change.unwrap_or_else(|| panic!("{name}: {}", changes.text()));
        let inputs = change.causes.iter().map(|cause| cause.input.clone().into_owned());
        inputs.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        causes("target: 600, actual: 588", "target: 600, actual: 540", "project.P02.score"),
        "projects[P02].indicators[1].actual"
    );
    assert_eq!(
        causes("achieved_share: 80%", "achieved_share: 85%", "project.P05.score"),
        "projects[P05].indicators[7].achieved_share"
    );
    assert_eq!(
        causes("actual: 31.36, unit: 万吨", "actual: 30, unit: 万吨", "overall_score"),
        "evaluation.indicators[8].actual"
    );
    // A filed score is its own cause, whatever the result.
    assert_eq!(
        causes(
            "actual: 288, unit: 万元, weight: 10, score: 9,",
            "actual: 256, unit: 万元, weight: 10, score: 8,",
            "project.P08.score"
        ),
        "projects[P08].indicators[5].score"
    );
}

#[test]
fn a_figure_is_traced_to_the_keys_that_changed_it() {
    let yaml = rich_yaml("100", "甲");
    let old = snapshot(&yaml);
    let causes = |from: &str, to: &str, name: &str| {
        assert!(yaml.contains(from), "{from}");
        let new = snapshot(&yaml.replace(from, to));
        let changes = compare(&old, &new);
        let change = changes.figures.iter().find(|change| change.name == name);
        let change = change.unwrap_or_else(|| panic!("{name}: {}", changes.text()));
        assert!(change.all_causes);
        let inputs = change.causes.iter().map(|cause| cause.input.clone().into_owned());
        inputs.collect::<Vec<_>>().join(" ")
    };
    let amounts = "adjusted: 100";
    assert_eq!(
        causes("final: 400", "final: 401", "department.expenditure_rate"),
        "budget.department.final"
    );
    assert_eq!(
        causes("employed: 9", "employed: 8", "staff.control_rate"),
        "department.staff.employed"
    );
    assert_eq!(causes(amounts, "adjusted: 101", "project_total"), "projects[P01].adjusted");
    assert_eq!(
        causes("adjusted: 4.25", "adjusted: 4.5", "by_kind.government_fund.amount"),
        "projects[P02].funding[2].adjusted"
    );
    assert_eq!(
        causes("amount: 20.5", "amount: 21", "project.P03.adjusted"),
        "budget.adjustments[1] budget.adjustments[1]"
    );
    assert_eq!(
        causes("amount: -10", "amount: -11", "department.adjusted"),
        "budget.adjustments[2] budget.adjustments[2]"
    );
    assert_eq!(
        causes("score: 88.5", "score: 70", "project.P03.grade"),
        "projects[P03].indicators[1].score"
    );
    assert_eq!(causes("score: 39", "score: 29", "overall_grade"), "evaluation.indicators[2].score");
    assert_eq!(causes("score: 90\n", "score: 70\n", "excellence_rate"), "projects[P01].score");
    assert_eq!(causes("status: added", "status: active", "added_count"), "projects[P05].status");
    assert_eq!(
        causes(
            "budget_kind: government_fund\n    initial",
            "budget_kind: general_public\n    initial",
            "by_kind.government_fund.count"
        ),
        "projects[P03].budget_kind"
    );
    assert_eq!(causes("initial: 5\n", "initial: 6\n", "projects.initial"), "projects[P04].initial");
    assert_eq!(
        causes(
            "    evaluated: false\n    not_evaluated_reason: 已取消\n",
            "    score: 80\n",
            "coverage_rate"
        ),
        "projects[P04].evaluated",
    );
}

#[test]
fn rates_differ_in_points_of_the_unrounded_rates() {
    let yaml = rich_yaml("3", "甲").replace("final: 1.5", "final: 1");
    let (old, new) = (snapshot(&yaml), snapshot(&yaml.replace("final: 1\n", "final: 2\n")));
    let changes = compare(&old, &new);
    let rate = changes.figures.iter().find(|it| it.name == "project.P01.execution_rate").unwrap();
    // 66.666… − 33.333…, not 66.67 − 33.33.
    let difference = rate.difference(new.amount_unit).unwrap();
    assert_eq!((difference.text.as_str(), difference.unit), ("+33.33", "百分点"));
}

#[test]
fn sentences_and_rows_are_told_apart() {
    let yaml = rich_yaml("100", "甲");
    let old = snapshot(&yaml);
    let new = snapshot(&yaml.replace("，继续努力。", "，继续努力。坚持到底。"));
    let changes = compare(&old, &new);
    let [passage] = &changes.passages[..] else { panic!("{}", changes.text()) };
    assert_eq!(passage.lines, [LineChange::Added("坚持到底。".to_owned())]);
    assert_eq!(passage.place, ["四、整改措施及结果应用"]);
}

#[test]
fn ten_thousand_projects_in_another_order_are_compared() {
    let yaml = |ids: &mut dyn Iterator<Item = u32>| {
        let mut yaml = "form: changli\nfiscal_year: 2023\ndepartment: { name: 测试局 }\n\
             evaluation: { completed_on: 2024-03-04, score: 90 }\n\
             budget: { department: { initial: 1, adjusted: 1, final: 1 } }\nprojects:\n"
            .to_owned();
        for id in ids {
            writeln!(
                yaml,
                "  - {{ id: P{id}, name: 第{id}号项目, budget_kind: general_public, initial: 1, \
                 adjusted: 2, final: 1, score: 90 }}"
            )
            .unwrap();
        }
        yaml + "narrative: { overall_achievement: [ 一。 ], project_achievement: [ 二。 ], \
            overall_target_quality: [ 三。 ], project_target_quality: [ 四。 ], measures: [ 五。 ] }\n"
    };
    let old = snapshot(&yaml(&mut (0..10_000)));
    let new = snapshot(&yaml(&mut (0..10_000).rev()));
    let changes = compare(&old, &new);
    assert_eq!((changes.figures.len(), changes.projects.len()), (0, 0));
    assert_eq!(changes.passages.len(), 1, "the rows of the table moved");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_record_compares_as_its_filing_does(
        (one, two) in (1..100_000_u32, 1..100_000_u32),
        names in ("[甲乙]{1,3}", "[甲乙]{1,3}"),
    ) {
        let workplace = Workplace::empty();
        let pipeline = Pipeline::new(Settings::default());
        let mut paths = Vec::new();
        for (file, amount, name) in [("old", one, names.0), ("new", two, names.1)] {
            let yaml = rich_yaml(&format!("{}.{:02}", amount / 100, amount % 100), &name);
            workplace.write(&format!("{file}.yaml"), &yaml);
            let path = workplace.path(&format!("{file}.yaml"));
            let snapshot = pipeline.side(&path).unwrap().snapshot.unwrap();
            let record = ziping::record::Record {
                program: "0".to_owned(),
                snapshot,
                inputs: Vec::new(),
                outputs: Vec::new(),
                fonts: Vec::new(),
            };
            workplace.write(&format!("{file}.record"), &String::from_utf8(record.to_bytes()).unwrap());
            paths.push((path, workplace.path(&format!("{file}.record"))));
        }
        let [(old, old_record), (new, new_record)] = &paths[..] else { unreachable!() };
        let text = |old, new| pipeline.diff(old, new, DiffOutput::Json).unwrap().text.unwrap();
        let filings = text(old, new);
        prop_assert_eq!(&filings, &text(old_record, new));
        prop_assert_eq!(&filings, &text(old, new_record));
        prop_assert_eq!(&filings, &text(old_record, new_record));
    }
}
