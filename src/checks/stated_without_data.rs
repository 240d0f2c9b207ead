//! Y102 for figures: a printed figure that nothing can be compared with, because its data is missing.

use super::{Context, printed};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::Value;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for printed in printed::all(context) {
        if printed.figure.value != Value::Absent {
            continue;
        }
        let (label, name) = (printed.label(), &printed.name.value);
        let missing = context.figures.missing_keys(name).join("、");
        let reason = if missing.is_empty() {
            "没有数据".to_owned()
        } else {
            format!("缺少 {missing}")
        };
        findings.push(
            Diagnostic::new(Code::MISSING_KEY, format!("{label}无法核对：{reason}"))
                .at(printed.name.span, "算不出这个指标")
                .help("补填数据，或删去这一项"),
        );
    }
}
