//! The marked-up report: every change of a filing tracked, in both formats.

use proptest::prelude::*;
use ziping::diff::merge;
use ziping::document::Document;
use ziping::pipeline::{Reviser, redline};
use ziping::writer::docx;

use crate::docx::{assert_valid, part};
use crate::merging::versions;
use crate::rendering::{Loaded, MINIMAL};
use crate::revisions::{Decision, lines};

/// Returns the report of the real filing.
pub(crate) fn older() -> Document {
    Loaded::folder("data/changli-2023").report().unwrap()
}

/// Returns the report of the real filing after a year's changes: amounts moved, a project came and
/// another went, a numbered paragraph left and another came, and some words changed.
pub(crate) fn newer() -> Document {
    let edits: [(&str, &[(&str, &str)]); 3] = [
        (
            "budget.yaml",
            &[
                ("adjusted: 665.38, final: 665.38", "adjusted: 672.38, final: 670.88"),
                ("initial: 33.94, final: 410.94", "initial: 33.94, final: 416.44"),
            ],
        ),
        (
            "projects.yaml",
            &[
                (
                    "adjusted: 384.2076\n    final: 384.2076",
                    "adjusted: 376.2076\n    final: 376.2076",
                ),
                ("score: 94.5", "score: 88"),
                (
                    "score: 90.5",
                    "score: 90.5\n    evaluated: false\n    not_evaluated_reason: 项目年中取消",
                ),
                (
                    "  - id: P04",
                    "  - id: P05\n    name: 工会活动场所维修\n    budget_kind: government_fund\n    \
                     adjusted: 13.5\n    final: 12\n    score: 95\n  - id: P04",
                ),
            ],
        ),
        (
            "narrative.yaml",
            &[
                (
                    "    - heading: 完善制度建设\n      text: >-\n        \
                     制定完善部门预算绩效管理制度、财政资金使用管理办法、工作保障制度等，\n        \
                     为全年预算绩效目标的实现奠定制度基础。\n",
                    "",
                ),
                ("编细编实部门预算，规范", "编实部门预算，压减一般性支出，规范"),
                (
                    "    - heading: 加强内部监督",
                    "    - heading: 强化绩效监控\n      text: 年中对全部项目开展绩效运行监控，评优率为{{ figures.excellence_rate }}。\n    - heading: 加强内部监督",
                ),
                ("确保项目在本年度正常完结。", "确保项目于次年六月底前完结，并向社会公开结果。"),
            ],
        ),
    ];
    let mut loaded = Loaded::folder("data/changli-2023");
    for (file, edits) in edits {
        let mut text = std::fs::read_to_string(format!("data/changli-2023/{file}")).unwrap();
        for (from, to) in edits {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text = text.replace(from, to);
        }
        loaded = loaded.replace(file, &text);
    }
    loaded.report().unwrap()
}

fn reviser() -> Reviser {
    Reviser { author: Some("县财政局".to_owned()), date: Some(jiff::civil::date(2024, 4, 1)) }
}

#[test]
fn every_change_of_a_filing_is_marked() {
    insta::assert_snapshot!(merge(&older(), &newer()).dump());
}

/// Asserts that the changes of the redline, accepted, give what the newer report gives, and,
/// rejected, what the older one gives.
fn assert_decided(old: &Document, new: &Document) {
    assert_alike(old, new, |lines| lines);
}

/// As [`assert_decided`], but for blank lines: where a table, a heading or a whole section at the end
/// comes or goes, the format keeps a paragraph that holds nothing.
fn assert_decided_but_for_blank_lines(old: &Document, new: &Document) {
    let without_blank = |mut lines: Vec<String>| {
        lines.retain(|line| !line.is_empty());
        lines
    };
    assert_alike(old, new, without_blank);
}

fn assert_alike(old: &Document, new: &Document, shown: impl Fn(Vec<String>) -> Vec<String>) {
    let lines = |xml: &str, decision| shown(lines(xml, decision));
    let body = |document: &Document| part(&docx::write(document).unwrap(), "word/document.xml");
    let (old_xml, new_xml) = (body(old), body(new));
    let marked = body(&redline(old, new, &reviser()));
    assert_eq!(lines(&marked, Decision::Accept), lines(&new_xml, Decision::Accept));
    assert_eq!(lines(&marked, Decision::Reject), lines(&old_xml, Decision::Accept));
}

#[test]
fn accepting_gives_the_newer_report_and_rejecting_the_older() {
    assert_decided(&older(), &newer());
    assert_decided(&newer(), &older());
    assert_decided(&older(), &older());
}

#[test]
fn a_marked_up_report_is_valid_and_names_its_author() {
    let bytes = docx::write(&redline(&older(), &newer(), &reviser())).unwrap();
    assert_valid("redline", &bytes);
    let xml = part(&bytes, "word/document.xml");
    assert!(xml.contains(r#"w:author="县财政局" w:date="2024-04-01T00:00:00Z""#));
    assert!(!xml.contains(r#"w:author="昌黎县总工会""#));
    let unnamed = docx::write(&redline(&older(), &newer(), &Reviser::default())).unwrap();
    let xml = part(&unnamed, "word/document.xml");
    assert!(xml.contains(r#"w:author="昌黎县总工会" w:date="2024-03-04T00:00:00Z""#));
    assert!(part(&unnamed, "docProps/core.xml").contains("工作报告（修订对照）"));
}

/// Returns a filing with some projects, some paragraphs, and amounts.
fn filing() -> impl Strategy<Value = Document> {
    let project = (0..6_u8, 0..3_u32, 60..100_u32, prop::bool::weighted(0.8));
    let projects = prop::collection::btree_map(0..6_u8, project, 0..5);
    let text = prop::sample::select(vec![
        "优化支出结构，编细编实部门预算。",
        "优化支出结构，编实部门预算，压减一般性支出。",
        "严格审批程序；加强固定资产登记。",
        "评优率为{{ figures.excellence_rate }}，做到物尽其用。",
        "决算数{{ figures.department.final }}万元，做到支出合理。",
    ]);
    let heading = prop::sample::select(vec!["规范管理", "加强监督", "完善制度", "加强内部监督"]);
    let paragraph = prop_oneof![
        text.clone().prop_map(|text| format!("    - {text}\n")),
        (heading, text)
            .prop_map(|(heading, text)| format!("    - heading: {heading}\n      text: {text}\n")),
    ];
    let paragraphs = prop::collection::vec(paragraph, 1..5);
    (projects, paragraphs.clone(), paragraphs, 100..900_u32).prop_map(
        |(projects, paragraphs, measures, money)| {
        let mut yaml = MINIMAL.replace("198.65", &format!("{money}.65"));
        yaml.truncate(yaml.find("projects:").unwrap());
        yaml.push_str("projects:\n");
        for (id, (name, amount, score, evaluated)) in &projects {
            let kind = ["general_public", "government_fund"][usize::from(*id % 2)];
            let state = if *evaluated { "" } else { "    evaluated: false\n    not_evaluated_reason: 取消\n" };
            yaml.extend([format!(
                "  - id: P{id}\n    name: 项目{name}号\n    budget_kind: {kind}\n    initial: 1\n    \
                 adjusted: {amount}.5\n    final: 1\n    score: {score}\n{state}"
            )]);
        }
        if projects.is_empty() {
            yaml = yaml.replace("projects:\n", "");
        }
        yaml.push_str("narrative:\n  overall_achievement:\n");
        yaml.push_str(&paragraphs.concat());
        for place in ["project_achievement", "overall_target_quality", "project_target_quality"] {
            yaml.extend(["  ", place, ": [绩效目标清晰。]\n"]);
        }
        yaml.push_str("  measures:\n");
        yaml.push_str(&measures.concat());
        // A share of nothing has no wording, and a filing without projects has none to rate.
        Loaded::text(&yaml).report()
    })
    .prop_filter_map("the filing has no report", Result::ok)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_two_documents_come_out_again((old, new) in versions()) {
        assert_decided_but_for_blank_lines(&old, &new);
    }

    #[test]
    fn any_two_filings_come_out_again(old in filing(), new in filing()) {
        let merged = merge(&old, &new);
        prop_assert_eq!(merged.accepted().text(), new.text());
        prop_assert_eq!(merged.rejected().text(), old.text());
        assert_decided(&old, &new);
    }
}
