//! Exceptions: severities that a form sets otherwise, and what may not be excepted.

use std::fs;

use tempfile::TempDir;
use ziping::checks::{self, Context};
use ziping::diagnostic::Severity;
use ziping::edition::Withheld;
use ziping::form::{self, FormError};
use ziping::source::{SourceId, Sources, Span, Spanned};

use crate::filing::Computed;
use crate::harness::{Workplace, project_file};

/// A filing with a wrong order of dates and an overstated grade.
const FILING: &str = "form: changli\nfiscal_year: 2023\namount_unit: 万元\n\
    department: { name: 昌黎县总工会 }\n\
    evaluation: { completed_on: 2024-03-04, submitted_on: 2024-03-01, score: 89 }\n\
    budget: { department: { initial: 276.23, adjusted: 276.23, final: 276.23 } }\n\
    stated: { overall_grade: 优 }\n";

/// Returns a folder of forms where `changli` has `severities`.
fn forms(severities: &str) -> TempDir {
    let settings = fs::read_to_string(project_file("templates/changli/form.yaml")).unwrap();
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("changli")).unwrap();
    let text = format!("{settings}\nseverities:\n{severities}");
    fs::write(folder.path().join("changli/form.yaml"), text).unwrap();
    folder
}

/// Returns the codes of the findings in [`FILING`] with their severities.
fn found(severities: &str) -> Vec<(&'static str, Severity)> {
    let folder = forms(severities);
    let Computed { sources, edition, form, figures } =
        Computed::by_forms(FILING, Some(folder.path()));
    let withheld = Withheld::default();
    let context = Context {
        sources: &sources,
        edition: &edition,
        form: &form,
        figures: &figures,
        withheld: &withheld,
    };
    let findings = checks::run(&context);
    findings.iter().map(|finding| (finding.code.id, finding.severity)).collect()
}

#[test]
fn a_form_sets_a_severity_otherwise() {
    let of = |code: &str, severities: &str| {
        found(severities).into_iter().find(|(id, _)| *id == code).map(|(_, severity)| severity)
    };
    let lower = "  C312: { level: note, reason: 先预公开 }\n";
    assert_eq!(of("C312", "  {}\n"), Some(Severity::Error));
    assert_eq!(of("C312", lower), Some(Severity::Note));
    assert_eq!(of("F203", lower), Some(Severity::Error), "the others stay as they are");
    let named = "  dates-out-of-order: { level: warning, reason: 先预公开 }\n";
    assert_eq!(of("C312", named), Some(Severity::Warning));
}

#[test]
fn faults_of_the_severities_are_found_at_their_places() {
    let folder = forms(
        "  date-out-of-order: { level: note, reason: 先预公开 }\n  \
         F203: { level: note, reason: 等级以批复为准 }\n  \
         units-mixed: { level: noet, reason: 专户按元记账 }\n  \
         C309: { level: note, reason: 专户按元记账 }\n  \
         C312: { level: note }\n  \
         withheld-without-ground: { level: note, reason: 不涉密 }\n",
    );
    let mut sources = Sources::new();
    let file = sources.add("filing.yaml", FILING);
    let span = Span { source: SourceId(0), start: 6, end: 13 };
    assert_eq!(file, span.source);
    let name = Spanned { value: "changli".to_owned(), span };
    let Err(FormError::Findings(faults)) = form::load(&mut sources, &name, Some(folder.path()))
    else {
        panic!("the settings have faults");
    };
    let settings = fs::read_to_string(folder.path().join("changli/form.yaml")).unwrap();
    let before = settings.lines().take_while(|line| *line != "severities:").count() + 1;
    let lines = faults.iter().map(|fault| {
        let position = sources.position(fault.primary.as_ref().unwrap().span);
        format!(
            "{} {}:{} {} | {}",
            fault.code.id,
            position.line - before,
            position.column,
            fault.message,
            fault.help.join(" ")
        )
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_form_loaded_once_is_shown_at_its_place_for_every_filing() {
    let workplace = Workplace::empty();
    let folder = forms("  C312: { level: error, reason: 先预公开 }\n");
    let templates = folder.path().to_str().unwrap();
    for name in ["甲", "乙"] {
        workplace.write(&format!("{name}/filing.yaml"), FILING);
    }
    let arguments = ["check", "甲", "乙", "--output-format", "concise", "--templates", templates];
    let outcome = workplace.run(&arguments);
    let lines: Vec<&str> = outcome.stdout.lines().filter(|line| line.contains("[C319]")).collect();
    assert_eq!(lines.len(), 2, "{}", outcome.stdout);
    assert_eq!(lines[0], lines[1]);
    assert!(lines[0].contains("changli/form.yaml:"), "{}", lines[0]);
}
