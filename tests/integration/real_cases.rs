//! Figures of published reports, entered as filings under `tests/cases/real/`: the contradictions
//! known of each are found at their lines, and no other error or warning is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::findings::Findings;
use crate::harness::{Workplace, project_file};

/// The reports that contradict nothing.
const CLEAN: [&str; 2] = ["26-lincheng", "34-fenghua"];

#[test]
fn known_contradictions_are_found_and_nothing_else() {
    let cases = cases();
    assert_eq!(cases.len(), 9);
    let mut faults = Vec::new();
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        let expected = expected(&case);
        assert_eq!(expected.is_empty(), CLEAN.contains(&name), "{name}");

        let findings = Findings::of(&case);
        let place = |code: &str, line: usize| (code.to_owned(), line);
        let found: BTreeSet<_> =
            findings.all.iter().map(|finding| place(&finding.code, finding.line)).collect();
        let loud = findings.all.iter().filter(|finding| finding.severity != "提示");
        let loud: BTreeSet<_> = loud.map(|finding| place(&finding.code, finding.line)).collect();
        for (code, line) in expected.difference(&found) {
            faults.push(format!("{name}: no {code} in line {line}"));
        }
        for (code, line) in loud.difference(&expected) {
            faults.push(format!("{name}: {code} in line {line} is not known"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn clean_reports_build() {
    for name in CLEAN {
        let case = project_file("tests/cases/real").join(name);
        let workplace = Workplace::empty();
        let build = workplace.run(&["build", case.to_str().unwrap(), "--out", "out"]);
        assert_eq!(build.status, 0, "{name}: {}", build.stderr);
        assert_eq!(build.stdout.lines().count(), 2, "{name}: {}", build.stdout);
    }
}

/// Returns code and line of each contradiction that `expected.txt` lists; the rest are comments.
fn expected(case: &Path) -> BTreeSet<(String, usize)> {
    let text = fs::read_to_string(case.join("expected.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (code, row) = line.split_once(' ').unwrap();
            (code.to_owned(), row.parse().unwrap())
        })
        .collect()
}

fn cases() -> Vec<PathBuf> {
    let folders = fs::read_dir(project_file("tests/cases/real")).unwrap();
    let mut cases: Vec<_> = folders.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}
