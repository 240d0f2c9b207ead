//! Web pages in a browser: axe-core and html-validate find nothing, on a phone and at a desk.

use std::path::Path;
use std::process::Command;

use ziping::diff::merge;
use ziping::document::{Document, Mark};
use ziping::pipeline::EditionKind;
use ziping::writer::html;

use crate::agreement;
use crate::harness::{Workplace, project_file};
use crate::html::merged_heads;
use crate::redline::{newer, older};
use crate::rendering::Loaded;

/// Debian's browser, which `make test` installs.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Returns the checker's script, or `None`, said on stderr, where what it needs is not installed.
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn checker() -> Option<std::path::PathBuf> {
    let script = project_file("tests/accessibility/check.mjs");
    let modules = project_file("tests/accessibility/node_modules/axe-core");
    if Path::new(CHROMIUM).exists() && modules.exists() {
        return Some(script);
    }
    eprintln!("accessibility: left out; `make test` installs Chromium and, with npm, the checkers");
    None
}

/// Returns what the checkers find on the pages of `documents`.
fn faults(script: &Path, documents: &[(&str, Document)]) -> (bool, String) {
    let workplace = Workplace::empty();
    let mut command = Command::new("node");
    command.arg(script).env("CHROMIUM", CHROMIUM);
    for (name, document) in documents {
        let path = workplace.path(&format!("{name}.html"));
        std::fs::write(&path, html::write(document)).unwrap();
        command.arg(path);
    }
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

#[test]
fn pages_have_no_fault_on_a_phone_and_at_a_desk() {
    let Some(script) = checker() else { return };
    let report = |folder| Loaded::folder(folder).report().unwrap();
    let draft = Document { mark: Some(Mark::Draft), ..report("examples/minimal") };
    let documents = [
        ("changli-2023", report("data/changli-2023")),
        ("many-projects", report("examples/many-projects")),
        ("national", report("examples/national")),
        ("draft", draft),
        ("redline", merge(&older(), &newer())),
        ("merged-heads", merged_heads()),
        ("public", agreement::document("examples/public", EditionKind::Public)),
    ];
    let (clean, found) = faults(&script, &documents);
    assert!(clean, "{found}");
    assert_eq!(found, "");
}

#[test]
fn the_checkers_see_a_missing_title_and_an_identifier_that_stands_twice() {
    let Some(script) = checker() else { return };
    let workplace = Workplace::empty();
    let page = String::from_utf8(html::write(&merged_heads())).unwrap();
    let faulty = page.replace("<h1 ", "<h4 ").replace("</h1>", "</h4>");
    let faulty = faulty.replace("id=\"text\"", "id=\"table-1\"");
    assert_ne!(page, faulty);
    workplace.write("faulty.html", &faulty);
    let output =
        Command::new("node").arg(script).arg(workplace.path("faulty.html")).output().unwrap();
    let found = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{found}");
    assert!(found.contains("axe page-has-heading-one"), "{found}");
    assert!(found.contains("html-validate no-dup-id"), "{found}");
}
