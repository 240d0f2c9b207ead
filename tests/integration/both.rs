//! `build --edition both`: two editions from one run, all files or none.

use crate::harness::Workplace;
use crate::public::{FILING, WITHHELD};
use crate::readers::{docx_paragraphs, pdf_text, squeezed};

const REPORT: &str = "2023年度青河县教育局整体绩效自评工作报告";
const BUILD: [&str; 5] = ["build", "filing.yaml", "--edition", "both", "--out"];

fn place() -> Workplace {
    let place = Workplace::empty();
    place.write("filing.yaml", FILING);
    place
}

#[test]
fn both_editions_are_those_that_are_built_by_themselves() {
    let place = place();
    let both = place.run(&[&BUILD[..], &["both"]].concat());
    assert_eq!(both.status, 0, "{}", both.stderr);
    let written: Vec<_> = ["", "（公开版）"]
        .iter()
        .flat_map(|mark| ["docx", "pdf"].map(|kind| format!("both/{REPORT}{mark}.{kind}")))
        .collect();
    assert_eq!(both.stdout.lines().collect::<Vec<_>>(), written);

    for edition in ["full", "public"] {
        let arguments = ["build", "filing.yaml", "--edition", edition, "--out", "alone"];
        assert_eq!(place.run(&arguments).status, 0);
    }
    let (both, alone) = (place.files("both"), place.files("alone"));
    assert_eq!(both.len(), 6, "two records");
    assert!(both == alone, "every byte, the records included");

    let public = pdf_text(&place.path(&written[3]));
    assert_eq!(public, squeezed(&docx_paragraphs(&place.path(&written[2])).concat()));
    assert!(pdf_text(&place.path(&written[1])).contains("考务密室技防"));
    for word in WITHHELD {
        assert!(!public.contains(word), "{word}");
    }
}

#[test]
fn a_public_edition_that_is_refused_writes_nothing_of_either() {
    let place = place();
    let arguments = [&BUILD[..], &["out"]].concat();
    assert_eq!(place.run(&arguments).status, 0);
    let before = place.files("out");
    // Without the withheld project the department's initial budget is zero, and a rate of it nothing.
    for (from, to) in [
        ("initial: 500, adjusted: 812.3471, final: 812.3471", "initial: 40, final: 352.3471"),
        ("initial: 100, adjusted: 200, final: 200", "initial: 0, adjusted: 100, final: 100"),
        ("校舍维修改造全部完工。", "\"支出率 {{ figures.department.expenditure_rate }}。\""),
    ] {
        place.replace("filing.yaml", from, to);
    }
    let full = place.run(&["build", "filing.yaml", "--out", "alone"]);
    assert_eq!(full.status, 0, "the full edition is sound: {}", full.stderr);
    let refused = place.run(&arguments);
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    assert!(
        refused.stderr.contains("未写出文件：公开版 1 个错误，两版都不写出"),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("公开版：\nfiling.yaml:"), "{}", refused.stderr);
    assert!(place.files("out") == before);
}

#[test]
fn an_error_of_the_filing_is_said_once_and_as_the_full_editions() {
    let place = place();
    place.replace("filing.yaml", "adjusted: 252.3471", "adjusted: 252.3479");
    let refused = place.run(&[&BUILD[..], &["out"]].concat());
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    assert_eq!(refused.stderr.matches("错误[F207]").count(), 2, "{}", refused.stderr);
    assert!(refused.stderr.starts_with("完整版：\n"), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("未写出文件：完整版 2 个错误，两版都不写出"),
        "{}",
        refused.stderr
    );
    assert!(place.files("out").is_empty());
}

#[test]
fn drafts_of_both_bear_both_marks_in_their_names() {
    let place = place();
    place.replace("filing.yaml", "adjusted: 252.3471", "adjusted: 252.3479");
    let draft = place.run(&[&BUILD[..], &["out", "--draft", "--format", "html"]].concat());
    assert_eq!(draft.status, 1, "{}", draft.stderr);
    let written =
        ["（草稿）", "（公开版）（草稿）"].map(|mark| format!("out/{REPORT}{mark}.html\n"));
    assert_eq!(draft.stdout, written.concat());
}

#[test]
fn only_build_and_watch_know_both() {
    let outcome = place().run(&["check", "filing.yaml", "--edition", "both"]);
    assert_eq!(outcome.status, 2);
    assert!(
        outcome.stderr.contains("--edition <版本> 不能取“both”，可以取：full、public"),
        "{}",
        outcome.stderr
    );
}
