//! F204: a printed 评优率 that is not 优 ÷ evaluated projects.

use super::Context;
use super::printed::printed;
use super::stated_rate::{EXCELLENCE_RATE, compared};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::FigureKind;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let count =
        |name: &str| context.figures.get(name).map(|figure| figure.text).unwrap_or_default();
    for printed in printed(context, FigureKind::Rate) {
        if printed.name.value == EXCELLENCE_RATE {
            let reason = format!(
                "优 {} 个 ÷ 参评 {} 个",
                count("by_grade.excellent.count"),
                count("evaluated_count")
            );
            let code = Code::STATED_EXCELLENCE_RATE_DIFFERS;
            findings.extend(compared(context, &printed, code, Some(&reason)));
        }
    }
}
