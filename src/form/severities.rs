//! The severities that a form sets otherwise than the codes do, each with its reason.

use std::collections::BTreeMap;

use super::keys::{Keys, choice, label, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::source::{Node, NodeValue, Span, Spanned};

/// The severities that a form sets otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Severities(Vec<SeverityChange>);

/// One severity that a form sets otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeverityChange {
    /// The code.
    pub code: Code,
    /// The severity that its findings have by this form.
    pub level: Spanned<Severity>,
    /// Why.
    pub reason: String,
}

impl Severities {
    /// Returns the changes in the form's order.
    pub fn iter(&self) -> impl Iterator<Item = &SeverityChange> {
        self.0.iter()
    }

    /// Gives findings the form's severity.
    ///
    /// A finding that its check made graver than the code says (a number that contradicts a figure,
    /// not just one that is typed) stays as it is.
    pub fn apply(&self, findings: &mut [Diagnostic]) {
        for change in &self.0 {
            for finding in findings.iter_mut().filter(|finding| finding.code == change.code) {
                if finding.severity == change.code.severity {
                    finding.severity = change.level.value;
                }
            }
        }
    }
}

const LEVELS: [(&str, Severity); 3] = [
    (Severity::Error.key(), Severity::Error),
    (Severity::Warning.key(), Severity::Warning),
    (Severity::Note.key(), Severity::Note),
];

/// Reads the severities that stand at `path`: names of checks, each with `level` and `reason`.
pub(super) fn read(
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<Severities> {
    let NodeValue::Mapping(entries) = &node.value else {
        faults.push(wrong_type(node, path, "一组“检查名: { level, reason }”"));
        return None;
    };
    let before = faults.len();
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut changes = Vec::new();
    for entry in entries {
        let path = format!("{path}.{}", entry.key);
        let Some(code) = negotiable(&entry.key, &path, entry.key_span(), faults) else { continue };
        if let Some(first) = seen.insert(code.id, entry.key_span()) {
            faults.push(
                Diagnostic::new(Code::DUPLICATE_KEY, format!("{path} 写了两次"))
                    .at(entry.key_span(), "第二次")
                    .related(first, "第一次")
                    .help("删去其中一处"),
            );
        }
        changes.extend(read_change(code, &entry.value, &path, faults));
    }
    (faults.len() == before).then_some(Severities(changes))
}

fn read_change(
    code: Code,
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<SeverityChange> {
    let mut keys = Keys::open(node, path, faults)?;
    let level = keys.required("level", faults);
    let level = level.and_then(|(node, path)| {
        let value = choice(node, &path, &LEVELS, faults)?;
        Some(Spanned { value, span: node.span() })
    });
    let reason = keys.required("reason", faults);
    let reason = reason.and_then(|(node, path)| label(node, &path, faults));
    keys.close(faults);
    Some(SeverityChange { code, level: level?, reason: reason? })
}

/// Returns the code called `key`; one that there is not, or that keeps its severity, is a fault.
fn negotiable(key: &str, path: &str, span: Span, faults: &mut Vec<Diagnostic>) -> Option<Code> {
    let fault = match Code::named(key) {
        Some(code) if code.is_negotiable() => return Some(code),
        Some(code) => {
            let message = format!("{path}：{}（{}）的级别不能改", code.name, code.id);
            Diagnostic::new(Code::UNKNOWN_VALUE, message)
                .at(span, "不能改")
                .help("只有 C 和 N 开头的检查可以改级别；删去这一项")
        }
        None => {
            let words = Code::ALL.iter().flat_map(|code| [code.name, code.id]);
            let message = format!("{path}：没有名为 {key} 的检查");
            let fault = Diagnostic::new(Code::UNKNOWN_KEY, message).at(span, "不认识的检查");
            match nearest(key, words) {
                Some(near) => fault.help(format!("是不是 {near}？")),
                None => fault.help("用 ziping explain --list 查看全部检查"),
            }
        }
    };
    faults.push(fault);
    None
}
