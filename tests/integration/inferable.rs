//! D502: what follows from rates, grades, kinds and the ledger, what does not, and how long it takes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use ziping::quantity::{Amount, PrintedRate, Rate};

use crate::filing::Computed;

const CHANGLI: &str = include_str!("../../templates/changli/form.yaml");

const PUBLIC: &str = "  - { id: P01, name: 水库除险加固, budget_kind: general_public, initial: 96, adjusted: 96, final: 90, score: 98 }\n";

/// Returns a filing with these `projects`, of which the first is public, and with what was published
/// elsewhere.
fn filing(budget: &str, elsewhere: &[&str], projects: &[&str]) -> String {
    let mut text = format!(
        "form: changli\nfiscal_year: 2024\namount_unit: 万元\ndepartment: {{ name: 云岭县水务局 }}\n\
         budget:\n{budget}\nprojects:\n{PUBLIC}"
    );
    for project in projects {
        let withheld = "disclosure: { withheld: true, ground: trade_secret }";
        writeln!(text, "  - {{ {project}, {withheld} }}").unwrap();
    }
    text.push_str("disclosure:\n  published_elsewhere:\n");
    for line in elsewhere {
        writeln!(text, "    {line}").unwrap();
    }
    text
}

/// Returns what D502 finds, a line for each project: id, labels, figures.
fn found(text: &str) -> Vec<String> {
    found_by(&Computed::of(text))
}

fn found_by(computed: &Computed) -> Vec<String> {
    let findings = computed.diagnostics().into_iter().filter(|finding| finding.code.id == "D502");
    let short = |message: String| {
        let message = message.replace(" 不予公开，但它的", " ").replace("projects[", "");
        message.replace("可以由已公开的数推算出来：", " ").replace(']', "")
    };
    findings.map(|finding| short(finding.message)).collect()
}

/// Computes `text` by a form whose policy for totals is `totals`.
fn with_totals(totals: &str, text: &str) -> Computed {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("changli")).unwrap();
    let settings = CHANGLI.replace("totals: reduced", &format!("totals: {totals}"));
    fs::write(folder.path().join("changli/form.yaml"), settings).unwrap();
    Computed::by_forms(text, Some(folder.path()))
}

const DEPARTMENT: &str = "  department: { initial: 500, adjusted: 500, final: 480 }";
const SECOND: &str = "id: P02, name: 水质监测, budget_kind: general_public, initial: 20, adjusted: 20, final: 18.25, score: 85";
const THIRD: &str = "id: P03, name: 应急供水, budget_kind: government_fund, initial: 30, adjusted: 44, final: 40.5, score: 92";

#[test]
fn what_the_final_accounts_give_away_depends_on_what_the_public_edition_says() {
    let accounts = ["department.final: 480.00"];
    let reduced = filing(DEPARTMENT, &accounts, &[SECOND]);
    assert_eq!(found(&reduced), ["P02 决算数 department.final"]);
    assert_eq!(found(&filing(DEPARTMENT, &accounts, &[SECOND, THIRD])), [""; 0]);
    // Without a total nobody knows what the department spent beside its projects,
    assert_eq!(found_by(&with_totals("omit", &reduced)), [""; 0]);
    // unless the public edition or the final accounts say so.
    let budget = format!("{DEPARTMENT}\n  basic: {{ final: 371.75 }}");
    let known = filing(&budget, &accounts, &[SECOND]);
    assert_eq!(found_by(&with_totals("omit", &known)), ["P02 决算数 department.final"]);
    let both = filing(DEPARTMENT, &["basic.final: 371.75", accounts[0]], &[SECOND]);
    let computed = with_totals("omit", &both);
    assert_eq!(found_by(&computed), ["P02 决算数 department.final"]);
    // Totals that are kept give away the only project, and of two the sum.
    let kept =
        found_by(&with_totals("full", &filing(DEPARTMENT, &["project_count: 2"], &[SECOND])));
    assert_eq!(kept.len(), 1);
    assert!(kept[0].starts_with("P02 年初预算数、调整后预算数、决算数 "), "{kept:?}");
    assert!(kept[0].contains("projects.final"), "{kept:?}");
    let two = filing(DEPARTMENT, &["project_count: 3"], &[SECOND, THIRD]);
    assert_eq!(found_by(&with_totals("full", &two)), [""; 0]);
}

#[test]
fn a_print_that_is_too_coarse_gives_nothing_away() {
    for (printed, is_found) in [
        ("480.00", true),
        ("480.0", true), // 480.00 as it may have been typed
        ("4800000.00元", true),
        ("480.03", true), // wrong by less than a hundredth of 18.25
        ("481", false),   // what lies between stays open
        ("500", false),
    ] {
        let text = filing(DEPARTMENT, &[&format!("department.final: {printed}")], &[SECOND]);
        assert_eq!(!found(&text).is_empty(), is_found, "{printed}: {text}");
    }
    let coarse = DEPARTMENT.replace("480", "480.26");
    for (printed, is_found) in [("480.26", true), ("480.3", true), ("480", false)] {
        let text = filing(&coarse, &[&format!("department.final: {printed}")], &[SECOND]);
        assert_eq!(!found(&text).is_empty(), is_found, "{printed}");
    }
}

#[test]
fn rates_give_away_what_they_are_of() {
    let third = format!("{THIRD}, evaluated: false, not_evaluated_reason: 年末立项");
    let third = third.replace("government_fund", "general_public");
    // (96 + 20) ÷ (96 + 20 + 44), and the whole is published.
    let share =
        ["by_kind.general_public.share: 72.5%", "by_kind.general_public.expenditure: 160.00"];
    let names = "by_kind.general_public.expenditure、by_kind.general_public.share";
    assert_eq!(
        found(&filing(DEPARTMENT, &share, &[SECOND, &third])),
        [format!("P02 调整后预算数 {names}"), format!("P03 调整后预算数 {names}")]
    );
    assert_eq!(found(&filing(DEPARTMENT, &share[..1], &[SECOND, &third])), [""; 0]);
    // 18.25 ÷ 20: the final amount follows where the adjusted one is known.
    let rate = ["project.P02.execution_rate: 91.25%", "project.P02.adjusted: 20"];
    assert_eq!(
        found(&filing(DEPARTMENT, &rate, &[SECOND, THIRD])),
        ["P02 调整后预算数、决算数 project.P02.adjusted、project.P02.execution_rate"]
    );
}

#[test]
fn kinds_of_one_project_are_told_apart() {
    let mixed = "id: P02, name: 管网改造, budget_kind: general_public, initial: 50, adjusted: 50, final: 50, \
                 funding: [{ source: 财政拨款, budget_kind: general_public, adjusted: 30 }, \
                 { source: 财政拨款, budget_kind: government_fund, adjusted: 20 }]";
    let third = THIRD.replace("government_fund", "general_public");
    let fund = ["by_kind.government_fund.expenditure: 20.00"];
    assert_eq!(
        found(&filing(DEPARTMENT, &fund, &[mixed, &third])),
        ["P02 政府性基金预算资金 by_kind.government_fund.expenditure"]
    );
}

#[test]
fn the_ledger_leads_from_one_amount_to_another() {
    let budget = "  department: { initial: 500, final: 480 }\n  adjustments:\n    \
                  - { date: 2024-05-01, amount: 14, scope: projects, project: P03, category: local_supplement }";
    // The kind gives the adjusted budget, the ledger's total what was added to the initial one.
    let elsewhere = ["by_kind.government_fund.expenditure: 44.00", "adjustments.total: 14.00"];
    assert_eq!(
        found(&filing(budget, &elsewhere, &[SECOND, THIRD])),
        [
            "P03 年初预算数、调整后预算数、本级追加净额 adjustments.total、by_kind.government_fund.expenditure"
        ]
    );
}

#[test]
fn grades_follow_where_all_withheld_projects_have_one() {
    for (elsewhere, expected) in [
        (vec!["by_grade.good.count: 1"], vec![]),
        (
            vec!["by_grade.good.count: 2"],
            vec!["P02 自评等级 by_grade.good.count", "P03 自评等级 by_grade.good.count"],
        ),
        (vec!["project.P02.grade: 良"], vec!["P02 自评等级 project.P02.grade"]),
        (
            vec!["project.P02.score: 85", "by_grade.excellent.count: 2"],
            vec!["P02 自评得分 project.P02.score", "P03 自评等级 by_grade.excellent.count"],
        ),
        (vec!["excellence_rate: 66.67%"], vec![]),
        (vec!["excellence_rate: 33.33%"], vec![]),
        (
            vec!["excellence_rate: 100%"],
            vec!["P02 自评等级 excellence_rate", "P03 自评等级 excellence_rate"],
        ),
    ] {
        let grades = match elsewhere[0] {
            "by_grade.good.count: 2" => ["85", "88"],
            "excellence_rate: 100%" => ["91", "92"],
            "excellence_rate: 33.33%" => ["85", "72"],
            _ => ["85", "92"],
        };
        let second = SECOND.replace("score: 85", &format!("score: {}", grades[0]));
        let third = THIRD.replace("score: 92", &format!("score: {}", grades[1]));
        let text = filing(DEPARTMENT, &elsewhere, &[&second, &third]);
        assert_eq!(found(&text), expected, "{elsewhere:?}");
    }
}

#[test]
fn what_was_published_elsewhere_is_read_strictly() {
    let elsewhere = [
        "department.final: 约480",
        "department.execution_rate: 0.96",
        "project_count: 三个",
        "projects.final: 108.1234567",
        "staff.control_rate: —",
    ];
    let findings = Computed::of(&filing(DEPARTMENT, &elsewhere, &[])).findings();
    let codes: Vec<_> = findings.lines().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(codes, ["Y103", "Y103", "Y103", "Y105"], "{findings}");
}

#[test]
fn thousands_of_withheld_projects_are_looked_at_together() {
    let mut projects = Vec::new();
    for number in 0..3_000 {
        let kind = if number == 1_234 { "government_fund" } else { "general_public" };
        projects.push(format!(
            "id: X{number}, name: 项目{number}, budget_kind: {kind}, initial: 1.5, adjusted: 2.5, final: 2"
        ));
    }
    let mut budget = "  department: { initial: 5000, final: 7000 }\n  adjustments:".to_owned();
    for number in 0..3_000 {
        let entry = "date: 2024-05-01, amount: 1, scope: projects, category: local_supplement";
        write!(budget, "\n    - {{ {entry}, project: X{number} }}").unwrap();
    }
    let projects: Vec<_> = projects.iter().map(String::as_str).collect();
    let elsewhere = [
        "by_kind.government_fund.expenditure: 2.50",
        "project_total: 7596.00",
        "projects.final: 6090.00",
    ];
    assert_eq!(
        found(&filing(&budget, &elsewhere, &projects)),
        ["X1234 调整后预算数 by_kind.government_fund.expenditure"]
    );
}

#[test]
fn what_was_published_of_each_of_many_is_found_one_by_one() {
    let names: Vec<_> = (0..1_000).map(|number| format!("project.X{number}.final: 2.00")).collect();
    let projects: Vec<_> = (0..1_000)
        .map(|number| {
            format!("id: X{number}, name: 项目{number}, budget_kind: general_public, final: 2")
        })
        .collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let projects: Vec<_> = projects.iter().map(String::as_str).collect();
    let found = found(&filing(DEPARTMENT, &names, &projects));
    assert_eq!(found.len(), 1_000);
    assert_eq!(found[999], "X999 决算数 project.X999.final");
}

/// Returns the adjusted and the final amounts of two withheld projects, and which rates and sums are
/// printed with how many decimals.
fn rated() -> impl Strategy<Value = ([i64; 4], Vec<Option<u32>>)> {
    let printed = prop::collection::vec(prop::option::weighted(0.6, 0..=2_u32), 5);
    ([1..=9_i64, 1..=9, 1..=9, 1..=9], printed)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_is_found_to_follow_from_rates_that_they_leave_open((amounts, printed) in rated()) {
        // In 万元; the public project has 96 and 90. P03 was not evaluated.
        let amount = |value: i64| Amount::of_fen(i128::from(value) * 1_000_000).unwrap();
        let figures = |[a2, a3, f2, f3]: [i64; 4]| {
            let rate = |part, whole| Rate::of_amounts(amount(part), amount(whole)).unwrap();
            [
                ("projects.execution_rate", rate(90 + f2 + f3, 96 + a2 + a3)),
                ("by_kind.general_public.share", rate(96 + a2, 96 + a2 + a3)),
                ("project.P02.execution_rate", rate(f2, a2)),
            ]
        };
        let actual = figures(amounts);
        let mut known = Vec::new();
        let mut elsewhere = Vec::new();
        for (figure, decimals) in printed[..3].iter().enumerate() {
            let Some(decimals) = decimals else { continue };
            let text = actual[figure].1.print(*decimals);
            elsewhere.push(format!("{}: {text}", actual[figure].0));
            let printed = PrintedRate::parse(&text).unwrap();
            let finer = printed.at_least_to(2);
            known.push((figure, if finer.prints(actual[figure].1) { finer } else { printed }));
        }
        let [a2, a3, f2, f3] = amounts;
        let sums = [("projects.adjusted", 96 + a2 + a3), ("projects.final", 90 + f2 + f3)];
        for ((name, sum), printed) in sums.iter().zip(&printed[3..]) {
            elsewhere.extend(printed.map(|_| format!("{name}: {sum}.00")));
        }
        let second = format!("id: P02, name: 甲, budget_kind: general_public, adjusted: {a2}, final: {f2}");
        let third = format!(
            "id: P03, name: 乙, budget_kind: general_public, adjusted: {a3}, final: {f3}, \
             evaluated: false, not_evaluated_reason: 年末立项"
        );
        let lines: Vec<_> = elsewhere.iter().map(String::as_str).chain(["project_count: 3"]).collect();
        let found = found(&filing(DEPARTMENT, &lines, &[&second, &third]));

        // Whole 万元 up to 12 that agree with what is printed: each shows that a value is open.
        let mut seen = [const { BTreeSet::new() }; 4];
        for code in 0..13_i64.pow(4) {
            let values = [code / 2197, code / 169 % 13, code / 13 % 13, code % 13];
            if values[0] == 0 {
                continue;
            }
            let [b2, b3, g2, g3] = values;
            let agrees = (printed[3].is_none() || b2 + b3 == a2 + a3)
                && (printed[4].is_none() || g2 + g3 == f2 + f3)
                && {
                    let rates = figures(values);
                    known.iter().all(|(figure, printed)| printed.prints(rates[*figure].1))
                };
            if agrees {
                for (seen, value) in seen.iter_mut().zip(values) {
                    seen.insert(value);
                }
            }
        }
        let open = [("P02", "调整后"), ("P03", "调整后"), ("P02", "决算数"), ("P03", "决算数")];
        for ((id, label), seen) in open.into_iter().zip(&seen) {
            let is_found = found.iter().any(|line| line.starts_with(id) && line.contains(label));
            prop_assert!(!is_found || seen.len() == 1, "{id} {label} {seen:?} {found:?} {lines:?}");
        }
    }
}
