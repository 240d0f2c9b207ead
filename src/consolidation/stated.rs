//! F201 for `budget.department` of a department with units: a stated total that the sum is not.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Filing, Part, PartValue, StatedAmounts};
use crate::quantity::{Amount, PrintedAmount};
use crate::source::{Sources, Spanned};

/// The most places that a finding points to beside its own.
const MAX_RELATED: usize = 8;

/// Compares what the department states for the whole with the sums in `whole`.
pub(super) fn compare(
    sources: &Sources,
    stated: &StatedAmounts,
    whole: &Filing,
    findings: &mut Vec<Diagnostic>,
) {
    let sums = &whole.budget.department;
    for (key, stated, sum) in [
        ("initial", &stated.initial, &sums.initial),
        ("adjusted", &stated.adjusted, &sums.adjusted),
        ("final", &stated.r#final, &sums.r#final),
    ] {
        if let (Some(stated), Some(sum)) = (stated, sum) {
            let key = format!("budget.department.{key}");
            findings.extend(compared(sources, whole, &key, stated, sum.value));
        }
    }
}

fn compared(
    sources: &Sources,
    whole: &Filing,
    key: &str,
    stated: &Spanned<Amount>,
    sum: Amount,
) -> Option<Diagnostic> {
    let unit = whole.amount_unit;
    let written = sources.slice(stated.span).trim_matches(['"', '\'']);
    let printed = PrintedAmount::parse(written, unit).ok()?;
    if printed.prints(sum) {
        return None;
    }
    let right = sum.print(unit, printed.decimals.clamp(2, 6));
    let message = format!(
        "{key} 填报为 {written} {unit}，本级与所属单位之和为 {right} {unit}",
        unit = unit.name()
    );
    let finding = Diagnostic::new(Code::STATED_TOTAL_DIFFERS, message)
        .at(stated.span, format!("各单位之和为 {right}"))
        .help("有 department.units 的，这里是全部门的合计：核对各单位的数，或者删去这一项，由程序相加");
    let parts = whole.consolidated.parts.get(key).into_iter().flatten().take(MAX_RELATED);
    Some(parts.fold(finding, |finding, Part { whose, value, span }| {
        let text = match value {
            PartValue::Amount(amount) => amount.print_exact(unit),
            PartValue::Count(count) => count.to_string(),
        };
        finding.related(*span, format!("{whose} {text}"))
    }))
}
