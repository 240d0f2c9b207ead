//! Templates: the county's wording of the reference and of other filings.

use ziping::document::{Block, Seal};

use crate::rendering::{Loaded, MINIMAL};

#[test]
fn the_reference_report_comes_out_word_for_word() {
    let document = Loaded::folder("data/changli-2023").report().unwrap();
    let expected = std::fs::read_to_string("tests/cases/reference/changli-2023.txt").unwrap();
    assert_eq!(document.text(), expected);
}

#[test]
fn the_reference_report_keeps_every_figure_a_figure() {
    let document = Loaded::folder("data/changli-2023").report().unwrap();
    insta::assert_snapshot!(document.dump());
}

/// Returns the report of the minimal filing with one stretch of its YAML replaced.
fn report(from: &str, to: &str) -> Result<String, Vec<String>> {
    assert!(MINIMAL.contains(from), "{from}");
    Loaded::text(&MINIMAL.replacen(from, to, 1)).report().map(|document| document.text())
}

/// Returns the report's line that holds `needle`.
fn line<'a>(text: &'a str, needle: &str) -> &'a str {
    let lines = text.lines().filter(|line| line.contains(needle)).collect::<Vec<_>>();
    assert_eq!(lines.len(), 1, "{needle}: {text}");
    lines[0]
}

const PLAIN_NARRATIVE: &str = "\
narrative:
  overall_achievement: [甲]
  project_achievement: [乙]
  overall_target_quality: [丙]
  project_target_quality: [丁]
  measures: [戊]
";

const PROJECTS: &str = "\
projects:
  - id: P01
    name: 馆藏档案数字化
    budget_kind: general_public
    initial: 40
    adjusted: 42.5
    final: 41.05
    score: 95
";

#[test]
fn what_is_optional_has_its_wording() {
    let text = report("", "").unwrap();
    insta::assert_snapshot!(text);
    let bare = "\
form: changli
fiscal_year: 2024
amount_unit: 万元
department: { name: 云岭县档案馆 }
evaluation: { completed_on: 2025-03-10, score: 96.5 }
budget:
  department: { initial: 186.4, adjusted: 198.65, final: 197.2 }
";
    let text = Loaded::text(&format!("{bare}{PLAIN_NARRATIVE}")).report().unwrap().text();
    insta::assert_snapshot!(text);
}

#[test]
fn a_rate_on_nothing_is_worded() {
    let text = report("initial: 186.4,", "initial: 0,").unwrap();
    let line = line(&text, "年本部门");
    assert!(line.ends_with("决算数197.20万元，年初未安排，年中追加198.65万元。"), "{line}");
    let text = report("initial: 40\n", "initial: 0\n").unwrap();
    assert!(text.contains("项目支出共计1个，年初预算安排0万元"));
    assert!(text.contains("决算数41.05万元，年初未安排，年中追加42.50万元。"));
}

#[test]
fn nothing_spent_of_nothing_is_nothing() {
    let text = report(
        "department: { initial: 186.4, adjusted: 198.65, final: 197.2 }",
        "department: { initial: 0, adjusted: 0, final: 0 }",
    );
    assert!(text.unwrap().contains("决算数0万元，年度实际支出率达0%。"));
}

#[test]
fn projects_without_evaluation_are_named_with_their_reason() {
    let added = format!(
        "{PROJECTS}  - id: P02
    name: 涉密档案保管
    budget_kind: general_public
    initial: 5
    adjusted: 5
    final: 5
    evaluated: false
    not_evaluated_reason: 跨年度项目，尚未完工
"
    );
    let text = report(PROJECTS, &added).unwrap();
    let summary = line(&text, "1.本级项目支出自评。");
    assert!(summary.contains("预算项目支出开展绩效自评，涉及项目1个，预算资金42.50万元。"));
    assert!(
        summary.ends_with("未开展自评的项目有：涉密档案保管（跨年度项目，尚未完工）。"),
        "{summary}"
    );
    assert!(!text.contains("\n2\t"), "the table lists evaluated projects only");

    let yaml = &MINIMAL[..MINIMAL.find("narrative:").unwrap()];
    let reason = "    evaluated: false\n    not_evaluated_reason: 尚未完工\n";
    let yaml = format!("{}{PLAIN_NARRATIVE}", yaml.replace("    score: 95\n", reason));
    let text = Loaded::text(&yaml).report().unwrap().text();
    let summary = line(&text, "1.本级项目支出自评。");
    assert!(summary.ends_with("未开展绩效自评，分别是：馆藏档案数字化（尚未完工）。"), "{summary}");
    assert!(!text.contains("评优率"));
}

#[test]
fn disclosure_is_planned_or_done() {
    let planned = "disclosure:\n  planned_for: 2025-03\n  channel: 政务公开平台\n";
    for (disclosure, words) in [
        (
            "disclosure: { planned_for: 2025-03-20 }\n",
            "拟将绩效自评结果情况于2025年3月20日向社会公开，",
        ),
        ("", "拟将绩效自评结果情况向社会公开，"),
        (
            "disclosure: { disclosed_on: 2025-03-21, channel: 部门网站, url: https://example.org/a?b=1&c=2 }\n",
            "已将绩效自评结果情况于2025年3月21日通过部门网站等向社会公开（https://example.org/a?b=1&c=2），",
        ),
    ] {
        let text = report(planned, disclosure).unwrap();
        assert!(line(&text, "信息公开情况").contains(words), "{text}");
    }
}

#[test]
fn a_change_of_one_amount_reaches_every_place_that_depends_on_it() {
    let of = |adjusted: &str| {
        let loaded = Loaded::folder("data/changli-2023");
        let project =
            loaded.sources.iter().find(|(_, source)| source.name.ends_with("projects.yaml"));
        let from = "adjusted: 384.2076";
        let text = project.unwrap().1.text.replace(from, &format!("adjusted: {adjusted}"));
        loaded.replace("projects.yaml", &text).report().unwrap().dump()
    };
    let (before, after) = (of("384.2076"), of("400"));
    let changed: Vec<(&str, &str)> =
        before.lines().zip(after.lines()).filter(|(before, after)| before != after).collect();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(changed.len(), 3, "{changed:#?}");
    assert_eq!(
        after
            .replace("⟦projects.adjusted=426.73⟧", "⟦projects.adjusted=410.94⟧")
            .replace("⟦project_total=426.73⟧", "⟦project_total=410.94⟧")
            .replace(
                "⟦by_kind.general_public.amount=426.73⟧",
                "⟦by_kind.general_public.amount=410.94⟧"
            )
            .replace("⟦project.P01.adjusted=400⟧", "⟦project.P01.adjusted=384.2076⟧"),
        before
    );
}

#[test]
fn disclosure_does_not_part_numbered_measures() {
    let measures = &MINIMAL[MINIMAL.find("  measures:").unwrap()..];
    let numbered = "  measures: [{ heading: 甲。, text: 子 }, { heading: 乙, text: 丑 }]\n";
    let text = report(measures, numbered).unwrap();
    let end: Vec<&str> = text.lines().rev().take(3).collect();
    assert!(end[0].starts_with("部门整体支出、项目支出绩效自评结果信息公开情况，拟将"), "{text}");
    assert_eq!(end[1..], ["2.乙。丑", "1.甲。子"]);
    let plain = report(measures, "  measures: [子, 丑]\n").unwrap();
    let end: Vec<&str> = plain.lines().rev().take(3).collect();
    assert_eq!((end[0], end[2]), ("丑", "子"));
}

#[test]
fn a_signature_closes_the_report_where_the_form_wants_one() {
    for (word, seal) in [("without_seal", Seal::Without), ("with_seal", Seal::With)] {
        let folder = tempfile::tempdir().unwrap();
        let settings = std::fs::read_to_string("templates/changli/form.yaml").unwrap();
        std::fs::create_dir(folder.path().join("changli")).unwrap();
        let settings = settings.replace("signature: none", &format!("signature: {word}"));
        std::fs::write(folder.path().join("changli/form.yaml"), settings).unwrap();
        let document = Loaded::text(MINIMAL).with_forms(folder.path()).report().unwrap();
        let Some(Block::Signature(signature)) = document.sections[0].blocks.last() else {
            panic!("no signature: {}", document.dump());
        };
        assert_eq!(signature.seal, seal);
        assert!(document.text().ends_with("\n云岭县档案馆\n2025年3月10日\n"));
    }
}

#[test]
fn a_form_words_the_ledger_by_entry_and_by_category() {
    let ledger = "budget:\n  adjustments:\n    \
         - { date: 2024-06-05, amount: 377.00, scope: projects, project: P01, category: upper_level_transfer, \
         document: 冀财行〔2024〕12号, reason: 建设资金 }\n    \
         - { amount: -12.15, scope: basic, category: reduction }\n    \
         - { amount: -0.1, scope: other, category: reduction }\n";
    let template = "<h1>变更说明</h1>\n\
         {% for entry in adjustments %}<p>{{ loop.index }}｜\
         {% if entry.date is given %}{{ entry.date }}{% endif %}｜{{ entry.amount }}｜\
         {% if entry.direction == \"decrease\" %}减{% else %}增{% endif %}{{ entry.magnitude }}｜\
         {{ entry.scope_label }}｜{% if entry.project_name is given %}{{ entry.project_name }}{% endif %}｜\
         {{ entry.category_label }}｜{% if entry.document is given %}{{ entry.document }}{% endif %}｜\
         {% if entry.category != \"reduction\" %}{{ entry.reason }}{% endif %}</p>{% endfor %}\n\
         <p>{% for category in adjustment_categories %}{{ category.label }}{{ category.figures.amount }}；{% endfor %}\
         共{{ figures.adjustments.count }}笔{{ figures.adjustments.total }}</p>";
    let text = MINIMAL.replace("budget:\n", ledger);
    let document = Loaded::text(&text).with_template(template).unwrap();
    assert_eq!(
        document.text(),
        "变更说明\n\
         1｜2024年6月5日｜377｜增377｜项目支出｜馆藏档案数字化｜上级转移支付｜冀财行〔2024〕12号｜建设资金\n\
         2｜｜-12.15｜减12.15｜基本支出｜｜调减｜｜\n\
         3｜｜-0.1｜减0.1｜其他支出｜｜调减｜｜\n\
         上级转移支付377.00；调减-12.25；共3笔364.75\n"
    );
    assert!(document.dump().contains("⟦adjustments.by_category.reduction.amount=-12.25⟧"));

    // What an entry lacks is named by its key, at the entry.
    let lacking = template.replace(
        "{% if entry.document is given %}{{ entry.document }}{% endif %}",
        "{{ entry.document }}",
    );
    let faults = Loaded::text(&text).with_template(&lacking).unwrap_err();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(
        faults[0].contains("T602 filing.yaml:19:")
            && faults[0].contains("budget.adjustments[2].document"),
        "{faults:?}"
    );
    // Without a ledger there are no rows, and its sums are nothing to quote.
    let rows = "<h1>甲</h1>{% for entry in adjustments %}<p>{{ entry.reason }}</p>{% else %}<p>无</p>{% endfor %}";
    assert_eq!(Loaded::text(MINIMAL).with_template(rows).unwrap().text(), "甲\n无\n");
    let faults = Loaded::text(MINIMAL).with_template(template).unwrap_err();
    assert!(faults.iter().all(|fault| fault.contains("budget.adjustments")), "{faults:?}");
}
