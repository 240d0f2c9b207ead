//! What only a build finds, since only a build sets a page: W701 to W703.

use std::fs;

use ziping::pipeline::{Formats, Pipeline, Purpose, Settings};

use crate::fonts::project_font_sources;
use crate::harness::Workplace;

/// Returns the findings of a build of the reference with `from` replaced, one a line, and whether
/// there is a report.
fn built(pipeline: &Pipeline, from: &str, to: &str) -> (String, bool) {
    let workplace = Workplace::with_filing("data/changli-2023");
    workplace.replace("filing/projects.yaml", from, to);
    let formats = Formats { docx: false, pdf: true, html: false, xlsx: false };
    let path = workplace.path("filing");
    let (findings, built) = pipeline.build(&path, formats, Purpose::Final).unwrap();
    let lines = findings.render_concise().replace(&format!("{}/", path.display()), "");
    let lines: Vec<&str> = lines.lines().filter(|line| line.contains("[W")).collect();
    (lines.join("\n"), built.is_some())
}

fn with_project_fonts() -> Pipeline {
    Pipeline::new(Settings::default()).with_fonts(project_font_sources())
}

#[test]
fn a_character_that_no_font_has_stops_the_build() {
    let (findings, built) =
        built(&with_project_fonts(), "name: 劳模体检费", "name: 劳模\u{e001}体检费");
    assert!(!built);
    insta::assert_snapshot!("W701", findings);
}

#[test]
fn a_table_that_does_not_fit_is_written_and_said() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::create_dir(folder.path().join("changli")).unwrap();
    let cells = "<th>1234567890123</th>".repeat(30);
    let template =
        format!("<h1>表</h1><table title=\"表\"><thead><tr>{cells}</tr></thead></table>");
    fs::write(folder.path().join("changli/work-report.html"), template).unwrap();
    let settings = Settings { templates: Some(folder.path().to_owned()), ..Settings::default() };
    let pipeline = Pipeline::new(settings).with_fonts(project_font_sources());
    let (findings, built) = built(&pipeline, "name: 劳模体检费", "name: 劳模体检费用");
    assert!(built);
    insta::assert_snapshot!("W702", findings);
}

#[test]
fn a_face_without_a_font_stops_the_build_and_says_what_to_install() {
    let empty = tempfile::TempDir::new().unwrap();
    fs::create_dir(empty.path().join("fonts")).unwrap();
    let mut fonts = project_font_sources();
    fonts.folders = vec![empty.path().join("fonts")];
    let pipeline = Pipeline::new(Settings::default()).with_fonts(fonts);
    let (findings, built) = built(&pipeline, "name: 劳模体检费", "name: 劳模体检费用");
    assert!(!built);
    insta::assert_snapshot!("W703", findings);
}
