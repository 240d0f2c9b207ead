//! The reference report entered exactly as it was printed: what is wrong in it is found at its
//! places, and the corrected filing is free of errors.

use crate::findings::Findings;
use crate::harness::{Workplace, project_file};

const AS_PRINTED: &str = "tests/cases/as-printed";

/// The faults of the printed report: the code, the file, words on the line at fault.
const FAULTS: [(&str, &str, &str); 13] = [
    ("F204", "stated.yaml", "excellence_rate: 50%"),
    ("C304", "budget.yaml", "department: { initial: 276.23"),
    ("C304", "budget.yaml", "projects: { initial: 33.94"),
    ("C311", "budget.yaml", "department: { initial: 276.23"),
    ("C311", "budget.yaml", "projects: { initial: 33.94"),
    ("N401", "narrative.yaml", "项目资金支出进度未达到预期"),
    ("N404", "narrative.yaml", "制定完善预算绩效管理制度、资金管理办法"),
    ("N405", "narrative.yaml", "1、完善制度建设"),
    ("N406", "narrative.yaml", "整体年初预算安排 276.23 万元,"),
    ("N406", "narrative.yaml", "工作保障制度、为全年预算"),
    ("N407", "projects.yaml", "adjusted: 384.2076"),
    ("N408", "projects.yaml", "救助在专项"),
    ("N408", "narrative.yaml", "救助在专项"),
];

#[test]
fn every_fault_of_the_printed_report_is_found_at_its_place() {
    let findings = Findings::of(&project_file(AS_PRINTED));
    for (code, file, words) in FAULTS {
        assert!(findings.are_at(code, file, words), "{code} at {words}:\n{}", findings.text);
    }
    assert_eq!(findings.of_code("C304").count(), 2, "{}", findings.text);
}

#[test]
fn the_excellence_rate_is_the_one_error() {
    let findings = Findings::of(&project_file(AS_PRINTED));
    let errors: Vec<_> = findings.errors().map(|finding| finding.code.as_str()).collect();
    assert_eq!(errors, ["F204"], "{}", findings.text);
}

/// The paragraphs that were pasted from the first part type what the program computes.
#[test]
fn typed_figures_are_found() {
    let findings = Findings::of(&project_file(AS_PRINTED));
    for words in ["支出率达 240.88%", "支出率达 1210.78%"] {
        assert!(findings.are_at("N402", "narrative.yaml", words), "{words}:\n{}", findings.text);
    }
}

/// The printed table has no final accounts; with them, the project that the sentence names has
/// spent all it was given.
#[test]
fn the_named_project_s_own_rate_contradicts_the_sentence() {
    let workplace = Workplace::with_filing(AS_PRINTED);
    for amount in ["384.2076", "5.58", "1.15", "20"] {
        let from = format!("adjusted: {amount}\n");
        let to = format!("adjusted: {amount}\n    final: {amount}\n");
        workplace.replace("filing/projects.yaml", &from, &to);
    }
    let findings = Findings::of(&workplace.path("filing"));
    for (code, file, words) in FAULTS {
        assert!(findings.are_at(code, file, words), "{code} at {words}:\n{}", findings.text);
    }
    assert_eq!(findings.errors().count(), 1, "{}", findings.text);
}

#[test]
fn the_corrected_report_has_no_error() {
    let findings = Findings::of(&project_file("data/changli-2023"));
    assert_eq!(findings.errors().count(), 0, "{}", findings.text);
}
