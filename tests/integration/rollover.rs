//! Last year's filing rolled over: what moves on, what is emptied, and that the rest stays as it was.

use ziping::rollover::{PriorYearTexts, roll_over};
use ziping::source::{Allowance, Sources, parse};

use crate::agreement::EXAMPLES;
use crate::harness::project_file;

fn rolled(text: &str) -> String {
    let mut sources = Sources::new();
    let id = sources.add("filing.yaml", text);
    let prior_year = PriorYearTexts { department: Some("9.5".to_owned()), projects: None };
    roll_over(&sources, id, &prior_year)
}

#[test]
fn years_and_dates_move_on() {
    assert_eq!(
        rolled("fiscal_year: 2023 # 年度\nevaluation: { completed_on: 2024-02-29, score: 99.2 }\n"),
        "fiscal_year: 2024 # 年度\nevaluation: { completed_on: 2025-02-28, score: ~ }\n"
    );
    assert_eq!(
        rolled(
            "disclosure:\n  planned_for: '2024-03'\n  disclosed_on: 2024-03-09\n  url: http://x\n"
        ),
        "disclosure:\n  planned_for: 2025-03\n  disclosed_on: ~\n  url: ~\n"
    );
}

#[test]
fn amounts_are_emptied_and_last_years_kept() {
    assert_eq!(
        rolled(
            "budget:\n  # 部门\n  department: { initial: 1, adjusted: 2.50, final: 9.5 }\n  \
             adjustments:\n    - { date: 2023-06-15, amount: 1.5 }   # 一笔\n  carryover_in: 3\n"
        ),
        "budget:\n  prior_year: { department: 9.5, projects: ~ }\n  # 部门\n  \
         department: { initial: ~, adjusted: ~, final: ~ }\n  \
         adjustments: []   # 一笔\n  carryover_in: ~\n"
    );
    assert_eq!(
        rolled(
            "budget: { department: { final: 1 }, adjustments: [ { amount: 1 }, ], prior_year: ~ }"
        ),
        "budget: { department: { final: ~ }, adjustments: [], \
         prior_year: { department: 9.5, projects: ~ } }"
    );
}

#[test]
fn projects_keep_their_names_and_lose_their_results() {
    assert_eq!(
        rolled(
            "projects:\n  - id: P01\n    name: 体检费   # 照批复\n    final: 1.15\n    status: added\n    \
             indicators:\n      - { name: 人次, target: 100, actual: 90, weight: 10, score: 9 }\n"
        ),
        "projects:\n  - id: P01\n    name: 体检费   # 照批复\n    final: ~\n    status: active\n    \
         indicators:\n      - { name: 人次, target: 100, actual: ~, weight: 10, score: ~ }\n"
    );
}

#[test]
fn prose_is_marked_and_stated_figures_leave() {
    assert_eq!(
        rolled("narrative:\n  measures:\n    - 甲\n    - heading: 乙\n      text: 丙\n"),
        "narrative:\n  measures:\n    # 请复核：沿用上年文字\n    - 甲\n    \
         # 请复核：沿用上年文字\n    - heading: 乙\n      text: 丙\n"
    );
    assert_eq!(
        rolled("stated: { sums: [ { parts: [1, 2], total: 3 } ], x: 1 } # 印\n"),
        "stated: {} # 印\n"
    );
    assert_eq!(
        rolled("stated:\n  excellence_rate: 50%\nform: changli\n"),
        "stated: {}\nform: changli\n"
    );
}

#[test]
fn what_is_rolled_over_is_still_yaml_and_so_is_its_next_year() {
    for example in EXAMPLES {
        for entry in std::fs::read_dir(project_file(example)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "yaml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let once = rolled(&text);
            let twice = rolled(&once);
            for text in [&once, &twice] {
                let mut sources = Sources::new();
                let id = sources.add("filing.yaml", text.as_str());
                let parsed = parse(id, &sources.get(id).text, &mut Allowance::default());
                assert!(
                    parsed.faults.is_empty(),
                    "{}: {:?}\n{text}",
                    path.display(),
                    parsed.faults
                );
            }
        }
    }
}
