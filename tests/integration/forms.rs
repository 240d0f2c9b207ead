//! The form of a project: its levels as merged cells, and its heads and labels on every page.

use std::fmt::Write as _;

use ziping::document::Document;
use ziping::layout::Owner;

use crate::laid_text::{laid, lines};
use crate::rendering::{Loaded, MINIMAL};

/// Returns the project's form with `count` indicators of output and one of satisfaction, which
/// stands first and last in the filing.
fn form(count: usize) -> Document {
    let mut project = String::from(
        "    score: 95\n    objectives:\n      - { target: 完成馆藏档案数字化, achievement: 已完成 }\n    \
         funding:\n      - { source: 财政拨款, level: 县, initial: 40, adjusted: 42.5, final: 41.05 }\n    \
         indicators:\n      - { dimension: output, category: quantity, name: 首项, operator: ge, target: '5', actual: '6', unit: 万页, weight: 1, score: 1 }\n      \
         - { dimension: satisfaction, category: satisfaction, name: 查档群众满意度, operator: ge, target: 95%, actual: 94%, weight: 10, score: 9.5, deviation_reason: 查询偏慢。, remedy: 增设窗口。 }\n",
    );
    for number in 2..=count {
        writeln!(
            project,
            "      - {{ dimension: output, category: quality, name: 第{number}批档案扫描质量, target: '1', actual: '1', weight: 1, score: 1 }}"
        )
        .unwrap();
    }
    let yaml = MINIMAL.replacen("    score: 95\n", &project, 1);
    Loaded::text(&yaml).project_form(0).unwrap()
}

#[test]
fn levels_are_merged_and_each_indicator_keeps_its_own_values() {
    let dump = form(3).dump();
    for row in [
        "=#产出指标↓3 | =#数量指标 | <首项 | =≥5万页 | =6万页 | >1 | >⟦project.P01.indicators.1.score=1⟧ | < |",
        "=#质量指标↓2 | <第2批档案扫描质量 |",
        "=#满意度指标 | =#满意度指标 | <查档群众满意度 | =≥95% | =94% | >10 | >⟦project.P01.indicators.2.score=9.5⟧ | <查询偏慢。增设窗口。 |",
        "=#项目资金↓3 | =#资金来源 |",
        "=#财政拨款（县） | >40 | >42.5 | >41.05 |",
        "=#年度总体目标↓2 |",
        "=#总分×5 | >23 | >⟦project.P01.score=95⟧ |",
    ] {
        assert!(dump.contains(row), "{row}\n{dump}");
    }
}

#[test]
fn heads_and_labels_stand_on_every_page_and_are_read_once() {
    let laid = laid(&form(60));
    let pages: Vec<_> = laid.layout.pages.iter().map(lines).collect();
    assert!(3 <= pages.len(), "{} pages", pages.len());
    let mut owned = 0;
    for (number, page) in pages.iter().enumerate() {
        let with = |part: &str| page.iter().filter(|line| line.text.contains(part)).count();
        if with("批档案扫描") == 0 {
            continue;
        }
        let text: Vec<&str> = page.iter().map(|line| line.text.as_str()).collect();
        for label in ["年度指标值", "产出指标", "质量指标"] {
            assert_eq!(with(label), 1, "{label} on page {}: {text:?}", number + 1);
        }
        owned += page
            .iter()
            .filter(|line| line.text == "质量指标" && line.owner != Owner::Artifact)
            .count();
    }
    assert_eq!(owned, 1, "a label is content once and an artifact where it is repeated");
    assert_eq!(laid.too_wide, []);
}

#[test]
fn a_document_about_no_project_says_so() {
    let found = Loaded::text(MINIMAL).with_template("<h1>甲</h1><p>{{ this_project.name }}</p>");
    let found = found.unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("T602 work-report.html:1:"), "{found:?}");
}
