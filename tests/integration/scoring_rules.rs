//! Scores by rule against scores worked by hand: every indicator of the example package, by the
//! county's form and by one with other conventions, and the cases at the edges.

use std::fs;

use ziping::figures::{Figures, IndicatorPoints, IndicatorRule};
use ziping::quantity::Score;

use crate::filing::Computed;
use crate::harness::project_file;
use crate::rendering::Loaded;

const CHANGLI: &str = include_str!("../../templates/changli/form.yaml");

/// Conventions other than the county's: a linear descent, nothing off an equal target, a penalty for
/// overshooting, and totals that the execution rate bounds.
const OTHER: &str = "  execution_weight: 10\n  lower_is_better: linear\n  equal_deviation: zero\n  \
                     overshoot_penalty: 2\n  execution_caps:\n    - { below: 60%, most: 69 }\n    \
                     - { below: 70%, most: 79 }\n";

/// An indicator as worked by hand.
#[derive(Clone, Copy)]
struct Row {
    /// The project; `department` for the department's own.
    owner: &'static str,
    number: usize,
    rule: &'static str,
    weight: &'static str,
    /// How the score was worked out.
    working: &'static str,
    /// What the county's form gives; empty where no rule can read the texts.
    score: &'static str,
    /// What the other form gives.
    other: &'static str,
}

const fn row(
    (owner, number, rule, weight): (&'static str, usize, &'static str, &'static str),
    working: &'static str,
    score: &'static str,
) -> Row {
    Row { owner, number, rule, weight, working, score, other: score }
}

/// Gives the score by the other form where it differs.
const fn else_by(row: Row, other: &'static str) -> Row {
    Row { other, ..row }
}

const BY_HAND: &[Row] = &[
    row(("department", 1, "at least", "15"), "7600 of 8000 is 0.95; 0.95 × 15", "14.25"),
    row(("department", 2, "at least", "10"), "302 of 300 is full", "10"),
    row(("department", 3, "at least", "10"), "99.1 of 98 is full", "10"),
    row(("department", 4, "at least", "10"), "95.72 of 95 is full", "10"),
    row(("department", 5, "on time", "10"), "26 December is before 31 December", "10"),
    row(("department", 6, "at most", "10"), "11.9 is below 12.6", "10"),
    row(("department", 7, "at least", "10"), "6.4 of 6 is full", "10"),
    row(("department", 8, "at least", "10"), "31.36 of 32 is 0.98; 0.98 × 10", "9.8"),
    row(("department", 9, "at least", "5"), "83.5 of 80 is full", "5"),
    row(("department", 10, "judged", "5"), "85% of 5 is 4.25", "4.25"),
    row(("department", 11, "at least", "5"), "92.3 of 90 is full", "5"),
    row(("P01", 1, "at least", "15"), "7600 of 8000 is 0.95; 0.95 × 15", "14.25"),
    row(("P01", 2, "at least", "5"), "18.5 of 18 is full", "5"),
    row(("P01", 3, "at least", "10"), "100 of 100 is full", "10"),
    row(("P01", 4, "on time", "10"), "12 December is before 20 December", "10"),
    row(("P01", 5, "at most", "10"), "1920 is below 2000", "10"),
    row(("P01", 6, "at least", "10"), "48 of 50 is 0.96; 0.96 × 10", "9.6"),
    // The other form: (2 × 260 − 275) ÷ 260 = 245 ÷ 260 = 0.94230…
    else_by(row(("P01", 7, "at most", "10"), "260 of 275 is 0.94545…; × 10", "9.45"), "9.42"),
    row(("P01", 8, "judged", "10"), "75% of 10", "7.5"),
    row(("P01", 9, "at least", "10"), "88.5 of 90 is 0.98333…; × 10", "9.83"),
    row(("P02", 1, "at least", "15"), "588 of 600 is 0.98; 0.98 × 15", "14.7"),
    row(("P02", 2, "equal", "10"), "4 is 4", "10"),
    row(("P02", 3, "at least", "10"), "98.2 of 98 is full", "10"),
    row(("P02", 4, "on time", "10"), "25 November is after 31 October", "0"),
    // Both forms round up to the same: 0.97560… × 5 = 4.878…, and (4000 − 2050) ÷ 2000 × 5 = 4.875.
    row(("P02", 5, "at most", "5"), "2000 of 2050 is 0.97560…; × 5", "4.88"),
    row(("P02", 6, "at least", "15"), "96.5 of 95 is full", "15"),
    row(("P02", 7, "judged", "15"), "90% of 15", "13.5"),
    row(("P02", 8, "at least", "10"), "91 of 90 is full", "10"),
    // The other form: 68 of 52 is 130.76…%, which costs 2 points.
    else_by(row(("P03", 1, "at least", "15"), "68 of 52 is full", "15"), "13"),
    row(("P03", 2, "equal", "10"), "1200 is 1200", "10"),
    row(("P03", 3, "range", "5"), "5 lies between 2 and 8", "5"),
    row(("P03", 4, "at least", "10"), "98.6 of 90 is full", "10"),
    row(("P03", 5, "on time", "10"), "25 October is before 31 October", "10"),
    row(("P03", 6, "zero", "15"), "0 is 0", "15"),
    row(("P03", 7, "at most", "10"), "1.2 is below 1.5", "10"),
    row(("P03", 8, "judged", "5"), "100% of 5", "5"),
    row(("P03", 9, "at least", "10"), "95 of 92 is full", "10"),
    else_by(row(("P04", 1, "equal", "15"), "760 of 800 is 0.95; 0.95 × 15", "14.25"), "0"),
    row(("P04", 2, "at least", "10"), "5600 of 5000 is full", "10"),
    row(("P04", 3, "at least", "15"), "99.8 of 99.5 is full", "15"),
    // The other form: (2 × 5 − 6) ÷ 5 = 0.8.
    else_by(row(("P04", 4, "at most", "5"), "5 of 6 is 0.83333…; × 5", "4.17"), "4"),
    row(("P04", 5, "at most", "5"), "450 is below 460", "5"),
    row(("P04", 6, "zero", "15"), "1 is above 0, of which there is no part", "0"),
    row(("P04", 7, "at least", "10"), "98.6 of 98 is full", "10"),
    row(("P04", 8, "judged", "5"), "55% of 5", "2.75"),
    row(("P04", 9, "as filed", "10"), "nothing was measured", ""),
    row(("P05", 1, "at least", "15"), "12.5 of 12.5 is full", "15"),
    row(("P05", 2, "at least", "10"), "9.12 of 9.6 is 0.95; 0.95 × 10", "9.5"),
    row(("P05", 3, "at least", "15"), "97.3 of 95 is full", "15"),
    row(("P05", 4, "on time", "10"), "28 November is before the year's end", "10"),
    row(("P05", 5, "zero", "10"), "−16.5 is above −20, of which there is no part", "10"),
    row(("P05", 6, "at least", "10"), "1.86 of 1.8 is full", "10"),
    row(("P05", 7, "judged", "10"), "80% of 10", "8"),
    row(("P05", 8, "at least", "10"), "89.1 of 90 is 0.99; 0.99 × 10", "9.9"),
    row(("P06", 1, "at least", "20"), "302 of 300 is full", "20"),
    row(("P06", 2, "at least", "10"), "6 of 6 is full", "10"),
    row(("P06", 3, "at least", "10"), "94.05 of 95 is 0.99; 0.99 × 10", "9.9"),
    row(("P06", 4, "on time", "5"), "November is November", "5"),
    row(("P06", 5, "at most", "5"), "1430.46 is below 1500", "5"),
    row(("P06", 6, "at least", "10"), "−1.2 of 3 is less than nothing", "0"),
    row(("P06", 7, "at least", "10"), "158 of 150 is full", "10"),
    row(("P06", 8, "judged", "10"), "60% of 10", "6"),
    row(("P06", 9, "at least", "10"), "97.6 of 95 is full", "10"),
    row(("P07", 1, "at least", "15"), "21.4 of 20 is full", "15"),
    row(("P07", 2, "range", "10"), "38 of at least 40 is 0.95; 0.95 × 10", "9.5"),
    // The other form: (2 × 7.5 − 7.8) ÷ 7.5 = 7.2 ÷ 7.5 = 0.96.
    else_by(
        row(("P07", 3, "range", "10"), "7.5, the most, of 7.8 is 0.96153…; × 10", "9.62"),
        "9.6",
    ),
    row(("P07", 4, "on time", "10"), "30 September is the last day", "10"),
    row(("P07", 5, "at most", "5"), "3.36 is below 4", "5"),
    row(("P07", 6, "at least", "15"), "1.35 of 1.5 is 0.9; 0.9 × 15", "13.5"),
    row(("P07", 7, "at least", "10"), "86.2 of 85 is full", "10"),
    row(("P07", 8, "judged", "5"), "95% of 5", "4.75"),
    row(("P07", 9, "at least", "10"), "93 of 90 is full", "10"),
    row(("P08", 1, "at least", "15"), "22 of 20 is full", "15"),
    row(("P08", 2, "as filed", "10"), "judged without a share", ""),
    row(("P08", 3, "on time", "15"), "18 June is before 30 June", "15"),
    row(("P08", 4, "at most", "10"), "100 is 100", "10"),
    row(("P08", 5, "at least", "10"), "288 of 320 is 0.9; 0.9 × 10", "9"),
    // The other form: (2 × 55 − 58) ÷ 55 = 52 ÷ 55 = 0.94545…
    else_by(row(("P08", 6, "at most", "10"), "55 of 58 is 0.94827…; × 10", "9.48"), "9.45"),
    row(("P08", 7, "at least", "10"), "6.3 of 6 is full", "10"),
    row(("P08", 8, "at least", "10"), "90 of 90 is full", "10"),
];

/// What the filing states otherwise than the rule gives it: owner, number, score.
const FILED: [(&str, usize, &str); 3] = [("P04", 9, "0"), ("P08", 1, "13"), ("P08", 2, "10")];

/// The projects' totals: execution and indicators, by the county's form and by the other one.
const TOTALS: [(&str, &str, &str, &str); 8] = [
    ("P01", "9.6 + 49.25 + 26.55 + 9.83", "95.23", "95.23"),
    // 65% of the budget was spent: the other form leaves 79.
    ("P02", "6.5 + 39.58 + 28.5 + 10", "84.58", "79"),
    ("P03", "9.9 + 50 + 30 + 10", "99.9", "97.9"),
    ("P04", "10 + 48.42 + 12.75 + 0", "71.17", "71.17"),
    ("P05", "10 + 49.5 + 28 + 9.9", "97.4", "97.4"),
    ("P06", "9.6 + 49.9 + 16 + 10", "85.5", "85.5"),
    ("P07", "9 + 49.12 + 28.25 + 10", "96.37", "96.35"),
    ("P08", "10 + 48 + 28.48 + 10", "96.48", "96.48"),
];

/// Returns the example package as one text.
pub(crate) fn package() -> String {
    ["filing", "budget", "projects", "narrative"]
        .map(|name| project_file("examples/package").join(format!("{name}.yaml")))
        .map(|path| fs::read_to_string(path).unwrap())
        .concat()
}

/// Computes a filing of changli's by a form that differs from it in its `scoring`.
fn by_other(text: &str, scoring: &str) -> Computed {
    let start = CHANGLI.find("scoring:").unwrap();
    let end = start + CHANGLI[start..].find("\n\n").unwrap();
    let settings = format!("{}scoring:\n{scoring}{}", &CHANGLI[..start], &CHANGLI[end..]);
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("other")).unwrap();
    fs::write(directory.path().join("other/form.yaml"), settings).unwrap();
    let text = text.replace("form: changli", "form: other");
    Computed::by_forms(&text, Some(directory.path()))
}

fn points(figures: &Figures, owner: &str, number: usize) -> IndicatorPoints {
    let points = match owner {
        "department" => figures.indicator(number),
        id => figures.project(id).unwrap().indicator(number),
    };
    points.unwrap()
}

fn rule_name(rule: &IndicatorRule) -> &'static str {
    match rule {
        IndicatorRule::AtLeast { .. } => "at least",
        IndicatorRule::AtMost { .. } => "at most",
        IndicatorRule::Equal { .. } => "equal",
        IndicatorRule::Range { .. } => "range",
        IndicatorRule::Zero { .. } => "zero",
        IndicatorRule::OnTime { .. } => "on time",
        IndicatorRule::Qualitative { .. } => "judged",
        IndicatorRule::Filed => "as filed",
    }
}

#[test]
fn every_indicator_of_the_package_scores_as_worked_by_hand() {
    let county = Computed::of(&package());
    let other = by_other(&package(), OTHER);
    assert_eq!(county.findings(), "");
    for Row { owner, number, rule, weight, working, score, other: by_other } in BY_HAND {
        let filing = county.edition.filing();
        let project = filing.projects.iter().find(|project| project.id.value == *owner);
        let indicators =
            project.map_or(&filing.evaluation.indicators, |project| &project.indicators);
        let indicator = &indicators[number - 1];
        let place = format!("{owner} {number} {}: {working}", indicator.name.value);
        let applied = IndicatorRule::of(indicator, &county.form.scoring, 2024);
        assert_eq!(
            (rule_name(&applied), &*indicator.weight.value.print()),
            (*rule, *weight),
            "{place}"
        );
        let text = |points: IndicatorPoints| points.computed.map_or_else(String::new, Score::print);
        assert_eq!(text(points(&county.figures, owner, *number)), *score, "{place}");
        assert_eq!(text(points(&other.figures, owner, *number)), *by_other, "{place}");
        // The figure is what is filed, else what was computed.
        let filed = FILED.iter().find(|filed| (filed.0, filed.1) == (*owner, *number));
        let name = match *owner {
            "department" => format!("evaluation.indicators.{number}.score"),
            id => format!("project.{id}.indicators.{number}.score"),
        };
        assert_eq!(county.text(&name), filed.map_or(*score, |filed| filed.2), "{name}");
    }
    let named = county.figures.names().filter(|name| name.contains(".indicators.")).count();
    assert_eq!(named, BY_HAND.len(), "every indicator stands in the table once");
}

#[test]
fn every_total_of_the_package_adds_up_as_worked_by_hand() {
    let county = Computed::of(&package());
    let other = by_other(&package(), OTHER);
    for (id, working, score, by_other) in TOTALS {
        let name = format!("project.{id}.score");
        assert_eq!(county.text(&name), score, "{id}: {working}");
        assert_eq!(other.text(&name), by_other, "{id}");
    }
    // 14.25 + 10 + 10 + 10 + 10 + 10 + 10 + 9.8 + 5 + 4.25 + 5.
    assert_eq!(county.text("overall_score"), "98.3");
    assert_eq!(county.text("project.P02.grade"), "良");
    assert_eq!(other.text("project.P02.grade"), "中");
    assert_eq!(
        other.explain("project.P02.score").formula,
        "6.5 + 14.7 + 10 + 10 + 0 + 4.88 + 15 + 13.5 + 10 = 84.58；执行率 65% 低于 70%，最高 79"
    );
}

#[test]
fn an_explanation_shows_the_rule_with_its_numbers() {
    let county = Computed::of(&package());
    let other = by_other(&package(), OTHER);
    let formula = |computed: &Computed, name: &str| {
        computed.explain(&format!("{name}.score").replace('#', ".indicators.")).formula
    };
    for (name, words) in [
        ("project.P01#1", "填报数；按规则计分：7600 ÷ 8000 × 15 = 14.25"),
        ("project.P02#1", "588 ÷ 600 × 15 = 14.7"),
        ("project.P02#2", "实际 4 等于指标值，得满分 10"),
        ("project.P02#4", "2024-11-25 完成，晚于 2024-10-31，不得分"),
        ("project.P02#5", "2000 ÷ 2050 × 5 ≈ 4.88"),
        ("project.P02#7", "15 × 90% = 13.5；达成为 80%（含）至 100%（含）"),
        ("project.P03#3", "实际 5 在 2 至 8 之间，得满分 5"),
        ("project.P03#5", "2024-10-25 完成，不晚于 2024-10-31，得满分 10"),
        ("project.P03#6", "实际 0 符合 =0，得满分 15"),
        ("project.P03#7", "实际 1.2 没有超出指标值 1.5，得满分 10"),
        ("project.P04#6", "填报数；按规则计分：实际 1 不符合 ≤0，不得分"),
        ("project.P04#9", "填报数"),
        ("project.P06#6", "实际 -1.2 为负数，不得分"),
        ("project.P07#2", "实际 38 低于 40 至 50，38 ÷ 40 × 10 = 9.5"),
        ("project.P07#3", "实际 7.8 高于 6.5 至 7.5，7.5 ÷ 7.8 × 10 ≈ 9.62"),
        ("project.P08#1", "填报数；按规则计分：实际 22 达到指标值 20，得满分 15"),
        ("evaluation#8", "31.36 ÷ 32 × 10 = 9.8"),
    ] {
        assert_eq!(formula(&county, name), words, "{name}");
    }
    for (name, words) in [
        ("project.P02#5", "(1 − (2050 − 2000) ÷ 2000) × 5 ≈ 4.88"),
        ("project.P03#1", "实际 68 达到指标值 52 的 130.77%，得满分 15，扣 2 分，得 13"),
        ("project.P04#1", "填报数；按规则计分：实际 760 不等于指标值 800，不得分"),
    ] {
        assert_eq!(formula(&other, name), words, "{name}");
    }
    let words = county.explain("project.P01.indicators.1.score");
    assert_eq!(words.label, "“高标准农田建设项目”绩效指标“建成高标准农田面积”得分");
    let inputs: Vec<_> = words.inputs.iter().map(|input| (&*input.name, &*input.text)).collect();
    assert_eq!(
        inputs,
        [
            ("projects[P01].indicators[1].score", "14.25"),
            ("projects[P01].indicators[1].weight", "15"),
            ("projects[P01].indicators[1].operator", "≥"),
            ("projects[P01].indicators[1].target", "8000"),
            ("projects[P01].indicators[1].actual", "7600"),
        ]
    );
    assert!(words.inputs.iter().all(|input| input.span.is_some()));
    // Whatever a rule is, what it comes from is said.
    for name in county.figures.names().filter(|name| name.contains(".indicators.")) {
        let words = county.explain(&name);
        assert!(!words.formula.is_empty() && !words.rule.is_empty(), "{name}");
    }
}

/// Returns a filing of one project with `keys` and, beside the execution row, the indicator `row`.
fn one(keys: &str, row: &str) -> String {
    let indicators = if row.is_empty() {
        String::new()
    } else {
        format!(
            "    indicators:\n      - {{ dimension: output, category: quantity, name: 甲, {row} }}\n"
        )
    };
    format!(
        "form: changli\nfiscal_year: 2024\namount_unit: 万元\ndepartment: {{ name: 云岭县农业农村局 }}\n\
         projects:\n  - id: P01\n    name: 种质资源保护\n    budget_kind: general_public\n{keys}{indicators}"
    )
}

#[test]
fn grades_are_given_at_their_bounds_and_never_by_rounding() {
    for (score, grade) in [
        ("90", "优"),
        ("90.00", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
        ("100", "优"),
    ] {
        let computed = Computed::of(&one(&format!("    score: {score}\n"), ""));
        assert_eq!(computed.text("project.P01.grade"), grade, "{score}");
    }
    // 89.995 is no score: it is refused, not taken for 90 and not for 89.99.
    let mut sources = ziping::source::Sources::new();
    let file = sources.add("filing.yaml", one("    score: 89.995\n", ""));
    let opened = ziping::source::Opened { files: vec![file], faults: Vec::new() };
    let (_, faults) = ziping::model::load(&sources, &opened);
    assert_eq!(faults.iter().map(|fault| fault.code.id).collect::<Vec<_>>(), ["C316"]);
}

#[test]
fn execution_points_are_all_from_the_whole_budget_on() {
    for (adjusted, r#final, rate, points) in [
        ("210", "215.439", "102.59%", "10"),
        ("210", "210", "100%", "10"),
        ("210", "117.6", "56%", "5.6"),
        ("3", "1", "33.33%", "3.33"),
        ("3", "2", "66.67%", "6.67"),
        ("10000", "8745", "87.45%", "8.75"),
        ("210", "0", "0%", "0"),
        ("210", "-1", "-0.48%", "0"),
        ("0", "0", "0%", ""),
    ] {
        let keys = format!("    adjusted: {adjusted}\n    final: {final}\n", r#final = r#final);
        let computed = Computed::of(&one(&keys, "weight: 90, score: 90"));
        assert_eq!(
            computed.text("project.P01.execution_rate"),
            rate,
            "{adjusted} {final}",
            r#final = r#final
        );
        assert_eq!(
            computed.text("project.P01.execution_score"),
            points,
            "{adjusted} {final}",
            r#final = r#final
        );
    }
}

#[test]
fn the_edges_of_each_rule_are_as_worked_by_hand() {
    for (row, points) in [
        // A target of zero has no parts.
        ("weight: 10, operator: eq, target: 0, actual: 0", "10"),
        ("weight: 10, operator: eq, target: 0, actual: 1", "0"),
        ("weight: 10, operator: le, target: 0, actual: -1", "10"),
        ("weight: 10, operator: lt, target: 0, actual: 0", "0"),
        ("weight: 10, operator: ge, target: 0, actual: 0", "10"),
        // Below nothing there is no less.
        ("weight: 10, operator: ge, target: 5, actual: -5", "0"),
        ("weight: 10, operator: eq, target: 5, actual: -5", "0"),
        ("weight: 10, operator: le, target: 5, actual: -5", "10"),
        // Nothing measured is no score, which is not a score of nothing.
        ("weight: 10, operator: ge, target: 5, actual: ~", ""),
        ("weight: 10, operator: ge, target: 5", ""),
        ("weight: 10, operator: ge, target: 5, actual: 0", "0"),
        // No sign, no rule.
        ("weight: 10, target: 5, actual: 4", ""),
        // A claim is no number.
        ("weight: 10, operator: ge, target: 5, actual: ≥4", ""),
        // Half a cent goes away from zero: 0.975 × 5 = 4.875, 0.4995 × 10 = 4.995.
        ("weight: 5, operator: ge, target: 2000, actual: 1950", "4.88"),
        ("weight: 10, operator: ge, target: 10000, actual: 4995", "5"),
        ("weight: 10, operator: ge, target: 100000, actual: 49949", "4.99"),
        ("weight: 10, operator: ge, target: 9, actual: 8", "8.89"),
        // A share of a judged indicator.
        ("weight: 5, nature: qualitative, achieved_share: 97.5%", "4.88"),
        ("weight: 5, nature: qualitative, achieved_share: 0%", "0"),
        ("weight: 5, nature: qualitative, actual: 达成", ""),
        // Dates: the last day counts, a month that holds the day says too little.
        ("weight: 5, target: 2024年6月30日前, actual: 2024-06-30", "5"),
        ("weight: 5, target: 2024年6月30日前, actual: 2024-07-01", "0"),
        ("weight: 5, target: 2024年6月15日前, actual: 2024年6月", ""),
        ("weight: 5, target: 6月底前, actual: 6月30日", "5"),
    ] {
        let computed = Computed::of(&one("    adjusted: 1\n    final: 1\n", row));
        let name = "project.P01.indicators.1.score";
        assert_eq!(computed.text(name), points, "{row}");
        let missing: &[&str] =
            if points.is_empty() { &["projects[P01].indicators[1].score"] } else { &[] };
        assert_eq!(computed.figures.missing_keys(name), missing, "{row}");
        // A total of which a part is missing is missing too.
        assert_eq!(computed.text("project.P01.score").is_empty(), points.is_empty(), "{row}");
    }
}

#[test]
fn a_form_quotes_what_an_indicator_gets_filed_or_computed() {
    let project = "    adjusted: 1\n    final: 1\n";
    for (row, cell) in [
        ("operator: ge, target: 600, actual: 588, weight: 90", "88.2"),
        ("operator: ge, target: 600, actual: 588, weight: 90, score: 80", "80"),
    ] {
        let form = Loaded::text(&one(project, row)).project_form(0).unwrap().dump();
        let quoted = format!(">⟦project.P01.indicators.1.score={cell}⟧");
        assert!(form.contains(&quoted), "{quoted}\n{form}");
    }
    // No score is a dash, not a nought.
    let form = Loaded::text(&one(project, "weight: 90")).project_form(0).unwrap().dump();
    assert!(form.contains(">90 | >— |"), "{form}");
}
