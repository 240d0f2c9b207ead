//! Workbooks read into a filing: what was written comes back, and faults are told at their cells.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use ziping::import;
use ziping::model::{Filing, Indicator, StatedAmounts};
use ziping::quantity::{Amount, AmountUnit};
use ziping::source::Spanned;

use crate::filing::Computed;
use crate::forms_workbook::{book, joined, recalculated};

/// Returns the YAML of a workbook that there must be.
fn yaml(book: &[u8]) -> String {
    let imported = import::read(book, &BTreeMap::new());
    assert_eq!(imported.findings, []);
    imported.yaml.text
}

/// Returns what a workbook keeps of a filing, without places.
fn kept(filing: &Filing) -> String {
    let mut text = format!("{} {}\n", filing.fiscal_year.value, filing.department.name.value);
    let budget = &filing.budget;
    for line in [&budget.department, &budget.basic, &budget.projects, &budget.other] {
        let _infallible = writeln!(text, "{}", amounts(line));
    }
    let _infallible = writeln!(text, "{:?}", filing.evaluation.score.as_ref().map(|s| s.value));
    indicators(&filing.evaluation.indicators, &mut text);
    for project in &filing.projects {
        let names = [
            &project.unit,
            &project.implementing_unit,
            &project.code,
            &project.group,
            &project.not_evaluated_reason,
            &project.execution.deviation_reason,
            &project.execution.remedy,
        ]
        .map(|text| words(text.as_ref()));
        let _infallible = writeln!(
            text,
            "{} {} {:?} {:?} {:?} {} {} {:?} {names:?}",
            project.id.value,
            project.name.value,
            project.budget_kind.value,
            project.status,
            project.level,
            project.evaluated,
            amounts(&project.amounts),
            project.score.as_ref().map(|score| score.value),
        );
        for line in &project.funding {
            let (source, level) = (line.source.value, line.level.as_ref().map(|l| l.value));
            let kind = line.budget_kind.as_ref().map(|kind| kind.value);
            let _infallible =
                writeln!(text, "{source:?} {level:?} {kind:?} {}", amounts(&line.amounts));
        }
        for objective in &project.objectives {
            let achievement = words(objective.achievement.as_ref());
            let _infallible = writeln!(text, "{} {achievement:?}", objective.target.value);
        }
        indicators(&project.indicators, &mut text);
        let ground = project.withholding.as_ref().map(|w| w.ground.as_ref().map(|g| g.value));
        let _infallible = writeln!(text, "{ground:?}");
    }
    text
}

fn words(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}

fn amounts(line: &StatedAmounts) -> String {
    let yuan = |amount: &Option<Spanned<Amount>>| {
        amount.as_ref().map(|amount| amount.value.print_exact(AmountUnit::Yuan))
    };
    format!("{:?} {:?} {:?}", yuan(&line.initial), yuan(&line.adjusted), yuan(&line.r#final))
}

fn indicators(indicators: &[Indicator], text: &mut String) {
    for indicator in indicators {
        let all = [
            &indicator.target,
            &indicator.actual,
            &indicator.unit,
            &indicator.achieved_share,
            &indicator.standard,
            &indicator.deviation_reason,
            &indicator.remedy,
        ]
        .map(|text| words(text.as_ref()));
        let _infallible = writeln!(
            text,
            "{:?} {:?} {} {:?} {:?} {:?} {:?} {:?} {all:?} {:?}",
            indicator.dimension.value,
            indicator.category.value,
            indicator.name.value,
            indicator.nature,
            indicator.operator.as_ref().map(|operator| operator.value),
            indicator.weight.value,
            indicator.score.as_ref().map(|score| score.value),
            indicator.accepted_on.as_ref().map(|day| day.value),
            indicator.withholding.as_ref().map(|w| w.ground.as_ref().map(|g| g.value)),
        );
    }
}

/// A text with what workbooks and YAML take for something else.
fn text() -> impl Strategy<Value = String> {
    let plain = "[甲乙丙丁＝：，。（）“”=:#'\"{}&*%@|>!a-zA-Z0-9 -]{1,14}";
    plain.prop_map(|text| format!("文{}", text.trim()))
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// An amount with at most fifteen digits, in 万元 or 元.
fn amount(unit: &'static str) -> impl Strategy<Value = String> {
    let decimals: u32 = if unit == "万元" { 6 } else { 2 };
    (0_u64..99_999_999_999, 0..=decimals, prop::bool::weighted(0.1)).prop_map(
        |(digits, places, negative)| {
            let scale = 10_u64.pow(places);
            let sign = if negative && digits > 0 { "-" } else { "" };
            let whole = digits / scale;
            match places {
                0 => format!("{sign}{whole}"),
                _ => format!("{sign}{whole}.{:0width$}", digits % scale, width = places as usize),
            }
        },
    )
}

fn line(unit: &'static str) -> impl Strategy<Value = String> {
    let one = || prop::option::of(amount(unit));
    (one(), one(), one()).prop_map(|amounts| {
        let keys = [("initial", amounts.0), ("adjusted", amounts.1), ("final", amounts.2)];
        let given =
            keys.into_iter().filter_map(|(key, amount)| Some(format!("{key}: {}", amount?)));
        given.collect::<Vec<_>>().join(", ")
    })
}

fn key(name: &'static str, value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::option::of(value)
        .prop_map(move |value| value.map_or_else(String::new, |value| format!(", {name}: {value}")))
}

fn words_key(name: &'static str) -> impl Strategy<Value = String> {
    key(name, text().prop_map(|text| json(&text)))
}

fn choice(values: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(values).prop_map(str::to_owned)
}

const MEASURES: &[&str] = &[
    "≥95%",
    "95",
    "95.50",
    "≥ 95 %",
    "1,200",
    "-2.5",
    "不低于80",
    "有效提升",
    "2024年12月底前",
    "90-95",
    "９５％",
    "010",
    "1e3",
    "0.123456",
    "=1+1",
    "12345678901",
    "2024-12-26",
    "0",
    "达成",
    "+5",
];

fn indicator_row() -> impl Strategy<Value = String> {
    let measure = || choice(MEASURES).prop_map(|text| json(&text));
    let score = || (0_u32..10_000).prop_map(|cents| format!("{}.{:02}", cents / 100, cents % 100));
    let share = choice(&["85%", "85.50%", "100%", "0%", "85％", "7.125%", "八成"]);
    let ground = choice(&["{ withheld: true, ground: trade_secret }", "{ withheld: true }"]);
    (
        (choice(&["output", "outcome", "satisfaction", "cost"]), choice(&["quantity", "social", "cost", "satisfaction"])),
        text(),
        (score(), key("score", score()), key("nature", choice(&["qualitative"]))),
        (key("operator", choice(&["ge", "gt", "le", "lt", "eq"])), key("target", measure()), key("actual", measure())),
        key("unit", choice(&["天", "公里", "\"m\"", "d", "年"])),
        (key("achieved_share", share.prop_map(|share| json(&share))), words_key("standard"), key("accepted_on", choice(&["2024-02-29"]))),
        (words_key("deviation_reason"), words_key("remedy"), key("disclosure", ground)),
    )
        .prop_map(|(levels, name, score, measures, unit, judged, rest)| {
            format!(
                "{{ dimension: {}, category: {}, name: {}, weight: {}{}{}{}{}{}{unit}{}{}{}{}{}{} }}",
                levels.0, levels.1, json(&name), score.0, score.1, score.2, measures.0, measures.1,
                measures.2, judged.0, judged.1, judged.2, rest.0, rest.1, rest.2
            )
        })
}

fn list(name: &'static str, row: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::collection::vec(row, 0..4)
        .prop_map(move |rows| format!(", {name}: [{}]", rows.join(", ")))
}

fn project(unit: &'static str) -> impl Strategy<Value = String> {
    let kind = || {
        choice(&[
            "general_public",
            "government_fund",
            "state_capital_operating",
            "social_insurance_fund",
        ])
    };
    let funding = (
        choice(&["财政拨款", "上年结转资金", "财政专户管理资金", "单位资金", "其他资金"]),
        key("level", choice(&["中央", "省", "市", "县"])),
        key("budget_kind", kind()),
        line(unit),
    )
        .prop_map(|(source, level, kind, line)| {
            format!("{{ source: {source}{level}{kind}, {line} }}")
        });
    let objective = (text(), words_key("achievement"))
        .prop_map(|(target, achievement)| format!("{{ target: {}{achievement} }}", json(&target)));
    let not_evaluated =
        text().prop_map(|text| format!("false, not_evaluated_reason: {}", json(&text)));
    let execution =
        (words_key("deviation_reason"), words_key("remedy")).prop_map(|(reason, remedy)| {
            format!("{{ x{reason}{remedy} }}").replace("{ x, ", "{ ").replace("{ x }", "{ }")
        });
    (
        (text(), key("budget_kind", kind()), line(unit)),
        (
            words_key("unit"),
            words_key("implementing_unit"),
            key("code", choice(&["\"130001240011\"", "\"007\""])),
            words_key("group"),
        ),
        (
            key("status", choice(&["added", "cancelled"])),
            key("level", choice(&["transfer_down"])),
            key("evaluated", not_evaluated),
        ),
        key("score", choice(&["99.5", "90", "0", "88.25"])),
        (
            list("funding", funding),
            list("objectives", objective),
            list("indicators", indicator_row()),
        ),
        (
            key("execution", execution),
            key("disclosure", choice(&["{ withheld: true, ground: personal_privacy }"])),
        ),
    )
        .prop_map(|(who, names, state, score, lists, rest)| {
            format!(
                "name: {}{}, {}{}{}{}{}{}{}{}{score}{}{}{}{}{} }}",
                json(&who.0),
                who.1,
                who.2,
                names.0,
                names.1,
                names.2,
                names.3,
                state.0,
                state.1,
                state.2,
                lists.0,
                lists.1,
                lists.2,
                rest.0,
                rest.1
            )
        })
}

fn filing() -> impl Strategy<Value = String> {
    choice(&["万元", "元"]).prop_flat_map(|unit| {
        let unit: &'static str = if unit == "元" { "元" } else { "万元" };
        let evaluation = (key("score", choice(&["99.2", "80"])), list("indicators", indicator_row()));
        (
            prop::collection::vec(project(unit), 0..5),
            [line(unit), line(unit), line(unit)],
            evaluation,
        )
            .prop_map(move |(projects, lines, evaluation)| {
                let mut text = format!(
                    "form: changli\nfiscal_year: 2024\namount_unit: {unit}\ndepartment: {{ name: 云岭县水务局 }}\n\
                     budget: {{ department: {{ {} }}, basic: {{ {} }}, projects: {{ {} }} }}\n\
                     evaluation: {{ lead_office: 财务科{}{} }}\nprojects:\n",
                    lines[0], lines[1], lines[2], evaluation.0, evaluation.1
                );
                for (number, project) in projects.iter().enumerate() {
                    let _infallible = writeln!(text, "  - {{ id: P_{number}-x, {project}");
                }
                // A line without an amount leaves two commas behind.
                text.replace(", ,", ",").replace(", }", " }").replace("projects:\n\n", "projects: []\n")
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(text in filing()) {
        let text = if text.ends_with("projects:\n") { text.replace("projects:\n", "projects: []\n") } else { text };
        prop_assume!(!text.contains("department: {  }") || text.contains("id: P_"));
        let written = Computed::of(&text);
        let read = Computed::of(&yaml(&book(&written)));
        // A project's amounts that the filing leaves to the program may not be what both state.
        prop_assert_eq!(kept(read.edition.filing()), kept(written.edition.filing()));
        let comparison = import::compare(read.edition.filing(), written.edition.filing());
        prop_assert_eq!(comparison.differences, []);
    }
}

#[test]
fn examples_come_back_also_through_libre_office() {
    for path in ["examples/package", "data/changli-2023"] {
        let written = Computed::of(&joined(path));
        let book = book(&written);
        let mut books = vec![book.clone()];
        books.extend(recalculated(&book));
        for book in books {
            let read = Computed::of(&yaml(&book));
            let comparison = import::compare(read.edition.filing(), written.edition.filing());
            assert_eq!(comparison.differences, [], "{path}");
            assert!(comparison.same > 20 && comparison.missing.is_empty(), "{path}");
        }
    }
}
