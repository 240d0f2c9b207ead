//! F206 for indicators: a score above what the rule gives.

use super::{Context, indicators};
use crate::diagnostic::{Code, Diagnostic};

/// Compares every filed score with the computed one.
///
/// Less than that may be right for a reason, which C305 asks for; more than the weight is C302's.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for row in indicators::rows(context) {
        let (Some(score), Some(computed)) = (&row.indicator.score, row.points.computed) else {
            continue;
        };
        if score.value <= computed || score.value > row.indicator.weight.value {
            continue;
        }
        let (filed, right) = (score.value.print(), computed.print());
        let formula = row.formula(context).unwrap_or_default();
        let message =
            format!("{}填报得 {filed} 分，按规则最多得 {right} 分（{formula}）", row.label());
        let finding = Diagnostic::new(Code::STATED_SCORE_DIFFERS, message)
            .at(score.span, format!("最多 {right}"));
        let measured = row.indicator.actual.as_ref().or(row.indicator.achieved_share.as_ref());
        let finding = match measured {
            Some(measured) => finding.related(measured.span, "由此计分"),
            None => finding,
        };
        findings.push(finding.help(format!(
            "核对指标值和实际完成值；无误的，score 改为 {right}，或者删去 score，由程序计分"
        )));
    }
}
