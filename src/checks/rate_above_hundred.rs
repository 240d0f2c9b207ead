//! C304: a rate or a staffing above 100% that nothing explains.

use super::{Context, money_lines, reason};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{FigureKind, Value, explain};
use crate::source::Span;

/// Looks at 支出率 line by line, and at every other rate but 执行率, which C303 looks at.
///
/// A line that is overspent is C303's too. The ledger explains an expenditure rate, as does an
/// explanation of the rate or of the adjustment.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let unit = context.edition.filing().amount_unit;
    for line in money_lines::lines(context) {
        let planned = line.initial.filter(|initial| !initial.is_zero());
        let (Some(initial), Some(r#final)) = (planned, line.r#final) else { continue };
        let explained = r#final <= initial
            || money_lines::difference(r#final, initial, unit).is_zero()
            || line.in_ledger
            || line.is_overspent(unit)
            || line.is_explained(context, &["expenditure_rate", "adjustment", "adjusted"])
            || line.project().is_some_and(|project| {
                reason::is_given(project.execution.deviation_reason.as_ref())
            });
        let stated = line.stated();
        if !explained
            && let Some(place) = line.place(&[stated.r#final.as_ref(), stated.initial.as_ref()])
        {
            findings.extend(finding(context, &line.figure("expenditure_rate"), Some(place)));
        }
    }
    for name in context.figures.department_names() {
        let is_line = name.ends_with(".execution_rate") || name.ends_with(".expenditure_rate");
        if is_line || context.figures.kind(name) != Some(FigureKind::Rate) {
            continue;
        }
        let explanation = context.edition.filing().explanations.get(name);
        if !reason::is_given(explanation) {
            findings.extend(finding(context, name, None));
        }
    }
}

/// Returns the finding for the rate called `name` where it prints above 100%; without a `place`, it
/// stands at the first of the rate's inputs that the filing gives.
fn finding(context: &Context<'_>, name: &str, place: Option<Span>) -> Option<Diagnostic> {
    let figure = context.figures.get(name)?;
    let Value::Rate(rate) = figure.value else { return None };
    if !rate.is_above_hundred() || figure.text == "100%" {
        return None;
    }
    let words = explain(context.edition, context.form, context.figures, name)?;
    let mut inputs = words.inputs.iter().filter_map(|input| input.span);
    let place = place.or_else(|| inputs.next())?;
    let message = format!("{}超过 100%，没有说明原因（{}）", words.label, words.formula);
    let mut finding = Diagnostic::new(Code::RATE_ABOVE_HUNDRED_UNEXPLAINED, message)
        .at(place, format!("{} 超过 100%", figure.text))
        .help(format!("在 explanations 里说明，例如 {name}: {}", example(name)));
    if name.ends_with(".expenditure_rate") {
        finding = finding.help("或者在 budget.adjustments 里逐笔登记年中追加");
    }
    Some(inputs.filter(|input| *input != place).fold(finding, |f, input| f.related(input, "")))
}

/// Returns how an explanation of the rate called `name` may begin.
fn example(name: &str) -> &'static str {
    if name.ends_with(".expenditure_rate") {
        "年中追加上级专项转移支付××万元"
    } else if name == "staff.control_rate" {
        "超编的原因和批准文件的文号"
    } else {
        "……"
    }
}
