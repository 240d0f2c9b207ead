//! The files of the public edition: valid, tagged, with embedded fonts, whatever is built.

use std::path::PathBuf;

use crate::docx::assert_valid;
use crate::harness::{Workplace, project_file};
use crate::readers::run_tool;

/// Builds what may be published of `examples/public` and returns the files.
fn published(place: &Workplace) -> Vec<PathBuf> {
    let filing = project_file("examples/public");
    let filing = filing.to_str().unwrap();
    let mut files = Vec::new();
    for (number, arguments) in [
        &["build", filing, "--edition", "public"][..],
        &["build", filing, "--edition", "public", "--package"],
        &["build", filing, "--edition", "public", "--bind"],
        &["register", filing, "--edition", "public", "--format", "docx,pdf"],
    ]
    .into_iter()
    .enumerate()
    {
        let folder = format!("out{number}");
        let outcome = place.run(&[arguments, &["--out", &folder]].concat());
        assert_eq!(outcome.status, 0, "{arguments:?}: {}", outcome.stderr);
        files.extend(outcome.stdout.lines().map(|line| place.path(line)));
    }
    files
}

#[test]
fn public_files_are_valid_tagged_and_complete() {
    let place = Workplace::empty();
    let files = published(&place);
    // The report, its package of six pairs, the volume and the register.
    assert!(files.len() >= 18, "{files:#?}");
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = path.to_str().unwrap();
        if path.extension().is_some_and(|extension| extension == "docx") {
            assert_valid(name, &std::fs::read(&path).unwrap());
            continue;
        }
        run_tool("qpdf", &["--check", text]);
        let facts = run_tool("pdfinfo", &[text]);
        assert!(facts.contains("Tagged:          yes"), "{name}: {facts}");
        let (width, height) = ("595.", "841.");
        assert!(facts.contains(width) && facts.contains(height), "{name}: {facts}");
        for font in run_tool("pdffonts", &[text]).lines().skip(2) {
            let mut columns = font.split_whitespace().rev().skip(2);
            let [unicode, subset, embedded] = [columns.next(), columns.next(), columns.next()];
            assert_eq!([embedded, subset, unicode], [Some("yes"); 3], "{name}: {font}");
        }
        let metadata = run_tool("pdfinfo", &["-meta", text]);
        for part in ["<pdfaid:part>2</pdfaid:part>", "<pdfuaid:part>1</pdfuaid:part>", "（公开版）"]
        {
            let is_there = metadata.contains(part) || name.contains(part);
            assert!(is_there, "{name} has no {part}: {metadata}");
        }
    }
}
