//! F203: a printed grade that its score does not earn, or a word that is no grade.

use super::Context;
use super::printed::printed;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{FigureKind, Value};
use crate::quantity::Grade;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let grades = &context.form.grades;
    for printed in printed(context, FigureKind::Grade) {
        let Value::Grade(earned) = printed.figure.value else { continue };
        let right = grades.label(earned);
        let written = &printed.text.value;
        let reason = match grades.named(written) {
            Some(grade) if grade == earned => continue,
            Some(_) => printed.reason(),
            None => {
                let known = Grade::ALL.map(|grade| format!("“{}”", grades.label(grade))).concat();
                format!("等级只有{known}")
            }
        };
        let message = format!("{}写作 {written}，按数据应为 {right}（{reason}）", printed.label());
        let finding = Diagnostic::new(Code::STATED_GRADE_DIFFERS, message);
        findings.push(printed.with_inputs(finding, right));
    }
}
