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

#[test]
fn the_departments_form_has_its_money_indicators_and_score() {
    let dump = Loaded::folder("examples/package").department_form().unwrap().dump();
    for row in [
        "section landscape\nh1 部门整体支出绩效自评表",
        "=#部门名称 | <云岭县农业农村局×7 |",
        "=#所属预算单位 | <云岭县农业技术推广中心、云岭县动物疫病预防控制中心、云岭县农产品质量安全检测站×7 |",
        "=#部门预算执行情况↓5 | =#支出类别 | =#年初预算数 |",
        "=#年度预算总额 | >⟦department.initial=2703.36⟧ | >⟦department.adjusted=3157.02⟧ | >⟦department.final=3021.84⟧ | >— | >⟦department.execution_rate=95.72%⟧ | =— |",
        "=#基本支出 | >⟦basic.initial=812.36⟧ |",
        "=#其他支出 | >— | >— | >— | =— | >— | =— |",
        "=#年度总体目标↓4 |",
        "=#产出指标↓5 | =#数量指标↓2 | <建成高标准农田面积 | =≥8000亩 | =7600亩 | >15 | >⟦evaluation.indicators.1.score=14.25⟧ | <石河村400亩地块权属调整，年内未能开工；2025年5月底前补建 |",
        "=#总分×5 | >100 | >⟦overall_score=98.3⟧ | <自评等级：⟦overall_grade=优⟧ |",
        "| <填表人：王晓燕　联系电话：0399-5550137　单位负责人：赵志远×8 |",
    ] {
        assert!(dump.contains(row), "{row}\n{dump}");
    }
}

#[test]
fn the_execution_row_has_points_where_the_departments_indicators_leave_it_out() {
    let with = |score: &str, weight: u32| {
        let indicators = format!(
            "{score}  indicators:\n    - {{ dimension: output, category: quantity, name: 甲, target: '1', actual: '1', weight: {weight}, score: 1 }}\n"
        );
        let yaml = MINIMAL.replacen("  score: 96.5\n", &indicators, 1);
        Loaded::text(&yaml).department_form().unwrap().dump()
    };
    let left_out = with("  score: 95\n", 90);
    assert!(left_out.contains("| >10 | >"), "{left_out}");
    assert!(left_out.contains("=#总分×5 | >100 | >⟦overall_score=95⟧"), "{left_out}");
    let listed = with("", 100);
    assert!(!listed.contains("| >10 | >"), "{listed}");
    assert!(listed.contains("=#总分×5 | >100 | >⟦overall_score=1⟧"), "{listed}");
}

#[test]
fn the_summary_has_every_project_and_what_the_finance_authority_adds_up() {
    let dump = Loaded::folder("examples/package").results_summary().unwrap().dump();
    for row in [
        "h1 项目自评结果汇总表",
        "=1 | <云岭县农业农村局 | <高标准农田建设项目 | >⟦project.P01.initial=1200⟧ |",
        "=#合计×3 | >⟦projects.initial=1891.00⟧ | >⟦projects.adjusted=2310.50⟧ | >⟦projects.final=2175.94⟧ | >⟦projects.execution_rate=94.18%⟧ |",
        "=#汇总×3 | <项目⟦project_count=8⟧个，开展自评⟦evaluated_count=8⟧个，自评覆盖率⟦coverage_rate=100%⟧；“优”⟦by_grade.excellent.count=5⟧个、",
        "部门整体得分⟦overall_score=98.3⟧分，等级为⟦overall_grade=优⟧。×7 |",
    ] {
        assert!(dump.contains(row), "{row}\n{dump}");
    }
    let yaml = MINIMAL.replacen(
        "    score: 95\n",
        "    evaluated: false\n    not_evaluated_reason: 跨年度项目\n",
        1,
    );
    let dump = Loaded::text(&yaml).results_summary().unwrap().dump();
    let row = "| >96.59% | >— | =— | <未开展自评：跨年度项目 |"
        .replace("96.59%", "⟦project.P01.execution_rate=96.59%⟧");
    assert!(dump.contains(&row), "{dump}");
}
