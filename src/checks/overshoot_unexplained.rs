//! C306: a result far above its target without a reason: the target was set too low.

use super::indicators::{self, Numbers};
use super::{Context, reason};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Operator;
use crate::quantity::Measure;

/// The smallest target that is looked at: of ≥ 1 场, two are 200%.
const MIN_TARGET: u32 = 10;

/// Looks at measured indicators with ≥ or =; the form says from where on, and from where on it is an
/// error.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let scoring = &context.form.scoring;
    for row in indicators::rows(context) {
        let Some(numbers) = Numbers::of(row.indicator) else { continue };
        let Some(actual) = &row.indicator.actual else { continue };
        let is_open = matches!(numbers.operator, Some(Operator::AtLeast | Operator::Equal));
        let part = numbers.actual.part_of(numbers.target).filter(|_| {
            is_open
                && numbers.target >= Measure::whole(MIN_TARGET)
                && !reason::is_given(row.indicator.deviation_reason.as_ref())
        });
        let Some(part) = part.filter(|part| *part >= scoring.overshoot_from) else { continue };
        let target = row.indicator.target.as_ref().map_or("", |target| target.value.trim());
        let percent = part.print(context.form.display.rate_decimals);
        let message = format!(
            "{}指标值 {target}，实际 {}，完成 {percent}，没有说明原因",
            row.label(),
            actual.value.trim()
        );
        let bound = scoring.overshoot_from.print(0);
        let mut finding = Diagnostic::new(Code::OVERSHOOT_UNEXPLAINED, message)
            .at(actual.span, format!("完成 {percent}"))
            .help(format!("达到 {bound} 的，在 deviation_reason 里说明，例如年初指标值定得偏低"))
            .help("核对指标值与实际值的单位和口径是否一致");
        if scoring.overshoot_error_from.is_some_and(|bound| part >= bound) {
            finding.severity = Severity::Error;
        }
        findings.push(finding);
    }
}
