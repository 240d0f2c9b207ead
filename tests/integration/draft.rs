//! Drafts: written in spite of contradictions, marked on every page, and under names of their own.

use std::io::Read;
use std::process::Command;

use crate::harness::{Outcome, Workplace};

const REPORT: &str = "2023年度昌黎县总工会整体绩效自评工作报告";

/// Returns the reference, handed in before it was evaluated.
fn contradictory() -> Workplace {
    let workplace = Workplace::with_filing("data/changli-2023");
    let (from, to) =
        ("completed_on: 2024-03-04 ", "completed_on: 2024-03-04\n  submitted_on: 2024-03-01 ");
    workplace.replace("filing/filing.yaml", from, to);
    workplace
}

fn names(workplace: &Workplace) -> Vec<String> {
    workplace.files("out").into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_draft_is_written_under_its_own_name_and_says_so_on_every_page() {
    let workplace = contradictory();
    let stopped = workplace.run(&["build", "filing", "--out", "out"]);
    assert_eq!((stopped.status, stopped.stdout.as_str()), (1, ""));
    assert!(stopped.stderr.contains("错误[C312]"), "{}", stopped.stderr);
    assert_eq!(names(&workplace), [""; 0]);

    let draft = workplace.run(&["build", "filing", "--out", "out", "--draft"]);
    assert_eq!(draft.status, 1, "the contradiction is still there");
    assert!(draft.stderr.contains("错误[C312]"), "{}", draft.stderr);
    let files = ["docx", "pdf"].map(|format| format!("{REPORT}（草稿）.{format}"));
    assert_eq!(draft.stdout, files.map(|name| format!("out/{name}\n")).concat());

    let pdf = workplace.path(&format!("out/{REPORT}（草稿）.pdf"));
    let text = Command::new("pdftotext").arg(pdf).arg("-").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
    assert!(pages.len() > 1);
    for page in pages {
        assert_eq!(page.lines().filter(|line| *line == "草稿").count(), 1, "{page}");
        assert_eq!(page.matches("草稿").count(), 1, "{page}");
    }

    let docx = std::fs::File::open(workplace.path(&format!("out/{REPORT}（草稿）.docx"))).unwrap();
    let mut archive = zip::ZipArchive::new(docx).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    assert!(part("word/header1.xml").contains("草稿"));
    let body = part("word/document.xml");
    let sections = body.matches("<w:sectPr>").count();
    for pages in ["default", "even"] {
        let reference = format!(r#"<w:headerReference w:type="{pages}" r:id="rId9"/>"#);
        assert_eq!(body.matches(&reference).count(), sections, "{pages}");
    }
    assert!(!body.contains("草稿"), "the mark is no part of the text");
}

#[test]
fn a_final_report_bears_no_mark() {
    let workplace = Workplace::with_filing("data/changli-2023");
    assert_eq!(workplace.run(&["build", "filing", "--out", "out"]).status, 0);
    let (_, docx) = workplace.files("out").into_iter().next().unwrap();
    let archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    assert!(archive.file_names().all(|name| !name.contains("header")));
}

#[test]
fn a_draft_passes_no_fault_that_is_no_contradiction() {
    for (file, from, to, code) in [
        ("projects.yaml", "adjusted: 384.2076", "adjusted: 384_2076", "Y103"),
        ("narrative.yaml", "本单位严格按照", "{{ figures.nothing }}严格按照", "T602"),
        ("narrative.yaml", "本单位严格按照", "本单位\u{e001}严格按照", "W701"),
    ] {
        let workplace = contradictory();
        workplace.replace(&format!("filing/{file}"), from, to);
        let Outcome { status, stdout, stderr } =
            workplace.run(&["build", "filing", "--out", "out", "--draft"]);
        assert_eq!((status, stdout.as_str()), (1, ""), "{code}");
        assert!(stderr.contains(&format!("错误[{code}]")), "{stderr}");
        assert_eq!(names(&workplace), [""; 0], "{code}");
    }
}

#[test]
fn warnings_are_summed_up_in_a_line_that_says_how_to_see_them() {
    let workplace = Workplace::with_filing("data/changli-2023");
    let outcome = workplace.run(&["build", "filing", "--out", "out"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    let counts = workplace.run(&["check", "filing"]);
    let counts = counts.stdout.trim_end().rsplit_once("filing：").unwrap().1.to_owned();
    assert_eq!(outcome.stderr, format!("共 {counts}，用 ziping check filing 查看\n"));
}
