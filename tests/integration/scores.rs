//! Checks of scores, indicators and amounts: where honest filings stay quiet, and what a form sets.

use std::fs;

use ziping::diagnostic::Severity;

use crate::filing::Computed;

const CHANGLI: &str = include_str!("../../templates/changli/form.yaml");

/// Returns a filing with `top` among its keys and `projects` in its list.
fn filing(form: &str, top: &str, projects: &str) -> String {
    format!(
        "form: {form}\nfiscal_year: 2024\namount_unit: 万元\ndepartment: {{ name: 云岭县水务局 }}\n\
         {top}projects:\n{projects}"
    )
}

/// Returns the project P01 with `keys` and with `rows` as its indicators.
fn project(keys: &str, rows: &[&str]) -> String {
    let mut indicators = String::from(if rows.is_empty() { "" } else { "    indicators:\n" });
    for row in rows {
        indicators.extend(["      - { ", row, " }\n"]);
    }
    format!("  - id: P01\n    name: 河道清淤\n    budget_kind: general_public\n{keys}{indicators}")
}

fn codes(top: &str, projects: &str) -> Vec<&'static str> {
    Computed::of(&filing("changli", top, projects)).codes()
}

/// Computes a filing by the form `county`: changli's with its scoring replaced by `scoring`.
fn by_county(scoring: &str, projects: &str) -> Computed {
    let start = CHANGLI.find("scoring:").unwrap();
    let end = start + CHANGLI[start..].find("\n\n").unwrap();
    let settings = format!("{}scoring:\n{scoring}{}", &CHANGLI[..start], &CHANGLI[end..]);
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("county")).unwrap();
    fs::write(directory.path().join("county/form.yaml"), settings).unwrap();
    Computed::by_forms(&filing("county", "", projects), Some(directory.path()))
}

const SPENT: &str = "    initial: 40\n    adjusted: 40\n    final: 40\n";
const OUTPUT: &str = "dimension: output, category: quantity, name: 清淤长度, operator: ge, target: 20, actual: 20, unit: 公里, weight: 50, score: 50";
const OUTCOME: &str = "dimension: outcome, category: social, name: 行洪能力, weight: 30, score: 30";
const SATISFIED: &str =
    "dimension: satisfaction, category: satisfaction, name: 群众满意度, weight: 10, score: 10";

#[test]
fn a_total_lies_in_the_room_that_its_rows_leave() {
    for (score, found) in [("90", false), ("100", false), ("89.99", true), ("100.01", true)] {
        // 10 + 50 + 30 of a hundred; the row of 10 points has no score.
        let rows = [OUTPUT, OUTCOME, &SATISFIED.replace(", score: 10", "")];
        let projects = project(&format!("{SPENT}    score: {score}\n"), &rows);
        assert_eq!(codes("", &projects).contains(&"F206"), found, "{score}");
    }
    // Rows that make more than a hundred are C301's alone.
    let rows = [OUTPUT, OUTCOME, SATISFIED, SATISFIED];
    assert_eq!(codes("", &project(&format!("{SPENT}    score: 97\n"), &rows)), ["C301"]);
}

#[test]
fn the_departments_indicators_may_leave_the_execution_row_out() {
    let top = |rest: &str, last: u32| {
        format!(
            "evaluation: {{ {rest}indicators: [ {{ dimension: output, category: quality, name: 重点工作, \
             weight: {last}, score: {last} }} ] }}\n"
        )
    };
    let projects = project(SPENT, &[]);
    for (rest, last, found) in [
        ("", 100, vec![]),
        ("score: 98.5, ", 90, vec![]),
        ("", 90, vec!["C301"]),
        ("score: 89.5, ", 90, vec!["F206"]),
        ("score: 98.5, ", 95, vec!["C301"]),
    ] {
        assert_eq!(codes(&top(rest, last), &projects), found, "{rest}{last}");
    }
}

#[test]
fn a_form_may_share_its_points_among_dimensions() {
    let shares = "  execution_weight: 20\n  dimension_weights: { output: 40, outcome: 30, satisfaction: 10 }\n";
    let output = OUTPUT.replace("50", "40");
    let whole = by_county(shares, &project(SPENT, &[&output, OUTCOME, SATISFIED]));
    assert_eq!(whole.findings(), "");
    let moved = by_county(
        shares,
        &project(SPENT, &[&output.replace("40", "50"), &OUTCOME.replace("30", "20"), SATISFIED]),
    );
    insta::assert_snapshot!(moved.findings(), @r"
    filing.yaml:13:22: C301 “河道清淤”产出指标分值合计 50 分，本格式应为 40 分
        核对这一类各绩效指标的分值（weight）和一级指标（dimension）
    filing.yaml:14:22: C301 “河道清淤”效益指标分值合计 20 分，本格式应为 30 分
        核对这一类各绩效指标的分值（weight）和一级指标（dimension）
    ");
}

#[test]
fn a_form_says_from_where_on_a_reason_is_asked_for() {
    let rows = [&OUTPUT.replace("actual: 20", "actual: 26"), OUTCOME, SATISFIED];
    let spent = SPENT.replace("final: 40", "final: 34");
    let severities = |scoring: &str| {
        let found = by_county(scoring, &project(&spent, &rows)).diagnostics();
        found.iter().map(|finding| (finding.code.id, finding.severity)).collect::<Vec<_>>()
    };
    // 34 of 40 is 85%, and 26 of 20 is 130%.
    assert_eq!(
        severities("  execution_weight: 10\n"),
        [("C305", Severity::Error), ("C306", Severity::Warning)]
    );
    assert_eq!(
        severities(
            "  execution_weight: 10\n  execution_reason_below: 85%\n  overshoot_error_from: 130%\n"
        ),
        [("C306", Severity::Error)]
    );
    assert_eq!(
        severities(
            "  execution_weight: 10\n  execution_reason_below: 80%\n  overshoot_from: 131%\n"
        ),
        []
    );
}

#[test]
fn overspending_and_a_rate_above_hundred_are_never_both_at_one_place() {
    // Overspent: only C303, though 支出率 is above 100% too.
    let line = |initial: &str, adjusted: &str, r#final: &str| {
        let amounts = format!("    initial: {initial}\n    adjusted: {adjusted}\n");
        codes("", &project(&format!("{amounts}    final: {final}\n", r#final = r#final), &[]))
    };
    assert_eq!(line("40", "40", "44"), ["C303"]);
    assert_eq!(line("40", "44", "44"), ["C311", "C304"]);
    assert_eq!(line("40", "44", "45"), ["C311", "C303"]);
    // At printed precision nothing changed and nothing is above 100%.
    assert_eq!(line("40.94", "40.9376", "40.94"), [] as [&str; 0]);
    assert_eq!(line("40", "40.004", "40.004"), [] as [&str; 0]);
    assert_eq!(line("40", "40.006", "40.006"), ["C311", "C304"]);
    // Nothing was planned: there is no rate, but the change wants its reason.
    assert_eq!(line("0", "44", "44"), ["C311"]);
    assert_eq!(line("~", "44", "44"), [] as [&str; 0]);
}

#[test]
fn the_ledger_and_explanations_quiet_what_they_explain() {
    let money = "    initial: 40\n    adjusted: 60\n    final: 60\n";
    let entry = |rest: &str| {
        format!(
            "budget: {{ adjustments: [ {{ amount: 20, category: local_supplement, {rest} }} ] }}\n"
        )
    };
    let unexplained = ["C311", "C304"];
    for (top, found) in [
        (entry("scope: projects, project: P01"), &[][..]),
        (entry("scope: projects"), &[]),
        (entry("scope: basic"), &unexplained),
        ("explanations: { project.P01.adjustment: 追加清淤任务 }\n".to_owned(), &[]),
        ("explanations: { project.P01.expenditure_rate: 追加清淤任务 }\n".to_owned(), &[]),
        ("explanations: { project.P01.adjustment: 无 }\n".to_owned(), &unexplained),
        ("explanations: { project.P01.score: 追加清淤任务 }\n".to_owned(), &unexplained),
    ] {
        assert_eq!(codes(&top, &project(money, &[])), found, "{top}");
    }
}

#[test]
fn results_are_compared_only_where_both_are_numbers_of_one_unit() {
    for (target, actual, found) in [
        ("target: 20, actual: 24, unit: 公里", true),
        ("target: 20公里, actual: 24", true),
        ("target: 20公里, actual: 24里", false),
        ("target: 20公里, actual: 24公里, unit: 米", false),
        ("target: 9, actual: 18", false),
        ("target: 10月底前, actual: 12月底前", false),
        ("target: 2024年6月, actual: 2024年9月", false),
        ("target: 明显改善, actual: 达成", false),
        ("target: -20, actual: 24", false),
    ]
    .map(|(values, found)| (values.split_once(", actual: ").unwrap(), found))
    .map(|((target, actual), found)| (target.to_owned(), actual.to_owned(), found))
    {
        let row = OUTPUT
            .replace("target: 20, actual: 20, unit: 公里", &format!("{target}, actual: {actual}"));
        let found_codes = codes("", &project(SPENT, &[&row, OUTCOME, SATISFIED]));
        let expected: &[&str] = if found { &["C306"] } else { &[] };
        assert_eq!(found_codes, expected, "{target} {actual}");
    }
}

#[test]
fn project_expenditure_that_nobody_states_is_not_compared() {
    let top = "budget:\n  department: { adjusted: 100, final: 100 }\n  basic: { adjusted: 60, final: 60 }\n";
    let text = filing("changli", top, "").replace("projects:\n", "projects: []\n");
    assert_eq!(Computed::of(&text).findings(), "");
    let stated = text.replace("  basic", "  projects: { adjusted: 40, final: 40.01 }\n  basic");
    assert_eq!(Computed::of(&stated).codes(), ["F208", "C303"]);
}

#[test]
fn a_total_that_the_execution_rate_bounds_is_the_bound() {
    // 26 of 40 is 65%: 6.5 + 50 + 30 + 10 = 96.5, of which the form leaves 79.
    let scoring = "  execution_weight: 10\n  execution_caps: [ { below: 70%, most: 79 } ]\n";
    let spent = SPENT.replace("final: 40", "final: 26");
    let execution = "    execution: { deviation_reason: 汛期停工, remedy: 汛后抢抓工期 }\n";
    for (score, found) in [
        ("    score: 79\n", &[][..]),
        ("", &[]),
        // Less than the bound is not the sum, more than the bound is above it.
        ("    score: 78.99\n", &["F206"]),
        ("    score: 79.01\n", &["C322"]),
        ("    score: 96.5\n", &["C322"]),
        ("    score: 97\n", &["C322"]),
    ] {
        let projects =
            project(&format!("{spent}{score}{execution}"), &[OUTPUT, OUTCOME, SATISFIED]);
        let computed = by_county(scoring, &projects);
        assert_eq!(computed.codes(), found, "{score}");
    }
    // At the bound's rate the bound does not hold: 28 of 40 is 70%, and 7 + 90 is 97.
    let spent = SPENT.replace("final: 40", "final: 28");
    let projects =
        project(&format!("{spent}    score: 97\n{execution}"), &[OUTPUT, OUTCOME, SATISFIED]);
    assert_eq!(by_county(scoring, &projects).codes(), [] as [&str; 0]);
}

#[test]
fn a_filed_score_may_lie_below_the_rule_but_not_above() {
    let output = |score: &str, reason: &str| {
        let measured = "target: 20, actual: 15, unit: 公里, weight: 50";
        format!(
            "{}{score}{reason}",
            OUTPUT.replace("target: 20, actual: 20, unit: 公里, weight: 50, score: 50", measured)
        )
    };
    let reason = ", deviation_reason: 汛期停工, remedy: 汛后抢抓工期";
    // 15 of 20 is 37.5 of 50.
    for (score, reason, found) in [
        ("", reason, &[][..]),
        (", score: 37.5", reason, &[]),
        (", score: 30", reason, &[]),
        (", score: 37.51", reason, &["F206"]),
        (", score: 50", reason, &["F206"]),
        (", score: 50.01", reason, &["C302"]),
        ("", "", &["C305"]),
        (", score: 30", "", &["C305"]),
        (", score: 50", "", &["F206"]),
    ] {
        let rows = [&*output(score, reason), OUTCOME, SATISFIED];
        assert_eq!(codes("", &project(SPENT, &rows)), found, "{score}{reason}");
    }
}

#[test]
fn computed_scores_are_checked_like_filed_ones() {
    let judged = |rest: &str| {
        let quality = "dimension: output, category: quality, name: 工程验收合格率, weight: 50";
        format!("{quality}, {rest}")
    };
    let measured = "operator: ge, target: 100, actual: 100, unit: \"%\"";
    // Full quality of work that was not accepted.
    let spent = SPENT.replace("final: 40", "final: 18");
    let keys =
        format!("{spent}    execution: {{ deviation_reason: 汛期停工, remedy: 抢抓工期 }}\n");
    let rows = [&*judged(measured), OUTCOME, SATISFIED];
    assert_eq!(codes("", &project(&keys, &rows)), ["C313"]);
    // No rule reads the words: the row is blank beside the others that have their scores.
    let rows = [&*judged("target: 合格, actual: 合格"), OUTCOME, SATISFIED];
    assert_eq!(codes("", &project(SPENT, &rows)), ["C310"]);
    // Where all are computed but one, and the total is not stated, that one is missing too.
    let satisfied = "dimension: satisfaction, category: satisfaction, name: 群众满意度, operator: ge, target: 90, actual: 95, unit: \"%\", weight: 10";
    let outcome = "dimension: outcome, category: social, name: 行洪能力, weight: 30";
    let rows = [&*judged(&format!("{measured}, accepted_on: 2024-11-20")), outcome, satisfied];
    assert_eq!(codes("", &project(SPENT, &rows)), ["C310"]);
    let stated = format!("{SPENT}    score: 98\n");
    assert_eq!(codes("", &project(&stated, &rows)), [] as [&str; 0]);
    // The computed rows count in a stated total: 10 + 50 + 10, and 30 that are open.
    let stated = format!("{SPENT}    score: 69\n");
    assert_eq!(codes("", &project(&stated, &rows)), ["F206"]);
}

#[test]
fn a_part_of_the_points_for_a_day_or_a_zero_that_was_missed_is_a_warning() {
    let late = "target: 2024年6月30日前, actual: 2024年7月5日";
    let missed = "operator: eq, target: 0, actual: 1, unit: 起";
    let reason = ", deviation_reason: 汛期停工, remedy: 汛后抢抓工期";
    for (measured, score, reason, found) in [
        (late, "40", reason, &[("F206", Severity::Warning)][..]),
        (missed, "40", reason, &[("F206", Severity::Warning)]),
        (late, "0", reason, &[]),
        // All of them is plainly wrong, and a part wants its reason.
        (late, "50", reason, &[("F206", Severity::Error)]),
        (missed, "50", "", &[("F206", Severity::Error)]),
        (late, "40", "", &[("C305", Severity::Error), ("F206", Severity::Error)]),
        // Where the rule takes a part, more than that is an error.
        ("operator: ge, target: 5, actual: 4", "45", reason, &[("F206", Severity::Error)]),
    ] {
        let row = format!(
            "dimension: output, category: timeliness, name: 清淤工期, {measured}, weight: 50, score: {score}{reason}"
        );
        let projects = project(SPENT, &[&row, OUTCOME, SATISFIED]);
        let computed = Computed::of(&filing("changli", "", &projects));
        let codes: Vec<_> = computed
            .diagnostics()
            .iter()
            .map(|finding| (finding.code.id, finding.severity))
            .collect();
        assert_eq!(codes, found, "{measured} {score} {reason}");
    }
}
