//! F206 for figures: a printed score that the data does not give.

use super::Context;
use super::printed::printed;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{FigureKind, Value};
use crate::quantity::{DecimalFault, Score};

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for printed in printed(context, FigureKind::Score) {
        let Value::Score(score) = printed.figure.value else { continue };
        let text = &printed.text.value;
        match Score::parse(text.strip_suffix('分').unwrap_or(text).trim_end()) {
            Ok(stated) if stated == score => {}
            Ok(_) => {
                let code = Code::STATED_SCORE_DIFFERS;
                findings.push(printed.differs(code, " 分", &score.print(), &printed.reason()));
            }
            Err(fault) => {
                let mut finding = printed.unreadable(fault, "最多两位小数的得分，如 99.5");
                if matches!(fault, DecimalFault::TooManyDecimals { .. }) {
                    finding.code = Code::SCORE_OUT_OF_RANGE;
                }
                findings.push(finding);
            }
        }
    }
}
