//! Findings as SARIF 2.1.0 (OASIS, 2020), which code hosts show beside the lines at fault.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::order::in_order;
use super::place::{Place, Places};
use super::{Code, Diagnostic, Fix, Label};
use crate::source::Sources;

/// The schema that names the format.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// Returns one SARIF log of the findings of several filings.
///
/// `describe` says what a code looks for. The log names the codes that have findings and nothing of
/// the machine or the time, so that the same findings give the same bytes.
pub fn render_sarif<'a>(
    filings: impl IntoIterator<Item = (&'a Sources, &'a [Diagnostic])>,
    describe: impl Fn(Code) -> String,
) -> String {
    let filings: Vec<_> = filings.into_iter().collect();
    let found = filings.iter().flat_map(|(_, findings)| findings.iter());
    let codes: BTreeMap<&str, Code> =
        found.map(|finding| (finding.code.id, finding.code)).collect();
    let numbers: BTreeMap<&str, usize> = codes.keys().copied().zip(0..).collect();
    let rules: Vec<Value> = codes.values().map(|code| rule(*code, &describe(*code))).collect();
    let results: Vec<Value> = filings
        .iter()
        .flat_map(|(sources, findings)| {
            let mut places = Places::new(sources);
            let results = in_order(findings)
                .into_iter()
                .map(|finding| result(finding, numbers.get(finding.code.id).copied(), &mut places));
            results.collect::<Vec<_>>()
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "language": "zh-CN",
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code, description: &str) -> Value {
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": { "text": description },
        "help": { "text": format!("ziping explain {}", code.id) },
        "defaultConfiguration": { "level": code.severity.key() },
    })
}

fn result(finding: &Diagnostic, rule: Option<usize>, places: &mut Places<'_>) -> Value {
    let mut message = finding.message.clone();
    for help in &finding.help {
        message.push('\n');
        message.push_str(help);
    }
    let mut result = json!({
        "ruleId": finding.code.id,
        "ruleIndex": rule,
        "level": finding.severity.key(),
        "message": { "text": message },
    });
    if let Some(label) = &finding.primary {
        result["locations"] = json!([location(label, places)]);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|label| location(label, places));
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([fix_object(fix, places)]);
    }
    result
}

fn location(label: &Label, places: &mut Places<'_>) -> Value {
    let place = places.at(label.span);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(place.path) },
            "region": region(&place),
        },
    });
    if let Some(route) = &place.route {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": route }]);
    }
    if !label.text.is_empty() {
        location["message"] = json!({ "text": label.text });
    }
    location
}

fn region(place: &Place<'_>) -> Value {
    let (start, end) = place.bytes;
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
        "byteOffset": start,
        "byteLength": end - start,
    })
}

/// Returns the edits of a fix, by file.
fn fix_object(fix: &Fix, places: &mut Places<'_>) -> Value {
    let mut by_file: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (span, text) in &fix.edits {
        let place = places.at(*span);
        by_file.entry(uri(place.path)).or_default().push(json!({
            "deletedRegion": region(&place),
            "insertedContent": { "text": text },
        }));
    }
    let changes = by_file.into_iter().map(|(uri, replacements)| {
        json!({ "artifactLocation": { "uri": uri }, "replacements": replacements })
    });
    json!({
        "description": { "text": fix.title },
        "artifactChanges": changes.collect::<Vec<_>>(),
    })
}

/// Returns a file name as a URI reference (RFC 3986): what is no plain character as its bytes.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _infallible = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn file_names_become_uris() {
        assert_eq!(uri("data/a-1/b.yaml"), "data/a-1/b.yaml");
        assert_eq!(uri("a b/甲.yaml"), "a%20b/%E7%94%B2.yaml");
        assert_eq!(uri("/data/x"), "file:///data/x");
        assert_eq!(uri("a:b\\c"), "a%3Ab/c");
    }
}
