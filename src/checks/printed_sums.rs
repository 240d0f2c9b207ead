//! F201 for printed additions: the parts under `stated.sums` do not add up to their total.

use super::{Context, printed};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::PrintedSum;
use crate::quantity::{Amount, AmountUnit, PrintedAmount};
use crate::source::Spanned;

/// The most parts that a message writes out.
const MAX_ADDENDS: usize = 8;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    for sum in &filing.stated.sums {
        let before = findings.len();
        let mut read = |text: &Spanned<String>| {
            PrintedAmount::parse(&text.value, filing.amount_unit)
                .map_err(|fault| {
                    findings.push(printed::unreadable(
                        text,
                        &sum.label.value,
                        fault,
                        "不带单位的数",
                    ));
                })
                .ok()
        };
        let parts: Vec<_> = sum.parts.iter().filter_map(&mut read).collect();
        let total = read(&sum.total);
        if let (Some(total), true) = (total, before == findings.len()) {
            findings.extend(compared(sum, &parts, total));
        }
    }
}

/// Compares the sum of the parts, rounded to the total's decimals, with the total.
///
/// Parts printed no finer than the total may be rounded themselves: each may then be off by half of
/// its last place.
fn compared(sum: &PrintedSum, parts: &[PrintedAmount], total: PrintedAmount) -> Option<Diagnostic> {
    let exact: Amount = parts.iter().map(|part| part.amount).sum();
    let rounded_parts = parts.iter().all(|part| part.decimals <= total.decimals);
    let slack: Amount = if rounded_parts {
        parts.iter().map(PrintedAmount::rounding_slack).sum()
    } else {
        Amount::ZERO
    };
    let off = exact.checked_sub(total.amount)?.abs();
    if total.prints(exact) || off <= slack {
        return None;
    }
    let decimals = shown_decimals(parts, total);
    let right = exact.print(total.unit, decimals);
    let label = &sum.label.value;
    let message = format!(
        "{label}的合计写作 {}，各部分之和为 {right}（{}）",
        sum.total.value,
        addition(parts, exact, total.unit)
    );
    let finding = Diagnostic::new(Code::STATED_TOTAL_DIFFERS, message)
        .at(sum.total.span, format!("各部分之和为 {right}"))
        .help("先核对各部分，再改正合计");
    Some(
        sum.parts
            .iter()
            .take(MAX_ADDENDS)
            .fold(finding, |finding, part| finding.related(part.span, "")),
    )
}

/// Returns the decimals that the right total is shown with: the printed total's, and at least as many
/// of the parts' first two as a whole total would hide.
fn shown_decimals(parts: &[PrintedAmount], total: PrintedAmount) -> u32 {
    let finest = parts.iter().map(|part| part.decimals).max().unwrap_or_default();
    total.decimals.max(finest.min(2))
}

fn addition(parts: &[PrintedAmount], exact: Amount, unit: AmountUnit) -> String {
    let total = exact.print_exact(unit);
    if parts.len() > MAX_ADDENDS {
        return format!("{} 个数相加得 {total}", parts.len());
    }
    let mut sum = String::new();
    for (index, part) in parts.iter().enumerate() {
        let sign = match (index, part.amount.is_negative()) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        };
        sum.push_str(sign);
        sum.push_str(&part.amount.abs().print_exact(unit));
    }
    format!("{sum} = {total}")
}
