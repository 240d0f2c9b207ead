//! Checks: each has a passing and a failing filing under `tests/cases/`.

use std::fs;
use std::path::Path;

use crate::filing::Computed;

#[test]
fn passing_filings_are_quiet() {
    for (code, folder) in cases() {
        assert_eq!(findings(&folder, "pass.yaml"), "", "{code}");
    }
}

#[test]
fn failing_filings_are_found_at_their_places() {
    for (code, folder) in cases() {
        let findings = findings(&folder, "fail.yaml");
        assert!(findings.contains(&format!(": {code} ")), "{code} is not found:\n{findings}");
        insta::assert_snapshot!(code, findings);
    }
}

/// Returns the findings in a case's filing, by the forms of its own if the folder has some; F209 is
/// found while the report is worded.
fn findings(folder: &Path, file: &str) -> String {
    // What units do to a filing is found on disk alone.
    if folder.join("units").is_dir() {
        let findings = crate::filing::found_on_disk(&folder.join(file));
        return findings.replace(&format!("{}/", folder.display()), "");
    }
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let templates = folder.join("templates");
    let templates = templates.is_dir().then_some(templates);
    let computed = Computed::by_forms(&text, templates.as_deref());
    let findings =
        if folder.ends_with("F209") { computed.findings_worded() } else { computed.findings() };
    // The folder's place on this machine is no part of the finding.
    findings.replace(&format!("{}/", folder.display()), "")
}

/// Returns the cases: the codes and their folders.
fn cases() -> Vec<(String, std::path::PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|folder| folder.join("fail.yaml").exists())
        .map(|folder| (folder.file_name().unwrap().to_str().unwrap().to_owned(), folder))
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

#[test]
fn a_rate_may_come_from_exact_or_from_printed_amounts() {
    for (initial, r#final, printed, finding) in [
        ("11", "12.0049", "109.14%", ""),
        ("11", "12.0049", "109.09%", ""),
        ("11", "12.0049", "109.10%", "按数据应为 109.14%"),
        ("100", "99.87", "100%", "按数据应为 99.87%"),
        ("100", "99.996", "100%", ""),
        ("100", "99.996", "100.00%", ""),
        ("0", "5", "100%", "这个比率不存在"),
        ("0", "5", "—", ""),
        ("0", "5", "年初未安排", ""),
        ("0", "0", "0.00%", ""),
        ("0", "0", "100%", "按数据应为 0%"),
        ("4", "5", "—", "无法核对"),
    ] {
        let text = format!(
            "form: changli\nfiscal_year: 2024\namount_unit: 万元\ndepartment: {{ name: 某局 }}\n\
             budget: {{ department: {{ initial: {initial}, final: {final} }} }}\n\
             stated: {{ department: {{ expenditure_rate: {printed} }} }}\n\
             explanations: {{ department.expenditure_rate: 年中追加人员经费 }}\n",
            r#final = r#final
        );
        let findings = Computed::of(&text).findings();
        assert_eq!(
            findings.is_empty(),
            finding.is_empty(),
            "{final}÷{initial} {printed}: {findings}",
            r#final = r#final
        );
        assert!(findings.contains(finding), "{findings}");
    }
}

#[test]
fn a_ledger_kept_to_two_decimals_agrees_with_a_finer_sum() {
    let text = |change: &str| {
        format!(
            "form: changli\nfiscal_year: 2024\namount_unit: 万元\ndepartment: {{ name: 某局 }}\n\
             budget:\n  projects: {{ initial: 33.94 }}\n  adjustments:\n    \
             - {{ date: 2024-05-01, amount: {change}, scope: projects, category: local_supplement }}\n\
             projects:\n  - {{ id: A, name: 甲, budget_kind: general_public, adjusted: 410.9376 }}\n"
        )
    };
    assert_eq!(Computed::of(&text("377.00")).findings(), "");
    assert_eq!(Computed::of(&text("376.9976")).findings(), "");
    assert!(Computed::of(&text("377.01")).findings().contains("F207"));
    assert!(Computed::of(&text("376.9975")).findings().contains("F207"));
}

#[test]
fn a_sum_that_takes_away_says_so_and_hides_no_decimals() {
    let text = "form: changli\nfiscal_year: 2024\namount_unit: 万元\ndepartment: { name: 某局 }\n\
                budget: { department: { final: 76.36 } }\n\
                stated:\n  sums:\n    \
                - { label: 结转结余, parts: [69.06, 21.31, -76.36], total: 0 }\n";
    let findings = Computed::of(text).findings();
    assert!(findings.contains("各部分之和为 14.01（69.06 + 21.31 − 76.36 = 14.01）"), "{findings}");
}
