//! The catalogue of codes: each has its page, its place in the program, and its cases.

use std::fs;
use std::path::Path;

use ziping::diagnostic::Code;
use ziping::pipeline;

use crate::harness::{Workplace, project_file};

#[test]
fn every_code_has_a_page_that_says_what_why_and_how() {
    for code in Code::ALL {
        let page =
            pipeline::code_page(code.id).unwrap_or_else(|| panic!("{} has no page", code.id));
        let title = format!("# {} {}\n", code.id, code.name);
        assert!(page.starts_with(&title), "{}: the page begins with {title:?}", code.id);
        assert!(page.contains(&format!("\n级别：{}", code.severity.name())), "{}", code.id);
        for section in ["查什么", "为什么", "怎么改", "例子"] {
            assert!(page.contains(&format!("\n## {section}\n")), "{} lacks {section}", code.id);
        }
    }
    let pages = fs::read_dir(project_file("docs/checks")).unwrap().count();
    assert_eq!(pages, Code::ALL.len(), "no page without a code");
}

#[test]
fn every_code_is_found_by_the_program() {
    let mut texts = Vec::new();
    rust_files(&project_file("src"), &mut texts);
    let table = fs::read_to_string(project_file("src/diagnostic/code.rs")).unwrap();
    for code in Code::ALL {
        let constant = table.lines().find_map(|line| {
            line.contains(&format!(" \"{}\" ", code.id)).then(|| line.split_whitespace().next())?
        });
        let used = format!("Code::{}", constant.unwrap());
        let found = texts.iter().any(|text| text.split(&used).skip(1).any(ends_the_name));
        assert!(found, "{} is found nowhere: {used}", code.id);
    }
}

/// Returns whether what follows a constant's name is no part of a longer one.
fn ends_the_name(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}

fn rust_files(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, texts);
        } else if path.ends_with("code.rs") {
            // The table names every code and finds none.
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            texts.push(fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_code_has_its_cases() {
    let broken: Vec<String> = fs::read_dir(project_file("examples/broken"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_str().unwrap().to_owned())
        .collect();
    for code in Code::ALL {
        let case = project_file(&format!("tests/cases/{}", code.id));
        let has_case = ["pass.yaml", "fail.yaml"].iter().all(|file| case.join(file).is_file());
        let is_shown_by = |tests: &str, words: &str| {
            let file =
                format!("tests/integration/snapshots/integration__{tests}__{}.snap", code.id);
            fs::read_to_string(project_file(&file)).is_ok_and(|text| text.contains(words))
        };
        let is_shown = is_shown_by("checks", &format!(": {} ", code.id));
        let example = broken.contains(&format!("{}-{}", code.id, code.name));
        let complete = match code.id.as_bytes()[0] {
            b'Y' | b'T' => example || (has_case && is_shown),
            // Only reading a workbook finds these.
            b'I' => is_shown_by("import_faults", &format!("[{}] ", code.id)),
            // Only a build of pages finds these.
            b'W' => is_shown_by("page_findings", &format!("[{}] ", code.id)),
            // Only a build of the public edition finds this.
            _ if *code == Code::WITHHELD_VALUE_WRITTEN => is_shown_by("gate", "[D510] "),
            // No data makes the program write what it cannot read: broken files are tried in the
            // tests of the readers, and the finding in those of `pipeline/proof.rs`.
            _ if *code == Code::FILE_NOT_READ_BACK => true,
            _ => has_case && is_shown,
        };
        assert!(
            complete,
            "{}: pass.yaml and fail.yaml {has_case}, snapshot {is_shown}, example {example}",
            code.id
        );
    }
}

#[test]
fn the_table_lists_every_code_with_what_it_looks_for() {
    let table = pipeline::code_table();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), Code::ALL.len());
    for (code, line) in Code::ALL.iter().zip(lines) {
        let summary = line.split_once(code.name).unwrap().1.trim();
        assert!(line.starts_with(code.id) && line.contains(code.severity.name()), "{line}");
        assert!(summary.chars().count() > 4 && !summary.contains(['。', '\n']), "{line}");
    }
    let workplace = Workplace::empty();
    assert_eq!(workplace.run(&["explain", "--list"]).stdout, table);
    let unknown = workplace.run(&["explain", "unlinkd-figure"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("是不是 unlinked-figure？"), "{}", unknown.stderr);
}

#[test]
fn codes_are_in_order_and_stand_once() {
    let order = |code: &Code| {
        let letter = "YFCNDTWI".find(&code.id[..1]).unwrap();
        (letter, code.id)
    };
    assert!(Code::ALL.windows(2).all(|pair| order(&pair[0]) < order(&pair[1])));
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::ALL.len());
}
