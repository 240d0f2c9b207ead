//! F201 for figures: a printed amount that its data does not give.

use super::Context;
use super::printed::printed;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{FigureKind, Value};
use crate::quantity::PrintedAmount;

/// The computed amount is rounded to the printed decimals before the two are compared.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let unit = context.edition.filing().amount_unit;
    for printed in printed(context, FigureKind::Amount) {
        let Value::Amount(exact) = printed.figure.value else { continue };
        match PrintedAmount::parse(&printed.text.value, unit) {
            Ok(amount) if amount.prints(exact) => {}
            Ok(amount) => {
                let decimals = amount.decimals.max(context.form.display.total_decimals).min(6);
                let right = exact.print(amount.unit, decimals);
                let unit = format!(" {}", amount.unit.name());
                findings.push(printed.differs(
                    Code::STATED_TOTAL_DIFFERS,
                    &unit,
                    &right,
                    &printed.reason(),
                ));
            }
            Err(fault) => {
                findings.push(printed.unreadable(fault, &format!("以{}为单位的金额", unit.name())));
            }
        }
    }
}
