//! One more entry in a ledger: where it joins the YAML, what refuses it, and what it moves.

use proptest::prelude::*;
use ziping::ledger;
use ziping::model::Adjustment;
use ziping::pipeline::{Amended, EntryTexts, Findings, Pipeline, PipelineError, Settings};

use crate::filing::Computed;
use crate::harness::Workplace;

const HEAD: &str =
    "form: changli\nfiscal_year: 2024\namount_unit: 万元\ndepartment: { name: 某局 }\n";

const PROJECTS: &str = "projects:\n  - { id: P01, name: 甲项目, budget_kind: general_public, initial: 40, final: 41 }\n  \
     - { id: P02, name: 乙项目, budget_kind: general_public, initial: 20, adjusted: 20, final: 20 }\n";

/// What the entry of [`entry`] looks like.
const WRITTEN: &str = "date: 2024-06-15, amount: 12.50, scope: projects, project: P01, \
     category: upper_level_transfer, document: 冀财行〔2024〕12号, reason: '追加, 急用'";

fn entry() -> EntryTexts {
    EntryTexts {
        date: "2024-06-15".to_owned(),
        amount: "12.50".to_owned(),
        scope: "projects".to_owned(),
        project: Some("P01".to_owned()),
        category: "upper_level_transfer".to_owned(),
        document: Some("冀财行〔2024〕12号".to_owned()),
        reason: "追加, 急用".to_owned(),
    }
}

type Adjusted = Result<(Findings, Option<Amended>), PipelineError>;

/// Adds `entry` to the filing that is `text`.
fn adjust(text: &str, entry: &EntryTexts) -> Adjusted {
    let workplace = Workplace::empty();
    workplace.write("filing.yaml", text);
    Pipeline::new(Settings::default()).adjust(&workplace.path("filing.yaml"), entry)
}

/// Returns the filing that is `text` with `entry` in it.
fn adjusted(text: &str, entry: &EntryTexts) -> String {
    let (findings, amended) = adjust(text, entry).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let amended = amended.unwrap_or_else(|| panic!("{}\n{text}", findings.render_concise()));
    String::from_utf8(amended.bytes).unwrap()
}

/// Asserts that the budget `before` becomes `after`, in which `ENTRY` and `LINES` stand for the entry
/// on one line and on lines of its own.
#[track_caller]
fn assert_becomes(before: &str, after: &str) {
    let spaced = format!("{{ {WRITTEN} }}");
    let after = after.replace("ENTRY", &spaced).replace("TIGHT", &format!("{{{WRITTEN}}}"));
    let text = format!("{HEAD}{before}{PROJECTS}");
    assert_eq!(adjusted(&text, &entry()), format!("{HEAD}{after}{PROJECTS}"));
}

#[test]
fn a_list_of_lines_gains_lines() {
    assert_becomes(
        "# 预算\nbudget:   # 钱\n  department: { initial: 100 }\n  adjustments:   # 台账\n    # 第一笔\n    \
         - { date: 2024-03-01, amount: 1, scope: basic, category: carryover, reason: 甲 }   # 一\n    \
         # 以后的写在这里\n\n  basic: { initial: 40 }  # 基本\n# 完\n",
        "# 预算\nbudget:   # 钱\n  department: { initial: 100 }\n  adjustments:   # 台账\n    # 第一笔\n    \
         - { date: 2024-03-01, amount: 1, scope: basic, category: carryover, reason: 甲 }   # 一\n    \
         - ENTRY\n    # 以后的写在这里\n\n  basic: { initial: 40 }  # 基本\n# 完\n",
    );
    // Without spaces, and no deeper than the key.
    assert_becomes(
        "budget:\n  adjustments:\n  - {amount: 1, scope: basic, category: carryover}\n",
        "budget:\n  adjustments:\n  - {amount: 1, scope: basic, category: carryover}\n  - TIGHT\n",
    );
}

#[test]
fn an_entry_on_lines_of_its_own_is_followed_by_one() {
    let lines =
        |indent: &str| WRITTEN.replace(", ", &format!("\n{indent}")).replace("追加\n", "追加, ");
    let lines = |indent: &str| lines(indent).replace(&format!("追加, {indent}"), "追加, ");
    assert_becomes(
        "budget:\n    adjustments:\n        -   amount: 1   # 元\n            scope: basic\n            \
         category: carryover\n            reason: |\n                甲 # 乙\n                丙\n\n",
        &format!(
            "budget:\n    adjustments:\n        -   amount: 1   # 元\n            scope: basic\n            \
             category: carryover\n            reason: |\n                甲 # 乙\n                丙\n        \
             -   {}\n\n",
            lines("            ")
        ),
    );
    assert_becomes(
        "budget:\n  adjustments:\n  -\n    amount: 1\n    scope: basic\n    category: carryover\n    document:\n",
        &format!(
            "budget:\n  adjustments:\n  -\n    amount: 1\n    scope: basic\n    category: carryover\n    document:\n  \
             - {}\n",
            lines("    ")
        ),
    );
}

#[test]
fn a_list_in_brackets_stays_in_brackets() {
    assert_becomes(
        "budget:\n  adjustments: [ { amount: 1, scope: basic, category: carryover } ]   # 台账\n",
        "budget:\n  adjustments: [ { amount: 1, scope: basic, category: carryover }, ENTRY ]   # 台账\n",
    );
    assert_becomes(
        "budget: {adjustments: [{amount: 1, scope: basic, category: carryover},]}\n",
        "budget: {adjustments: [{amount: 1, scope: basic, category: carryover}, TIGHT]}\n",
    );
    // An item a line.
    assert_becomes(
        "budget:\n  adjustments: [\n      { amount: 1, scope: basic, category: carryover },   # 一, 二\n    ]\n",
        "budget:\n  adjustments: [\n      { amount: 1, scope: basic, category: carryover },   # 一, 二\n      ENTRY,\n    ]\n",
    );
    assert_becomes(
        "budget:\n  adjustments: [\n      { amount: 1, scope: basic, category: carryover }   # 一, 二\n    ]\n",
        "budget:\n  adjustments: [\n      { amount: 1, scope: basic, category: carryover },   # 一, 二\n      ENTRY\n    ]\n",
    );
    assert_becomes(
        "budget:\n  adjustments: [\n      { amount: 1, scope: basic, category: carryover } ]\n",
        "budget:\n  adjustments: [\n      { amount: 1, scope: basic, category: carryover },\n      ENTRY ]\n",
    );
}

#[test]
fn an_empty_list_opens() {
    assert_becomes(
        "budget:\n  adjustments: []   # 台账，例如：\n    # - { amount: 1 }\n  basic: ~\n",
        "budget:\n  adjustments: [\n      ENTRY,\n    ]   # 台账，例如：\n    # - { amount: 1 }\n  basic: ~\n",
    );
    assert_becomes("budget: { adjustments: [] }\n", "budget: { adjustments: [ ENTRY ] }\n");
    assert_becomes(
        "budget:\n  adjustments: [ # 还没有\n    ]\n",
        "budget:\n  adjustments: [ # 还没有\n    ENTRY ]\n",
    );
    assert_becomes("budget: {}\n", "budget: { adjustments: [ ENTRY ] }\n");
}

#[test]
fn a_key_that_is_missing_or_empty_is_made() {
    assert_becomes(
        "budget:\n  department: { initial: 100 }   # 部门\n  # 末尾\n\n",
        "budget:\n  department: { initial: 100 }   # 部门\n  adjustments:\n    - ENTRY\n  # 末尾\n\n",
    );
    assert_becomes(
        "budget:\n    department:\n        initial: 100\n",
        "budget:\n    department:\n        initial: 100\n    adjustments:\n        - ENTRY\n",
    );
    assert_becomes(
        "budget: { department: { initial: 100 } }  # 钱\n",
        "budget: { department: { initial: 100 }, adjustments: [ ENTRY ] }  # 钱\n",
    );
    assert_becomes(
        "budget:\n  adjustments:   # 台账\n    # 例如\n  basic: ~\n",
        "budget:\n  adjustments:   # 台账\n    - ENTRY\n    # 例如\n  basic: ~\n",
    );
    assert_becomes(
        "budget:\n  adjustments: ~   # 台账\n",
        "budget:\n  adjustments:   # 台账\n    - ENTRY\n",
    );
    assert_becomes("budget: { adjustments: ~ }\n", "budget: { adjustments: [ ENTRY ] }\n");
    assert_becomes("budget:   # 钱\n", "budget:   # 钱\n  adjustments:\n    - ENTRY\n");
}

#[test]
fn a_filing_without_a_budget_gets_one_beside_its_projects() {
    let workplace = Workplace::empty();
    workplace.write("filing/a.yaml", HEAD);
    workplace.write("filing/b.yaml", PROJECTS.trim_end());
    let pipeline = Pipeline::new(Settings::default());
    let (_, amended) = pipeline.adjust(&workplace.path("filing"), &entry()).unwrap();
    let amended = amended.unwrap();
    assert_eq!(amended.path, workplace.path("filing/b.yaml"));
    let expected = format!("{PROJECTS}budget:\n  adjustments:\n    - {{ {WRITTEN} }}");
    assert_eq!(String::from_utf8(amended.bytes).unwrap(), expected);
    assert_eq!(amended.line, 6);
}

#[test]
fn line_breaks_and_the_byte_order_mark_stay() {
    let budget =
        "budget:\n  adjustments:\n    - { amount: 1, scope: basic, category: carryover }  # 一\n";
    let before = format!("\u{feff}{HEAD}{budget}{PROJECTS}").replace('\n', "\r\n");
    let line = format!("    - {{ {WRITTEN} }}\n");
    let after = format!("\u{feff}{HEAD}{budget}{line}{PROJECTS}").replace('\n', "\r\n");
    assert_eq!(adjusted(&before, &entry()), after);
    // The last line of a file that does not end in a line break.
    let before = format!("{HEAD}{PROJECTS}budget:\n  basic: ~").replace('\n', "\r\n");
    let after = format!("{before}\r\n  adjustments:\r\n    - {{ {WRITTEN} }}");
    assert_eq!(adjusted(&before, &entry()), after);
}

#[test]
fn what_cannot_be_followed_is_left_to_a_person() {
    let alias = format!(
        "{HEAD}evaluation:\n  objectives: &none []\nbudget:\n  adjustments: *none\n{PROJECTS}"
    );
    let error = adjust(&alias, &entry()).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains(WRITTEN), "{error}");
}

/// Returns the findings, a line each, that keep `entry` out of the filing that is `text`.
fn refusal(text: &str, entry: &EntryTexts) -> Vec<String> {
    let (findings, amended) = adjust(text, entry).unwrap();
    assert!(amended.is_none(), "{text}");
    let found = findings.diagnostics.iter().map(|finding| {
        format!("{} {}｜{}", finding.code.id, finding.message, finding.help.join("；"))
    });
    found.collect()
}

#[test]
fn an_entry_is_read_as_the_loader_reads_it() {
    let text = format!("{HEAD}{PROJECTS}");
    let changed = |change: &dyn Fn(&mut EntryTexts)| {
        let mut entry = entry();
        change(&mut entry);
        refusal(&text, &entry).join("\n")
    };
    let found = changed(&|entry| entry.date = "2024/6/15".to_owned());
    assert!(found.contains("Y109") && found.contains("2024-06-15"), "{found}");
    let found = changed(&|entry| entry.amount = "1_000".to_owned());
    assert!(found.contains("Y103") && found.contains("写成 `1000`"), "{found}");
    let found = changed(&|entry| entry.amount = "0.1234567".to_owned());
    assert!(found.contains("Y105"), "{found}");
    let found = changed(&|entry| entry.category = "reductoin".to_owned());
    assert!(found.contains("Y108") && found.contains("是不是 `reduction`？"), "{found}");
    let found = changed(&|entry| entry.category = "调减".to_owned());
    assert!(found.contains("`reduction`"), "{found}");
    let found = changed(&|entry| entry.scope = "project".to_owned());
    assert!(found.contains("Y108") && found.contains("`projects`"), "{found}");
    let found = changed(&|entry| entry.project = Some("P1".to_owned()));
    assert!(found.contains("Y108") && found.contains("是不是 P01？"), "{found}");
    let found = changed(&|entry| entry.reason = "甲\u{7}乙".to_owned());
    assert!(found.contains("控制字符"), "{found}");
}

#[test]
fn stated_adjusted_budgets_are_named_with_their_lines() {
    let text = format!(
        "{HEAD}budget:\n  department:\n    initial: 100\n    adjusted: 100\n  \
         projects: {{ initial: 60, adjusted: 60 }}\nprojects:\n  - id: P01\n    name: 甲\n    \
         budget_kind: general_public\n    adjusted: 40 # 批复\n"
    );
    let found = refusal(&text, &entry());
    assert_eq!(found.len(), 3, "{found:?}");
    for (found, words) in found.iter().zip([
        ["F207 部门调整后预算数已填为 100 万元，加上这一笔，台账应为 112.5 万元", "filing.yaml:8 "],
        [
            "F207 项目支出调整后预算数已填为 60 万元，加上这一笔，台账应为 72.5 万元",
            "filing.yaml:9 ",
        ],
        ["F207 “甲”调整后预算数已填为 40 万元，不随台账变动", "filing.yaml:14 "],
    ]) {
        assert!(words.iter().all(|word| found.contains(word)), "{found}");
        assert!(found.contains("删去 "), "{found}");
    }
    // A project's own amount may stand in its funding lines.
    let funded = format!(
        "{HEAD}projects:\n  - id: P01\n    name: 甲\n    budget_kind: general_public\n    funding:\n      \
         - {{ source: 财政拨款, initial: 30, adjusted: 30 }}\n      \
         - {{ source: 其他资金, initial: 10, adjusted: 10 }}\n"
    );
    let found = refusal(&funded, &entry()).concat();
    assert!(found.contains("filing.yaml:10 ") && found.contains("filing.yaml:11 "), "{found}");
}

#[test]
fn a_stated_adjusted_budget_that_agrees_refuses_nothing() {
    let agreeing =
        format!("{HEAD}budget:\n  department: {{ initial: 100, adjusted: 112.5 }}\n{PROJECTS}");
    assert!(adjusted(&agreeing, &entry()).contains(WRITTEN));
    // Other projects and parts of the budget are not asked.
    let others = format!(
        "{HEAD}budget:\n  basic: {{ initial: 40, adjusted: 99 }}\n  department: {{ initial: 100 }}\n{PROJECTS}"
    );
    assert!(adjusted(&others, &entry()).contains(WRITTEN));
}

#[test]
fn project_expenditure_that_is_a_sum_needs_a_project() {
    let text = format!("{HEAD}{}", PROJECTS.replace("initial: 40", "initial: 40, adjusted: 40"));
    let entry = EntryTexts { project: None, ..entry() };
    let found = refusal(&text, &entry).concat();
    assert!(found.contains("--project"), "{found}");
}

#[test]
fn the_figures_that_move_are_listed() {
    let text = format!(
        "{HEAD}budget:\n  department: {{ initial: 100, final: 110 }}\n  adjustments:\n    \
         - {{ amount: -5, scope: basic, category: reduction }}\n{PROJECTS}"
    );
    let (_, amended) = adjust(&text, &entry()).unwrap();
    let lines = amended.unwrap().moved.into_iter().map(|figure| {
        format!("{} {}：{} → {}", figure.name, figure.label, figure.before, figure.after)
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_ledgers_figures_explain_themselves() {
    let budget = "budget:\n  department: { initial: 100 }\n  adjustments:\n    \
         - { amount: 377.00, scope: projects, category: upper_level_transfer }\n    \
         - { amount: -5.5, scope: basic, category: reduction }\n    \
         - { amount: 2, scope: basic, category: reduction }\n";
    let computed = Computed::of(&format!("{HEAD}{budget}"));
    for (name, text, formula) in [
        ("adjustments.count", "3", "调整台账 3 笔"),
        ("adjustments.total", "373.50", "377 − 5.5 + 2 = 373.5"),
        ("adjustments.by_category.upper_level_transfer.amount", "377.00", "377"),
        ("adjustments.by_category.reduction.amount", "-3.50", "-5.5 + 2 = -3.5"),
        ("adjustments.by_category.recovery.amount", "0", "台账中没有财政收回"),
    ] {
        let words = computed.explain(name);
        assert_eq!((words.text.as_str(), words.formula.as_str()), (text, formula), "{name}");
    }
    let inputs = computed.explain("adjustments.by_category.reduction.amount").inputs;
    let lines: Vec<_> = inputs
        .iter()
        .map(|input| (input.name.as_str(), computed.sources.position(input.span.unwrap()).line))
        .collect();
    assert_eq!(lines, [("budget.adjustments[2]", 9), ("budget.adjustments[3]", 10)]);

    let without = Computed::of(&format!("{HEAD}{PROJECTS}"));
    assert_eq!(without.text("adjustments.total"), "");
    assert_eq!(without.explain("adjustments.count").formula, "没有填报调整台账");
    assert_eq!(without.figures.missing_keys("adjustments.total"), ["budget.adjustments"]);
}

/// The command's arguments for the entries of `examples/adjusted/after`.
const COMMANDS: [&[&str]; 3] = [
    &[
        "--project",
        "P04",
        "--amount",
        "60",
        "--category",
        "upper_level_transfer",
        "--date",
        "2024-04-22",
        "--document",
        "冀财社〔2024〕31号",
        "--reason",
        "下达残疾人家庭无障碍改造补助资金",
    ],
    &[
        "--project",
        "P01",
        "--amount",
        "6.5",
        "--category",
        "carryover",
        "--date",
        "2024-05-08",
        "--document",
        "云财预〔2024〕18号",
        "--reason",
        "上年未付的康复器具尾款结转使用",
    ],
    &[
        "--scope",
        "projects",
        "--project",
        "P03",
        "--amount",
        "-12",
        "--category",
        "reduction",
        "--date",
        "2024-09-10",
        "--document",
        "云财预〔2024〕42号",
        "--reason",
        "文艺汇演停办，收回全部预算",
    ],
];

#[test]
fn the_command_writes_the_examples_ledger() {
    let workplace = Workplace::with_filing("examples/adjusted/after");
    let whole = std::fs::read_to_string(workplace.path("filing/budget.yaml")).unwrap();
    let entries: Vec<&str> = whole.lines().filter(|line| line.starts_with("    - ")).collect();
    let bare = whole.replace(&format!("{}\n", entries.join("\n")), "");
    workplace.write("filing/budget.yaml", &bare);
    for (number, command) in COMMANDS.iter().enumerate() {
        let outcome = workplace.run(&[&["adjust", "filing"], *command].concat());
        assert_eq!(outcome.status, 0, "{outcome:?}");
        let place = format!("已记入 filing/budget.yaml:{}", 7 + number);
        assert!(outcome.stderr.contains(&place), "{outcome:?}");
        let count = format!(
            "{} → {}",
            if number == 0 { "无".to_owned() } else { number.to_string() },
            number + 1
        );
        assert!(outcome.stdout.contains(&count), "{outcome:?}");
    }
    assert_eq!(std::fs::read_to_string(workplace.path("filing/budget.yaml")).unwrap(), whole);
    // Nothing else was touched, and nothing is left beside the files.
    let example = crate::harness::project_file("examples/adjusted/after");
    for (name, bytes) in workplace.files("filing") {
        assert_eq!(std::fs::read(example.join(&name)).unwrap(), bytes, "{name}");
    }
}

#[test]
fn a_refused_entry_writes_nothing() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let before = workplace.files("filing");
    let entry = [
        "--amount",
        "377.00",
        "--category",
        "upper_level_transfer",
        "--date",
        "2023-06-15",
        "--reason",
        "建设资金",
    ];
    let outcome = workplace.run(&[&["adjust", "filing", "--project", "P01"], &entry[..]].concat());
    assert_eq!((outcome.status, outcome.stdout.as_str()), (1, ""), "{outcome:?}");
    assert!(
        outcome.stderr.contains("删去 filing/budget.yaml:5 的 `adjusted: 665.38`"),
        "{outcome:?}"
    );
    assert!(
        outcome.stderr.contains("删去 filing/projects.yaml:10 的 `adjusted: 384.2076`"),
        "{outcome:?}"
    );
    for (arguments, words) in [
        (&["adjust", "filing"][..], "--scope"),
        (&["adjust", "filing", "--project", "P01", "--scope", "basic"][..], "--scope basic"),
    ] {
        let outcome = workplace.run(&[arguments, &entry[..]].concat());
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome:?}");
        assert!(outcome.stderr.contains(words), "{outcome:?}");
    }
    assert!(workplace.files("filing") == before);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;

    let workplace = Workplace::with_filing("examples/adjusted/after");
    std::fs::rename(workplace.path("filing/budget.yaml"), workplace.path("kept.yaml")).unwrap();
    std::os::unix::fs::symlink("../kept.yaml", workplace.path("filing/budget.yaml")).unwrap();
    let set = |mode| {
        std::fs::set_permissions(
            workplace.path("kept.yaml"),
            std::fs::Permissions::from_mode(mode),
        )
        .unwrap();
    };
    set(0o640);
    let arguments = [&["adjust", "filing"], COMMANDS[0]].concat();
    assert_eq!(workplace.run(&arguments).status, 0);
    let metadata = std::fs::metadata(workplace.path("kept.yaml")).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
    assert!(std::fs::symlink_metadata(workplace.path("filing/budget.yaml")).unwrap().is_symlink());

    set(0o440);
    let outcome = workplace.run(&arguments);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome:?}");
}

/// Returns any text that a person could type on a command line.
fn words() -> impl Strategy<Value = String> {
    "[甲乙〔〕：，,:#{}\\[\\]'\"\\\\&*!|>%@` a-z0-9~-]{1,12}"
        .prop_filter("blank text is no text", |text| !text.trim().is_empty())
}

prop_compose! {
    fn any_entry()(
        day in 1_u8..29,
        cents in -9_999_999_i64..10_000_000,
        project in prop::bool::ANY,
        category in prop::sample::select(vec!["upper_level_transfer", "reduction", "recovery"]),
        document in prop::option::of(words()),
        reason in words(),
    ) -> EntryTexts {
        let sign = if cents < 0 { "-" } else { "" };
        let cents = cents.abs();
        EntryTexts {
            date: format!("2024-06-{day:02}"),
            amount: format!("{sign}{}.{:02}", cents / 100, cents % 100),
            scope: if project { "projects" } else { "basic" }.to_owned(),
            project: project.then(|| "P01".to_owned()),
            category: category.to_owned(),
            document,
            reason,
        }
    }
}

/// Ledgers as people write them.
const LEDGERS: [&str; 7] = [
    "",
    "budget:\n  adjustments: []  # 台账\n  other: ~\n",
    "budget:\n  adjustments:\n    - amount: 1  # 一\n      scope: basic\n      category: carryover\n",
    "budget:\n  adjustments:\n  - {amount: 1, scope: basic, category: carryover}\n\n  # 后\n  other: ~\n",
    "budget: { department: { initial: 100 }, adjustments: [ { amount: 1, scope: basic, category: carryover } ] }\n",
    "budget:\n  adjustments:  # 空\n",
    "budget:\n  basic: { initial: 1 }\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn adjusting_and_loading_gives_the_ledger_and_one_entry(
        entries in prop::collection::vec(any_entry(), 1..4),
        ledger in prop::sample::select(LEDGERS.to_vec()),
        windows in prop::bool::ANY,
    ) {
        let text = format!("{HEAD}{ledger}{PROJECTS}");
        let mut text = if windows { text.replace('\n', "\r\n") } else { text };
        for entry in &entries {
            let before = Computed::of(&text);
            let after_text = adjusted(&text, entry);
            prop_assert!(is_part(&text, &after_text), "{after_text}");
            let after = Computed::of(&after_text);
            let (old, new) = (adjustments(&before), adjustments(&after));
            let mut sources = ziping::source::Sources::new();
            let unit = before.edition.filing().amount_unit;
            let typed = entry.read(&mut sources, unit).unwrap();
            prop_assert_eq!(old.len() + 1, new.len());
            for (left, right) in old.iter().chain([&typed]).zip(new) {
                prop_assert!(ledger::is_same(left, right), "{after_text}");
            }
            prop_assert_eq!(typed.reason.map(|reason| reason.value), Some(entry.reason.trim().to_owned()));
            text = after_text;
        }
    }
}

fn adjustments(computed: &Computed) -> &[Adjustment] {
    &computed.edition.filing().budget.adjustments
}

/// Returns whether `part` is what is left of `whole` when some of its bytes are taken out.
fn is_part(part: &str, whole: &str) -> bool {
    let mut whole = whole.bytes();
    part.bytes().all(|byte| whole.any(|other| other == byte))
}
