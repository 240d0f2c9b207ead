//! C319: a form sets a severity to what it is anyway.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for change in context.form.severities.iter() {
        let Code { id, name, severity } = change.code;
        if change.level.value == severity {
            let message =
                format!("格式设定把 {name}（{id}）的级别改为{}，与原来的级别相同", severity.name());
            findings.push(
                Diagnostic::new(Code::SEVERITY_UNCHANGED, message)
                    .at(change.level.span, "没有改动")
                    .help(format!("删去 severities 里的 {name}，或者改为别的级别")),
            );
        }
    }
}
