//! The public edition: what leaves, what the totals become, and what the sealed list holds.

use std::fs;

use super::harness::{Outcome, Workplace, project_file};

pub(crate) const FILING: &str = "\
form: changli
fiscal_year: 2023
department: { name: 青河县教育局 }
evaluation: { completed_on: 2024-03-04, score: 96.5 }
budget:
  department: { initial: 500, adjusted: 812.3471, final: 812.3471 }
  adjustments:
    - { date: 2023-05-06, amount: 212.3471, scope: projects, project: P02, category: local_supplement, document: 青财密〔2023〕77号, reason: 技防设备升级 }
    - { date: 2023-06-06, amount: 100, scope: projects, project: P01, category: local_supplement, document: 青财教〔2023〕8号, reason: 校舍维修 }
projects:
  - { id: P01, name: 校舍维修改造, initial: 100, adjusted: 200, final: 200, score: 95 }
  - { id: P02, name: 考务密室技防, initial: 40, adjusted: 252.3471, final: 252.3471, score: 92, code: QH-7731, disclosure: { withheld: true, ground: forbidden_by_law } }
people: { preparer: 欧阳墨涵, preparer_phone: 13812345678 }
disclosure: { names: [令狐远舟] }
narrative:
  overall_achievement: [各项目标按期完成。]
  project_achievement:
    - 校舍维修改造全部完工。
    - 考务密室技防达到预期。
    - 受助学生令狐远舟已返校。
    - { text: 内部掌握的情况见会议纪要。, audience: internal, ground: process_information }
  overall_target_quality: [目标设定合理。]
  project_target_quality:
    - { text: 仅供内部研究的意见。, audience: internal, ground: process_information }
  measures: [继续加强管理。]
";

/// What must stand nowhere in what the public edition gives.
pub(crate) const WITHHELD: [&str; 13] = [
    "考务密室",
    "QH-7731",
    "252.35",
    "252.3471",
    "212.3471",
    "812.3471",
    "812.35",
    "青财密",
    "技防",
    "欧阳墨涵",
    "13812345678",
    "令狐远舟",
    "内部",
];

fn place() -> Workplace {
    let place = Workplace::empty();
    place.write("filing.yaml", FILING);
    place
}

#[test]
fn nothing_withheld_is_in_what_the_public_edition_gives() {
    let place = place();
    for arguments in [
        &["dump"][..],
        &["figures"],
        &["figures", "--output-format", "json"],
        &["explain", "department.adjusted"],
    ] {
        let arguments = [arguments, &["filing.yaml", "--edition", "public"]].concat();
        let outcome = place.run(&arguments);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        for word in WITHHELD {
            let said = [&outcome.stdout, &outcome.stderr];
            assert!(said.iter().all(|text| !text.contains(word)), "{arguments:?} gives {word}");
        }
    }
}

#[test]
fn totals_are_those_without_the_withheld_project_and_say_so() {
    let outcome = place().run(&["dump", "filing.yaml", "--edition", "public"]);
    let text = outcome.stdout;
    assert!(text.contains("整体（不含依法不予公开项目）年初预算安排"), "{text}");
    for words in
        ["460", "560", "共计", "个（不含依法不予公开项目）", "96.5", "本部分内容依法不予公开。"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("公开版"));
}

/// A second withheld project, so that totals give away only the sum of both.
const SECOND: &str = "  - { id: P03, name: 涉密设备更新, initial: 30, adjusted: 30, final: 28, score: 91, \
                      disclosure: { withheld: true, ground: forbidden_by_law } }\n";

#[test]
fn totals_that_the_filing_states_are_reduced_without_a_finding() {
    let workplace = place();
    let stated = "  projects: { initial: 140, adjusted: 452.35, final: 452.35 }\n  adjustments:";
    workplace.replace("filing.yaml", "  adjustments:", stated);
    let full = workplace.run(&["check", "filing.yaml"]);
    assert!(!full.stdout.contains("F201"), "{full:?}");
    let public = workplace.run(&["dump", "filing.yaml", "--edition", "public"]);
    assert_eq!(public.status, 0, "{public:?}");
    assert!(public.stdout.contains("⟦projects.initial=100.00⟧"), "{}", public.stdout);
}

/// Returns a place with a form whose policy for totals is `totals`, and the filing with further
/// `projects`.
fn place_with(totals: &str, projects: &str) -> Workplace {
    let place = place();
    place.replace("filing.yaml", "people:", &format!("{projects}people:"));
    let form = fs::read_to_string(project_file("templates/changli/form.yaml")).unwrap();
    assert!(form.contains("totals: reduced"));
    let form = form.replace("totals: reduced", &format!("totals: {totals}"));
    place.write("forms/changli/form.yaml", &form);
    place
}

/// Returns the public edition's document of such a place.
fn dump_with(totals: &str, projects: &str) -> Outcome {
    let place = place_with(totals, projects);
    place.run(&["dump", "filing.yaml", "--edition", "public", "--templates", "forms"])
}

#[test]
fn totals_are_kept_or_left_out_as_the_form_says() {
    let full = dump_with("full", SECOND);
    assert_eq!(full.status, 0, "{}", full.stderr);
    for words in ["=500", "=812.35", "=170", "=482.35", "（不含依法不予公开项目）"] {
        assert!(full.stdout.contains(words), "{words}: {}", full.stdout);
    }
    assert!(!full.stdout.contains("整体（不含"), "the whole is not reduced: {}", full.stdout);
    let omitted = dump_with("omit", "");
    assert_eq!(omitted.status, 0, "{}", omitted.stderr);
    assert!(omitted.stdout.contains("合计数不在此公开"), "{}", omitted.stdout);
    for amount in ["=500", "=460", "812.35", "=560", "452.35"] {
        assert!(!omitted.stdout.contains(amount), "{amount}: {}", omitted.stdout);
    }
}

#[test]
fn kept_totals_that_give_the_only_withheld_project_away_stop_the_public_edition() {
    let place = place_with("full", "");
    let public = ["--edition", "public", "--templates", "forms"];
    let build = ["build", "filing.yaml", "--format", "docx", "--out", "out"];
    let outcome = place.run(&[&build[..], &public].concat());
    assert_eq!((outcome.status, outcome.stdout.as_str()), (1, ""));
    assert!(place.files("out").is_empty());
    assert!(outcome.stderr.contains("1 个错误"), "{}", outcome.stderr);
    for word in ["P02", "D502", "projects."].into_iter().chain(WITHHELD) {
        assert!(!outcome.stderr.contains(word), "{word}: {}", outcome.stderr);
    }
    let check = ["check", "filing.yaml", "--output-format", "concise"];
    let outcome = place.run(&[&check[..], &public].concat());
    assert_eq!(outcome.status, 1);
    assert_eq!(outcome.stdout.matches("[D502] projects[P02]").count(), 1, "{}", outcome.stdout);
    for word in WITHHELD {
        assert!(!outcome.stdout.contains(word), "{word}: {}", outcome.stdout);
    }
}

#[test]
fn points_that_a_withheld_row_takes_along_are_no_fault_of_the_public_edition() {
    let place = Workplace::with_filing("examples/public");
    for edition in ["full", "public"] {
        let outcome = place.run(&["check", "filing", "--edition", edition]);
        assert_eq!((outcome.status, outcome.stdout.contains("C301")), (0, false), "{outcome:?}");
    }
    place.replace("filing/projects.yaml", "weight: 20, score: 20 }\n      - { dimension: satisfaction, category: satisfaction, name: 低保", "weight: 21, score: 20 }\n      - { dimension: satisfaction, category: satisfaction, name: 低保");
    let outcome = place.run(&["check", "filing", "--edition", "public"]);
    assert_eq!(outcome.status, 1, "the filing's own points are added up: {outcome:?}");
    assert!(outcome.stdout.contains("C301"), "{outcome:?}");
}

#[test]
fn the_full_edition_has_everything() {
    let outcome = place().run(&["dump", "filing.yaml"]);
    for words in ["考务密室技防", "812.35", "252.3471", "令狐远舟", "仅供内部研究"]
    {
        assert!(outcome.stdout.contains(words), "{words}: {}", outcome.stdout);
    }
    assert!(!outcome.stdout.contains("不予公开项目"));
}

#[test]
fn public_files_have_names_of_their_own_and_their_record_holds_nothing_withheld() {
    let place = place();
    let outcome = place.run(&[
        "build",
        "filing.yaml",
        "--edition",
        "public",
        "--format",
        "docx",
        "--out",
        "out",
    ]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let files = place.files("out");
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    let stem = "2023年度青河县教育局整体绩效自评工作报告（公开版）";
    assert_eq!(names, [format!("{stem}.docx"), format!("{stem}.record")]);
    let record = String::from_utf8_lossy(&files[1].1).into_owned();
    assert!(record.contains("public") && !record.contains("filing.yaml"));
    let said = format!("{record}{}{}", outcome.stdout, outcome.stderr);
    for word in WITHHELD {
        assert!(!said.contains(word), "{word}");
    }
}

#[test]
fn an_error_of_the_full_edition_stops_the_public_one_and_says_no_word_of_it() {
    let place = place();
    place.replace("filing.yaml", "adjusted: 252.3471", "adjusted: 252.3479");
    let outcome = place.run(&["build", "filing.yaml", "--edition", "public", "--out", "out"]);
    assert_eq!(outcome.status, 1);
    assert!(place.files("out").is_empty());
    for word in ["考务", "252", "P02", "技防"] {
        assert!(!outcome.stderr.contains(word), "{}", outcome.stderr);
    }
    assert!(outcome.stderr.contains("ziping check"), "{}", outcome.stderr);
    for arguments in [
        &["dump", "filing.yaml"][..],
        &["figures", "filing.yaml"],
        &["explain", "department.final", "filing.yaml"],
        &["diff", "filing.yaml", "filing.yaml", "--format", "html"],
    ] {
        let outcome = place.run(&[arguments, &["--edition", "public"]].concat());
        assert_eq!(outcome.status, 1, "{arguments:?}");
        assert!(outcome.stderr.contains("ziping check"), "{arguments:?}: {}", outcome.stderr);
        assert!(!outcome.stderr.contains("考务"), "{arguments:?}: {}", outcome.stderr);
    }
    assert!(outcome.stderr.contains("ziping check"), "{}", outcome.stderr);
}

#[test]
fn a_paragraph_that_leaves_with_a_project_needs_no_ground_of_its_own() {
    let place = place();
    place.replace("filing.yaml", ", ground: forbidden_by_law }", " }");
    let outcome = place.run(&["check", "filing.yaml", "--output-format", "concise"]);
    let found: Vec<_> = outcome.stdout.lines().filter(|line| line.contains("D501")).collect();
    assert_eq!(found.len(), 1, "{}", outcome.stdout);
    assert!(found[0].contains("项目不予公开，没有写明依据"), "{}", outcome.stdout);
}
