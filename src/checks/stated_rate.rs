//! F202: a printed rate that its data does not give.

use super::Context;
use super::printed::{Printed, printed};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{FigureKind, Value};
use crate::quantity::{Amount, PrintedAmount, PrintedRate, Rate};

/// The rate that has a check of its own.
pub(super) const EXCELLENCE_RATE: &str = "excellence_rate";

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for printed in printed(context, FigureKind::Rate) {
        if printed.name.value == EXCELLENCE_RATE {
            continue;
        }
        findings.extend(compared(context, &printed, Code::STATED_RATE_DIFFERS, None));
    }
}

/// Compares a printed rate with the computed one at the printed decimals.
///
/// A rate computed from the amounts as they are printed passes too (109.12% beside 109.13%); a
/// printed 100% passes only where the form prints 100%. `reason` stands for the formula.
pub(super) fn compared(
    context: &Context<'_>,
    printed: &Printed<'_>,
    code: Code,
    reason: Option<&str>,
) -> Option<Diagnostic> {
    let figure = &printed.figure;
    if printed.text.value == figure.text {
        return None;
    }
    let rate = match PrintedRate::parse(&printed.text.value) {
        Ok(rate) => rate,
        // Words and dashes stand where there is no number to print.
        Err(_) if !matches!(figure.value, Value::Rate(_)) => return None,
        Err(fault) => return Some(printed.unreadable(fault, "带 % 的数，如 98.5%")),
    };
    let formula = printed.reason();
    let reason = reason.unwrap_or(&formula);
    match figure.value {
        Value::Rate(exact) => {
            let from_print = rate_of_printed_amounts(context, &printed.name.value);
            let hundred = !rate.is_hundred() || figure.text == "100%";
            if hundred && (rate.prints(exact) || from_print.is_some_and(|r| rate.prints(r))) {
                return None;
            }
            let right = exact.print(rate.decimals().max(context.form.display.rate_decimals));
            Some(printed.differs(code, "", &right, reason))
        }
        Value::ZeroOfZero if rate.is_zero() => None,
        Value::ZeroOfZero => Some(printed.differs(code, "", &figure.text, reason)),
        _ => Some(
            Diagnostic::new(
                code,
                format!(
                    "{}写作 {}，而这个比率不存在（{reason}）",
                    printed.label(),
                    printed.text.value
                ),
            )
            .at(printed.text.span, "没有这个比率")
            .help("年初未安排的，写“年初未安排，年中追加××万元”，不写比率"),
        ),
    }
}

/// Returns the rate of the two amounts as they are printed; `None` for counts.
fn rate_of_printed_amounts(context: &Context<'_>, name: &str) -> Option<Rate> {
    let (part, whole) = context.figures.quotient(name)?;
    let shown = |name: &str| -> Option<Amount> {
        let figure = context.figures.get(name)?;
        let Value::Amount(_) = figure.value else { return None };
        let unit = context.form.display.amount_unit;
        PrintedAmount::parse(&figure.text, unit).ok().map(|printed| printed.amount)
    };
    Rate::of_amounts(shown(&part)?, shown(&whole)?)
}
