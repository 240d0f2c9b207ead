//! Figures: the reference's, the edges of rates and grades, and their renderings.

use ziping::figures::{Value, render};

use crate::filing::Computed;

/// The money, projects and scores of the county's report of 2023.
const REFERENCE: &str = "\
form: changli
fiscal_year: 2023
amount_unit: 万元
department:
  name: 昌黎县总工会
  internal_offices: 2
  staff: { employed: 8, support_workers: 1 }
evaluation: { score: 99.2 }
budget:
  department: { initial: 276.23, adjusted: 665.38, final: 665.38 }
  projects: { initial: 33.94, final: 410.94 }
projects:
  - { id: P01, name: 职工之家项目建设, budget_kind: general_public, adjusted: 384.2076, score: 99.5 }
  - { id: P02, name: 困难职工帮扶资金, budget_kind: general_public, adjusted: 5.58, score: 90.5 }
  - { id: P03, name: 劳模体检费, budget_kind: general_public, adjusted: 1.15, score: 96.5 }
  - { id: P04, name: 防贫帮扶资金, budget_kind: general_public, adjusted: 20, score: 94.5 }
";

/// A filing with `budget` and `projects`, which may be empty.
fn filing(budget: &str, projects: &str) -> Computed {
    let budget = if budget.is_empty() { String::new() } else { format!("budget:\n{budget}") };
    let projects =
        if projects.is_empty() { String::new() } else { format!("projects:\n{projects}") };
    Computed::of(&format!(
        "form: changli\nfiscal_year: 2024\namount_unit: 万元\ndepartment: {{ name: 某局 }}\n{budget}{projects}"
    ))
}

#[test]
fn the_reference_is_printed_as_its_county_printed_it() {
    let computed = Computed::of(REFERENCE);
    for (name, text) in [
        ("fiscal_year", "2023"),
        ("department.initial", "276.23"),
        ("department.adjusted", "665.38"),
        ("department.final", "665.38"),
        ("department.adjustment", "389.15"),
        ("department.expenditure_rate", "240.88%"),
        ("department.execution_rate", "100%"),
        ("projects.initial", "33.94"),
        ("projects.adjusted", "410.94"),
        ("projects.final", "410.94"),
        ("projects.expenditure_rate", "1210.78%"),
        ("projects.execution_rate", "100%"),
        ("project_count", "4"),
        ("evaluated_count", "4"),
        ("coverage_rate", "100%"),
        ("project_total", "410.94"),
        ("by_kind.general_public.count", "4"),
        ("by_kind.general_public.amount", "410.94"),
        ("by_kind.general_public.share", "100%"),
        ("by_kind.government_fund.count", "0"),
        ("by_kind.government_fund.amount", "0"),
        ("by_kind.government_fund.share", "0%"),
        ("by_kind.social_insurance_fund.share", "0%"),
        ("by_kind.state_capital_operating.share", "0%"),
        ("by_grade.excellent.count", "4"),
        ("by_grade.good.count", "0"),
        ("by_grade.fair.count", "0"),
        ("by_grade.poor.count", "0"),
        ("excellence_rate", "100%"),
        ("overall_score", "99.2"),
        ("overall_grade", "优"),
        ("internal_offices", "2"),
        ("staff.employed", "8"),
        ("staff.support_workers", "1"),
        ("project.P01.index", "1"),
        ("project.P01.adjusted", "384.2076"),
        ("project.P02.adjusted", "5.58"),
        ("project.P04.adjusted", "20"),
        ("project.P02.score", "90.5"),
        ("project.P02.grade", "优"),
    ] {
        assert_eq!(computed.text(name), text, "{name}");
    }
    let unexplained = ["C311", "C304", "C311", "C304"];
    assert_eq!(computed.codes(), unexplained, "the department and its projects");
}

#[test]
fn the_table_lists_what_there_is() {
    let Computed { edition, form, figures, .. } = Computed::of(REFERENCE);
    insta::assert_snapshot!(render::table(&edition, &form, &figures));
}

#[test]
fn the_json_has_every_figure_with_its_inputs_places() {
    let Computed { sources, edition, form, figures } = Computed::of(REFERENCE);
    let text = render::json(&sources, &edition, &form, &figures);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let names: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, figures.names().collect::<Vec<_>>());
    insta::assert_snapshot!(
        text.lines()
            .filter(|line| {
                [
                    "\"excellence_rate\"",
                    "\"department.expenditure_rate\"",
                    "\"project_total\"",
                    "\"basic.final\"",
                    "\"project.P02.grade\"",
                    "\"by_kind.government_fund.share\"",
                ]
                .iter()
                .any(|name| line.trim_start().starts_with(name))
            })
            .collect::<Vec<_>>()
            .join("\n")
    );
}

#[test]
fn an_explanation_gives_formula_rule_and_places() {
    let computed = Computed::of(REFERENCE);
    let explained = [
        "department.expenditure_rate",
        "projects.adjusted",
        "project_total",
        "by_kind.government_fund.share",
        "by_grade.excellent.count",
        "excellence_rate",
        "overall_grade",
        "project.P02.grade",
        "project.P02.execution_rate",
        "department.adjustment",
        "staff.control_rate",
    ]
    .map(|name| render::explanation(&computed.sources, &computed.form, &computed.explain(name)));
    insta::assert_snapshot!(explained.join("\n"));
}

#[test]
fn every_figure_can_be_explained_and_says_what_it_prints() {
    let computed = Computed::of(REFERENCE);
    for name in computed.figures.names() {
        let words = computed.explain(&name);
        let figure = computed.figures.get(&name).unwrap();
        assert_eq!((words.text, words.value), (figure.text, figure.value), "{name}");
        assert_eq!(Some(words.label), computed.figures.label(&name));
        assert!(!words.formula.is_empty() && !words.rule.is_empty(), "{name}");
        if figure.value == Value::Absent && name.rsplit('.').next() != Some("index") {
            assert_ne!(computed.figures.missing_keys(&name), [""; 0], "{name}");
        }
    }
}

#[test]
fn nothing_of_nothing_is_told_from_a_rate_without_a_base() {
    let computed = filing(
        "  department: { initial: 0, adjusted: 5, final: 5 }\n  projects: { initial: 0, adjusted: 0, final: 0 }\n",
        "",
    );
    let value = |name| computed.figures.get(name).unwrap().value;
    assert_eq!(value("department.expenditure_rate"), Value::NoBase);
    assert_eq!(computed.text("department.expenditure_rate"), "");
    assert_eq!(value("projects.expenditure_rate"), Value::ZeroOfZero);
    assert_eq!(computed.text("projects.expenditure_rate"), "0%");
    assert_eq!(computed.text("excellence_rate"), "0%");
    assert_eq!(
        computed.explain("department.expenditure_rate").formula,
        "5 ÷ 0：除数为零，比率不存在"
    );
}

#[test]
fn a_missing_amount_names_its_key() {
    let computed = filing(
        "  department: { initial: 10, adjusted: 10 }\n",
        "  - { id: A, name: 甲, budget_kind: general_public, adjusted: 1, score: 80 }\n  - { id: B, name: 乙, budget_kind: government_fund, score: 79.99 }\n",
    );
    let missing = |name| computed.figures.missing_keys(name);
    assert_eq!(missing("department.final"), ["budget.department.final"]);
    assert_eq!(missing("department.expenditure_rate"), ["budget.department.final"]);
    assert_eq!(missing("department.adjustment"), [""; 0]);
    assert_eq!(missing("projects.adjusted"), ["projects[B].adjusted"]);
    assert_eq!(missing("projects.final"), ["projects[A].final", "projects[B].final"]);
    assert_eq!(missing("by_kind.general_public.share"), [""; 0]);
    assert_eq!(missing("by_kind.government_fund.share"), ["projects[B].adjusted"]);
    assert_eq!(missing("project.B.execution_rate"), ["projects[B].adjusted", "projects[B].final"]);
    assert_eq!(missing("overall_grade"), ["evaluation.score"]);
    assert_eq!(missing("no_such_figure"), [""; 0]);
    assert_eq!(computed.text("by_grade.good.count"), "1");
    assert_eq!(computed.text("by_grade.fair.count"), "1");
}

#[test]
fn project_expenditure_without_its_projects_is_what_is_stated_and_no_more() {
    let computed = filing("  department: { final: 2030 }\n  projects: { final: 1025.20 }\n", "");
    assert_eq!(computed.text("projects.final"), "1025.20");
    assert_eq!(computed.figures.get("projects.adjusted").unwrap().value, Value::Absent);
    assert_eq!(computed.figures.missing_keys("projects.adjusted"), ["budget.projects.adjusted"]);
    assert_eq!(computed.figures.get("projects.execution_rate").unwrap().value, Value::Absent);
}

#[test]
fn the_ledger_gives_the_adjusted_budget_where_it_is_left_out() {
    let computed = filing(
        "  department: { initial: 100, final: 90 }
  basic: { initial: 60, final: 55 }
  adjustments:
    - { date: 2024-05-01, amount: -10, scope: basic, category: reduction }
    - { date: 2024-06-01, amount: 7.5, scope: projects, project: A, category: upper_level_transfer }
    - { date: 2024-07-01, amount: 2.5, scope: projects, project: B, category: local_supplement }
",
        "  - { id: A, name: 甲, budget_kind: general_public, initial: 30, score: 90 }
  - { id: B, name: 乙, budget_kind: general_public, status: added, score: 59.99 }
  - { id: C, name: 丙, budget_kind: general_public, initial: 10, score: 60 }
",
    );
    for (name, text) in [
        ("department.adjusted", "100.00"),
        ("department.adjustment", "0"),
        ("department.execution_rate", "90%"),
        ("basic.adjusted", "50.00"),
        ("basic.execution_rate", "110%"),
        ("projects.initial", "40.00"),
        ("projects.adjusted", "50.00"),
        ("project.A.adjusted", "37.5"),
        ("project.B.initial", "0"),
        ("project.B.adjusted", "2.5"),
        ("project.C.adjusted", "10"),
        ("start_count", "2"),
        ("added_count", "1"),
        ("cancelled_count", "0"),
        ("end_count", "3"),
        ("by_grade.poor.count", "1"),
    ] {
        assert_eq!(computed.text(name), text, "{name}");
    }
    assert_eq!(computed.explain("department.adjusted").formula, "100 − 10 + 7.5 + 2.5 = 100");
    assert_eq!(computed.explain("project.A.adjusted").formula, "30 + 7.5 = 37.5");
    assert_eq!(computed.explain("project.B.initial").formula, "年中新增的项目，年初没有预算");
    assert_eq!(computed.codes(), ["C303"], "基本支出 55 of 50");
}

#[test]
fn a_project_with_several_kinds_of_money_counts_in_each() {
    let computed = filing(
        "",
        "  - id: A
    name: 甲
    budget_kind: general_public
    adjusted: 10
    score: 85
    funding:
      - { source: 财政拨款, adjusted: 6 }
      - { source: 财政拨款, budget_kind: government_fund, adjusted: 4 }
  - { id: B, name: 乙, budget_kind: government_fund, adjusted: 12, evaluated: false, not_evaluated_reason: 跨年项目 }
",
    );
    for (name, text) in [
        ("project_count", "2"),
        ("evaluated_count", "1"),
        ("coverage_rate", "50%"),
        ("project_total", "10.00"),
        ("projects.adjusted", "22.00"),
        ("by_kind.general_public.count", "1"),
        ("by_kind.general_public.amount", "6.00"),
        ("by_kind.general_public.share", "100%"),
        ("by_kind.government_fund.count", "1"),
        ("by_kind.government_fund.amount", "4.00"),
        ("by_kind.government_fund.share", "25%"),
        ("excellence_rate", "0%"),
        ("project.A.grade", "良"),
    ] {
        assert_eq!(computed.text(name), text, "{name}");
    }
    assert_eq!(computed.figures.get("project.B.index").unwrap().value, Value::Absent);
}

#[test]
fn the_department_is_its_parts_where_only_they_are_given() {
    let computed = filing(
        "  basic: { initial: 10, adjusted: 11, final: 11 }\n  other: { final: 0.5 }\n",
        "  - { id: A, name: 甲, budget_kind: general_public, initial: 5, adjusted: 5, final: 4.995 }\n",
    );
    assert_eq!(computed.text("department.initial"), "15.00");
    assert_eq!(computed.text("department.final"), "16.50");
    assert_eq!(computed.explain("department.final").formula, "11 + 4.995 + 0.5 = 16.495 ≈ 16.50");
}

#[test]
fn indicators_give_the_scores_that_are_not_stated() {
    let indicators = "    indicators:
      - { dimension: output, category: quantity, name: 面积, weight: 50, score: 49.5 }
      - { dimension: outcome, category: social, name: 受益, weight: 30, score: 28.25 }
      - { dimension: outcome, category: economic, name: 节支, weight: 10, score: 10 }
";
    let project = |id: &str, money: &str, rest: &str| {
        format!("  - id: {id}\n    name: 甲\n    budget_kind: general_public\n    {money}\n{rest}")
    };
    let computed = filing(
        "",
        &[
            project("A", "adjusted: 3\n    final: 2", indicators),
            project("B", "adjusted: 3\n    final: 4", &indicators.replace(", score: 10 }", " }")),
            project("C", "adjusted: 3\n    final: 4\n    score: 90", ""),
        ]
        .concat(),
    );
    for (name, text) in [
        ("project.A.execution_score", "6.67"),
        ("project.A.by_dimension.output.score", "49.5"),
        ("project.A.by_dimension.outcome.score", "38.25"),
        ("project.A.by_dimension.cost.score", ""),
        ("project.A.score", "94.42"),
        ("project.A.grade", "优"),
        ("project.B.execution_score", "10"),
        ("project.B.by_dimension.outcome.score", ""),
        ("project.B.score", ""),
        ("project.C.score", "90"),
        ("project.C.execution_score", "10"),
    ] {
        assert_eq!(computed.text(name), text, "{name}");
    }
    assert_eq!(computed.explain("project.A.score").formula, "6.67 + 49.5 + 28.25 + 10 = 94.42");
    assert_eq!(
        computed.explain("project.A.execution_score").formula,
        "10 × 66.67% = 6.67，最高 10"
    );
    assert_eq!(
        computed.explain("project.A.by_dimension.outcome.score").formula,
        "28.25 + 10 = 38.25"
    );
    assert_eq!(computed.figures.missing_keys("project.B.grade"), ["projects[B].score"]);
    let names: Vec<_> = computed.figures.names().collect();
    assert!(names.iter().any(|name| name == "project.A.by_dimension.output.score"));
    assert!(names.iter().all(|name| name != "project.C.by_dimension.output.score"));
}

#[test]
fn a_misspelt_figure_is_answered_with_the_nearest() {
    let figures = Computed::of(REFERENCE).figures;
    for (name, nearest) in [
        ("excellence_rat", Some("excellence_rate")),
        ("department.exection_rate", Some("department.execution_rate")),
        ("project.P01.grad", Some("project.P01.grade")),
        ("project.P1.grade", Some("project.P01.grade")),
        ("xyz", None),
        ("project.P01.", None),
    ] {
        assert_eq!(figures.get(name), None);
        assert_eq!(figures.nearest(name).as_deref(), nearest, "{name}");
    }
}
