//! `check --fix` and `--diff`: what is mended, and that every other byte stays as it was.

use std::fs;

use crate::harness::{Outcome, Workplace};

/// Slips put into the reference's prose: what stands there, and what is typed instead.
const SLIPS: [(&str, &str); 4] = [
    ("发挥财政资金效益最大化。", "发挥财政资金效益最大化,全年评优率为100%,预算资金410.94 万元。"),
    ("- heading: 完善制度建设\n", "- heading: 1、完善制度建设   # 标题\n"),
    ("优化支出结构，", "优化支出结构,"),
    ("确保项目在本年度正常完结。", "确保项目在本年度正常完结;“一般公共预算”项目 4 个。"),
];

/// The same places mended.
const MENDED: [&str; 4] = [
    "发挥财政资金效益最大化，全年评优率为{{ figures.excellence_rate }}，预算资金{{ figures.project_total }}万元。",
    "- heading: 完善制度建设   # 标题\n",
    "优化支出结构，",
    "确保项目在本年度正常完结；“一般公共预算”项目4个。",
];

/// Returns the reference with slips, in the bytes that Notepad writes: a mark in front, CRLF.
fn slipped() -> (Workplace, Vec<u8>, Vec<u8>) {
    let workplace = Workplace::with_filing("data/changli-2023");
    let original = fs::read_to_string(workplace.path("filing/narrative.yaml")).unwrap();
    let (mut before, mut after) = (original.clone(), original);
    for ((from, to), mended) in SLIPS.iter().zip(MENDED) {
        before = before.replacen(from, to, 1);
        after = after.replacen(from, mended, 1);
    }
    let of_notepad = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (before, after) = (of_notepad(&before), of_notepad(&after));
    workplace.write("filing/narrative.yaml", &before);
    (workplace, before.into_bytes(), after.into_bytes())
}

fn narrative(workplace: &Workplace) -> Vec<u8> {
    fs::read(workplace.path("filing/narrative.yaml")).unwrap()
}

fn others(workplace: &Workplace) -> Vec<(String, Vec<u8>)> {
    let files = workplace.files("filing").into_iter();
    files.filter(|(name, _)| name != "narrative.yaml").collect()
}

#[test]
fn a_fix_changes_what_is_wrong_and_no_other_byte() {
    let (workplace, before, after) = slipped();
    assert_ne!(before, after);
    let untouched = others(&workplace);

    let first = workplace.run(&["check", "filing", "--fix"]);
    assert_eq!(first.status, 0, "{first:?}");
    assert!(first.stderr.contains("已改写：filing/narrative.yaml"), "{}", first.stderr);
    assert_eq!(
        String::from_utf8(narrative(&workplace)).unwrap(),
        String::from_utf8(after.clone()).unwrap()
    );

    let second = workplace.run(&["check", "filing", "--fix"]);
    assert_eq!((second.status, second.stderr.as_str()), (0, ""), "nothing is left to mend");
    assert_eq!(narrative(&workplace), after);
    assert_eq!(second.stdout, first.stdout, "what was left the first time is left now");
    assert_eq!(others(&workplace), untouched);
}

#[test]
fn a_diff_is_shown_and_nothing_written() {
    let (workplace, before, _) = slipped();
    let Outcome { status, stdout, stderr } = workplace.run(&["check", "filing", "--diff"]);
    assert_eq!(status, 1, "there is something to mend");
    assert!(stdout.starts_with("--- filing/narrative.yaml\n+++ filing/narrative.yaml\n@@ "));
    assert!(stdout.contains("\n-    - heading: 1、完善制度建设   # 标题\r\n"), "{stdout}");
    assert!(stdout.contains("\n+    - heading: 完善制度建设   # 标题\r\n"), "{stdout}");
    assert!(stderr.contains("--fix"), "{stderr}");
    assert_eq!(narrative(&workplace), before);

    let clean = Workplace::with_filing("examples/minimal");
    let outcome = clean.run(&["check", "filing", "--diff"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (0, ""), "{outcome:?}");
}

#[test]
fn a_filing_that_cannot_be_read_is_left_alone() {
    let (workplace, before, _) = slipped();
    workplace.replace("filing/projects.yaml", "adjusted: 384.2076", "adjusted: 384_2076");
    let outcome = workplace.run(&["check", "filing", "--fix"]);
    assert_eq!(outcome.status, 1, "{outcome:?}");
    assert_eq!(narrative(&workplace), before);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let (workplace, _, after) = slipped();
    let (link, target) =
        (workplace.path("filing/narrative.yaml"), workplace.path("elsewhere.yaml"));
    fs::rename(&link, &target).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, &link).unwrap();
    assert_eq!(workplace.run(&["check", "filing", "--fix"]).status, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&target).unwrap(), after);
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn the_report_as_printed_is_mended_once_and_for_all() {
    let workplace = Workplace::with_filing("tests/cases/as-printed");
    let before = workplace.files("filing");

    let diff = workplace.run(&["check", "filing", "--diff"]);
    assert!(workplace.files("filing") == before, "a diff writes nothing");
    insta::assert_snapshot!("as_printed", diff.stdout);

    // Its 50% stays wrong: that is nothing to mend without asking.
    assert_eq!(workplace.run(&["check", "filing", "--fix"]).status, 1);
    let mended = workplace.files("filing");
    for ((name, old), (_, new)) in before.iter().zip(&mended) {
        assert_eq!(old == new, name != "narrative.yaml", "{name}");
    }
    assert_eq!(workplace.run(&["check", "filing", "--fix"]).status, 1);
    assert!(workplace.files("filing") == mended, "the second run changes nothing");
}
