//! Loading a filing: what a good one becomes, and every fault at its place.

use std::fmt::Write as _;

use ziping::diagnostic::{Diagnostic, render_concise, render_full, render_json};
use ziping::model::{self, BudgetKind, DisclosureTime, Filing};
use ziping::quantity::AmountUnit;
use ziping::source::{Opened, SourceId, Sources, Spanned};

/// A filing that loads, one key a line.
const GOOD: &str = "\
form: changli
fiscal_year: 2023
department:
  name: 昌黎县总工会
projects:
  - id: P01
    name: 职工之家
    budget_kind: general_public
    adjusted: 384.2076
";

/// Loads files given as name and text.
fn load(files: &[(&str, &str)]) -> (Sources, Option<Filing>, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let files: Vec<SourceId> = files.iter().map(|(name, text)| sources.add(*name, *text)).collect();
    let (filing, findings) = model::load(&sources, &Opened { files, faults: Vec::new() });
    (sources, filing, findings)
}

/// Loads a filing that has no fault.
fn load_good(text: &str) -> Filing {
    let (sources, filing, findings) = load(&[("filing.yaml", text)]);
    assert!(findings.is_empty(), "{}", render_concise(&sources, &findings));
    filing.unwrap()
}

/// Returns `GOOD` with one line put in place of the line that begins as `line` does.
fn with_line(line: &str, replacement: &str) -> String {
    assert!(GOOD.contains(line), "{line}");
    GOOD.replacen(line, replacement, 1)
}

#[test]
fn a_filing_loads() {
    let filing = load_good(
        "\
form: changli
fiscal_year: 2023
amount_unit: 元
department:
  name: 昌黎县总工会
  subordinate_units: [甲所, 乙所]
  internal_offices: 2
  staff: { employed: 8, support_workers: 1, quota: ~ }
evaluation:
  completed_on: 2024-03-04
  score: '99.20'
  objectives:
    - target: |
        目标一
        目标二
disclosure: { planned_for: 2024-03, published_elsewhere: { department.final: 665.38 } }
budget:
  department: { initial: \"2,762,300.00\", adjusted: 6653800, final: 6653800.01 }
  basic: ~
  adjustments:
    - { date: 2023-06-15, amount: -12.5, scope: basic, category: reduction, document: 冀财行〔2023〕12号 }
  project_expenditure_by_kind: { government_fund: 5 }
projects:
  - id: P01
    name: 职工之家
    adjusted: 384.20
    evaluated: false
    not_evaluated_reason: 未实施
    disclosure: { withheld: true, ground: state_secret }
    funding: [ { source: 财政拨款, level: 县, final: 1 } ]
    indicators:
      - { dimension: output, category: quantity, name: 场次, operator: ge, target: 10, weight: 12.5 }
    execution: { deviation_reason: ~, remedy: ~ }
narrative:
  measures:
    - 一段
    - { heading: 标题, text: 另一段, audience: internal, ground: internal_affairs }
stated: { excellence_rate: 50%, by_grade: { excellent: { count: 4 } }, project.P01.grade: 优,
  sums: [ { label: 合计, parts: [1, 2.50], total: 3.5 } ] }
explanations: { department: { expenditure_rate: 上级追加 } }
people: { preparer: 某人 }
",
    );
    assert_eq!(filing.amount_unit, AmountUnit::Yuan);
    assert_eq!(filing.department.subordinate_units.len(), 2);
    assert_eq!(filing.department.staff.quota, None);
    assert_eq!(filing.evaluation.objectives[0].target.value, "目标一\n目标二");
    assert!(matches!(
        filing.disclosure.planned_for,
        Some(Spanned { value: DisclosureTime::Month { year: 2023.., month: 3 }, .. })
    ));
    let spent = filing.budget.department.r#final.unwrap().value;
    assert_eq!(spent.print_exact(AmountUnit::Yuan), "6653800.01");
    assert!(filing.budget.adjustments[0].amount.value.is_negative());
    assert_eq!(filing.budget.project_expenditure_by_kind[0].0.value, BudgetKind::GovernmentFund);
    let project = &filing.projects[0];
    assert_eq!(project.budget_kind.value, BudgetKind::GeneralPublic);
    assert!(!project.evaluated && project.withholding.is_some());
    assert_eq!(project.execution.remedy, None);
    assert_eq!(filing.narrative.measures[1].heading.as_ref().unwrap().value, "标题");
    let stated: Vec<_> = filing.stated.figures.iter().map(|f| f.name.value.as_str()).collect();
    assert_eq!(stated, ["excellence_rate", "by_grade.excellent.count", "project.P01.grade"]);
    assert_eq!(filing.stated.sums[0].parts[1].value, "2.50");
    assert_eq!(filing.explanations["department.expenditure_rate"].value, "上级追加");
}

#[test]
fn files_of_a_filing_are_joined() {
    let (department, projects) = GOOD.split_once("projects:").unwrap();
    let projects = format!("projects:{projects}");
    let (_, filing, findings) = load(&[("a.yaml", &projects), ("b.yaml", department)]);
    assert_eq!(findings, []);
    assert_eq!(filing.unwrap().projects[0].id.span.source, SourceId(0));
}

/// Each fault: what stands in `GOOD`, what is put there, and what is found where.
const FAULTS: &[(&str, &str, &str)] = &[
    ("  name: 昌黎县总工会", "  nmae: 昌黎县总工会", "3:1: 错误[Y102]|4:3: 错误[Y101]"),
    ("  name: 昌黎县总工会", "  name: ~", "4:3: 错误[Y102]"),
    ("  name: 昌黎县总工会", "  name: ''", "4:3: 错误[Y102]"),
    ("form: changli\n", "", "1:1: 错误[Y102]"),
    ("    adjusted: 384.2076", "    adjusted: 384.2076万元", "9:15: 错误[Y103]"),
    ("    adjusted: 384.2076", "    adjusted: ３８４．２", "9:15: 错误[Y103]"),
    ("    adjusted: 384.2076", "    adjusted: 1_000", "9:15: 错误[Y103]"),
    ("    adjusted: 384.2076", "    adjusted: 1,00,000", "9:15: 错误[Y103]"),
    ("    adjusted: 384.2076", "    adjusted: 0.1234567", "9:15: 错误[Y105]"),
    ("    adjusted: 384.2076", "    score: 90.125", "9:12: 错误[C316]"),
    (
        "    adjusted: 384.2076",
        "    adjusted: 1e3\n    adjusted: 5",
        "9:15: 错误[Y103]|10:5: 错误[Y104]",
    ),
    ("    adjusted: 384.2076", "    adjusted: [1, 2]", "9:5: 错误[Y107]"),
    ("    adjusted: 384.2076", "    evaluated: 否", "9:16: 错误[Y108]"),
    ("    adjusted: 384.2076", "    evaluated: false", "9:16: 错误[Y102]"),
    ("    adjusted: 384.2076", "  - { id: P01, name: 乙 }", "9:11: 错误[Y104]"),
    ("    adjusted: 384.2076", "    funding: [ { source: 拨款 } ]", "9:26: 错误[Y108]"),
    ("    adjusted: 384.2076", "    indicators: [ ~ ]", "9:19: 错误[Y107]"),
    ("    adjusted: 384.2076", "    indicators: 无", "9:17: 错误[Y107]"),
    ("  - id: P01", "  - id: 项目一", "6:9: 错误[Y112]"),
    ("    budget_kind: general_public", "    budget_kind: 一般公共预算", "8:18: 错误[Y108]"),
    ("    name: 职工之家", "    name: \"职\\u0007工\"", "7:11: 错误[Y107]"),
    ("    name: 职工之家", "    name: \"职\\u202e工\"", "7:11: 错误[Y107]"),
    ("    name: 职工之家", "    name: {甲: 乙}", "7:5: 错误[Y107]"),
    ("fiscal_year: 2023", "fiscal_year: 23", "2:14: 错误[Y109]"),
    ("fiscal_year: 2023", "fiscal_year: 2023年", "2:14: 错误[Y109]"),
    ("form: changli", "form: ../changli", "1:7: 错误[Y112]"),
    ("  name: 昌黎县总工会", "  name: 昌黎县/总工会", "4:9: 错误[Y112]"),
    (
        "form: changli",
        "evaluation: { completed_on: 2023-06-31 }\nform: changli",
        "1:29: 错误[Y109]",
    ),
    ("form: changli", "disclosure: { planned_for: 2024/3 }\nform: changli", "1:28: 错误[Y109]"),
    ("form: changli", "narrative: { measures: 一段 }\nform: changli", "1:24: 错误[Y107]"),
    (
        "form: changli",
        "narrative:\n  measures:\n    - 一\n\n      二\nform: changli",
        "5:7: 错误[Y107]",
    ),
    (
        "form: changli",
        "narrative:\n  measures:\n    - 一是: 二\nform: changli",
        "3:7: 错误[Y101]|3:7: 错误[Y102]",
    ),
    ("form: changli", "explanations: { a.b: x, a: { b: y } }\nform: changli", "1:30: 错误[Y104]"),
    (
        "form: changli",
        "stated: { sums: [ { label: 甲 } ] }\nform: changli",
        "1:21: 错误[Y102]|1:21: 错误[Y102]",
    ),
    ("form: changli", "department: { name: 乙 }\nform: changli", "4:1: 错误[Y104]"),
    ("form: changli", "people:\n\tx: 1", "2:2: 错误[Y106]"),
    ("form: changli", "form: changli\nfrom: x", "2:1: 错误[Y101]"),
];

#[test]
fn every_fault_is_found_at_its_place() {
    let mut differences = String::new();
    for (line, replacement, expected) in FAULTS {
        let text = with_line(line, replacement);
        let (sources, filing, findings) = load(&[("f", &text)]);
        let found: Vec<_> = render_concise(&sources, &findings)
            .lines()
            .map(|line| line.split_once(' ').unwrap())
            .map(|(place, rest)| {
                let code = rest.split_once(' ').unwrap().0;
                format!("{} {code}", place.strip_prefix("f:").unwrap())
            })
            .collect();
        if found.join("|") != *expected || filing.is_some() {
            let _infallible = writeln!(differences, "{replacement:?}: {found:?}, not {expected:?}");
        }
    }
    assert!(differences.is_empty(), "\n{differences}");
}

#[test]
fn a_key_in_two_files_is_reported_with_both_places() {
    let (sources, _, findings) = load(&[("a.yaml", GOOD), ("b.yaml", "# 又一次\nform: changli\n")]);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(finding.code.id, "Y104");
    let places = [finding.primary.as_ref().unwrap().span, finding.related[0].span];
    let lines = places.map(|span| (sources.get(span.source).name.as_str(), sources.position(span)));
    assert_eq!(lines.map(|(name, position)| (name, position.line)), [("b.yaml", 2), ("a.yaml", 1)]);
}

#[test]
fn a_file_that_breaks_off_misses_nothing() {
    let (_, filing, findings) = load(&[("a.yaml", "form: [\n"), ("b.yaml", "fiscal_year: 20\n")]);
    let codes: Vec<_> = findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!((filing, codes), (None, vec!["Y106", "Y109"]));
}

#[test]
fn a_filing_without_money_is_none() {
    let text = GOOD.split_once("projects:").unwrap().0;
    let (_, _, findings) = load(&[("a.yaml", text)]);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert!(finding.message.contains("`budget.department`"), "{}", finding.message);
}

#[test]
fn very_many_faults_are_counted() {
    let rows = "  - { id: P, name: 甲, adjsted: 1 }\n".repeat(600);
    let text = format!("{}{rows}", GOOD.split_once("  - id").unwrap().0);
    let (_, _, findings) = load(&[("a.yaml", &text)]);
    assert_eq!(findings.len(), 1001);
    assert_eq!(findings[1000].message, "另有 199 处问题没有列出");
}

/// Faults of many kinds, for the pictures of the renderers.
const FAULTY: &str = "\
# 自评填报
form: changli
fiscal_year: 2023
department: { name: 昌黎县总工会, finance_autority: 县财政局 }
budget:
  department: { initial: 276.23, adjusted: 6_65.38, final: 665.38 }
  projects: { initial: 1,234.50, final: 410.94 }
projects:
  - id: P01
    name: 职工之家项目建设
    budget_kind: 一般公共
    adjusted: ３８４．２０
  - id: P01
    name: 劳模体检费
    adjusted: 1.15
form: changli
";

#[test]
fn findings_are_shown_in_full() {
    let (sources, _, findings) = load(&[("data/filing.yaml", FAULTY)]);
    insta::assert_snapshot!(render_full(&sources, &findings, false));
}

#[test]
fn findings_are_shown_concisely() {
    let (sources, _, findings) = load(&[("data/filing.yaml", FAULTY)]);
    insta::assert_snapshot!(render_concise(&sources, &findings));
}

#[test]
fn findings_are_shown_as_json() {
    let (sources, _, findings) = load(&[("data/filing.yaml", FAULTY)]);
    insta::assert_snapshot!(render_json(&sources, &findings));
}

#[test]
fn colour_only_adds_escapes() {
    let (sources, _, findings) = load(&[("data/filing.yaml", FAULTY)]);
    let plain = render_full(&sources, &findings, false);
    let coloured = render_full(&sources, &findings, true);
    assert!(!plain.contains('\u{1b}') && coloured.contains('\u{1b}'));
}
