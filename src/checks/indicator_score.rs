//! F206 for indicators: a score above what the rule gives.

use super::indicators::{self, Row};
use super::{Context, reason};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figures::IndicatorRule;
use crate::quantity::Score;

/// Compares every filed score with the computed one.
///
/// Less than that may be right for a reason, which C305 asks for; more than the weight is C302's. A
/// part of the points for a day or a zero that was missed is a warning where a reason is given: the
/// national measure is silent on those, and a county may be milder.
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
        let mut finding = finding.help(format!(
            "核对指标值和实际完成值；无误的，score 改为 {right}，或者删去 score，由程序计分"
        ));
        if is_partial(context, &row, score.value) {
            finding.severity = Severity::Warning;
            finding = finding.help("当地规定可以部分得分的，不必改");
        }
        findings.push(finding);
    }
}

/// Returns whether `score` is a part of the points, with a reason, where the rule gives all or none.
fn is_partial(context: &Context<'_>, row: &Row<'_>, score: Score) -> bool {
    let all_or_none =
        matches!(row.rule(context), IndicatorRule::OnTime { .. } | IndicatorRule::Zero { .. });
    let explained = reason::is_given(row.indicator.deviation_reason.as_ref());
    all_or_none && explained && score < row.indicator.weight.value
}
