//! SARIF: the structure that code hosts read, the same bytes every time, and places that lead back.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::harness::Workplace;

/// Returns two filings with findings and one log of them.
fn log() -> (Workplace, String) {
    let workplace = Workplace::with_filing("data/changli-2023");
    let text = fs::read_to_string(workplace.path("filing/narrative.yaml")).unwrap();
    workplace.write("filing/narrative.yaml", &text.replace("优化支出结构，", "优化支出结构,"));
    workplace.write("甲 乙/filing.yaml", "form: changli\nfiscal_yaer: 2023\nform: changli\n");
    let arguments = ["check", "filing", "甲 乙", "--output-format", "sarif"];
    let outcome = workplace.run(&arguments);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (1, ""));
    assert_eq!(workplace.run(&arguments).stdout, outcome.stdout, "the same bytes");
    (workplace, outcome.stdout)
}

#[test]
fn the_log_has_the_structure_of_sarif() {
    let (_workplace, log) = log();
    let log: Value = serde_json::from_str(&log).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let run = &runs[0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "ziping");
    let rules = driver["rules"].as_array().unwrap();
    let ids: BTreeSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len(), "each rule once");
    for rule in rules {
        assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty(), "{rule}");
        assert_level(&rule["defaultConfiguration"]["level"]);
    }
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_level(&result["level"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        for part in ["locations", "relatedLocations"] {
            for location in result[part].as_array().into_iter().flatten() {
                assert_region(&location["physicalLocation"]["region"]);
                let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str();
                assert!(uri.unwrap().is_ascii(), "{uri:?}");
            }
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            assert!(!fix["description"]["text"].as_str().unwrap().is_empty());
            for change in fix["artifactChanges"].as_array().unwrap() {
                assert!(change["artifactLocation"]["uri"].is_string());
                for replacement in change["replacements"].as_array().unwrap() {
                    assert_region(&replacement["deletedRegion"]);
                    assert!(replacement["insertedContent"]["text"].is_string());
                }
            }
        }
    }
    let uris = results.iter().map(|result| {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap()
    });
    assert!(uris.into_iter().any(|uri| uri == "%E7%94%B2%20%E4%B9%99/filing.yaml"));
}

fn assert_level(level: &Value) {
    assert!(["error", "warning", "note"].contains(&level.as_str().unwrap()), "{level}");
}

fn assert_region(region: &Value) {
    let number = |key: &str| region[key].as_u64().unwrap();
    assert!(number("startLine") >= 1 && number("startColumn") >= 1, "{region}");
    let (start, end) =
        ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
    assert!(start <= end, "{region}");
}

#[test]
fn places_lead_back_to_the_text() {
    let (workplace, log) = log();
    let log: Value = serde_json::from_str(&log).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mark =
        results.iter().find(|result| result["ruleId"] == "N406" && result["fixes"].is_array());
    let fix = &mark.unwrap()["fixes"][0]["artifactChanges"][0];
    assert_eq!(fix["artifactLocation"]["uri"], "filing/narrative.yaml");
    let region = &fix["replacements"][0]["deletedRegion"];
    let text = fs::read_to_string(workplace.path("filing/narrative.yaml")).unwrap();
    let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
    let start = number("byteOffset");
    assert_eq!(&text[start..start + number("byteLength")], ",");
    let line = text.lines().nth(number("startLine") - 1).unwrap();
    assert_eq!(line.chars().nth(number("startColumn") - 1), Some(','));
    assert_eq!(fix["replacements"][0]["insertedContent"]["text"], "，");
    let route = &mark.unwrap()["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
    assert_eq!(route, "narrative.overall_achievement[2].text");
}
