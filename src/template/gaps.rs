//! What the filing lacks: found when a template asks for it.

use std::cell::RefCell;

use super::markup;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{Figures, Value};

/// The gaps of a view, numbered; one becomes a finding only when the rendered text asks for it.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    findings: RefCell<Vec<Diagnostic>>,
}

impl Gaps {
    /// Notes a gap, and returns the mark that stands for it in the view.
    pub(super) fn mark(&self, finding: Diagnostic) -> tera::Value {
        let mut findings = self.findings.borrow_mut();
        findings.push(finding);
        tera::Value::safe_string(&markup::gap(findings.len() - 1))
    }

    /// Returns the findings by number.
    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.findings.into_inner()
    }
}

/// Returns the finding for keys of the YAML that the template needs.
pub(super) fn missing_keys(keys: &[String]) -> Diagnostic {
    let keys = keys.join("”、“");
    Diagnostic::new(Code::UNKNOWN_VARIABLE, format!("报告要用“{keys}”，数据中没有"))
        .help(format!("在数据文件中补上“{keys}”"))
}

/// Returns the finding for a key of the YAML that the template needs.
pub(super) fn missing_key(key: impl Into<String>) -> Diagnostic {
    missing_keys(&[key.into()])
}

/// Returns the finding for a figure that has nothing to print.
pub(super) fn absent_figure(name: &str, value: Value, figures: &Figures) -> Diagnostic {
    let label = figures.label(name).unwrap_or_default();
    let fault = |reason| {
        let message = format!("{name}（{label}）{reason}，不能引用");
        Diagnostic::new(Code::UNKNOWN_VARIABLE, message)
    };
    if value == Value::NoBase {
        return fault("的基数为零，没有数值")
            .help("改用文字说明，例如“年初未安排，年中追加××万元”");
    }
    let keys = figures.missing_keys(name);
    if keys.is_empty() {
        fault("没有数值")
    } else {
        fault("没有数值").help(format!("在数据文件中补上“{}”", keys.join("”、“")))
    }
}
