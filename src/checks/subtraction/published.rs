//! What is published of the figures that withheld projects are part of.

use crate::checks::Context;
use crate::checks::printed::unreadable;
use crate::checks::stated_count;
use crate::diagnostic::Diagnostic;
use crate::figures::{AmountField, FigureKind, Value};
use crate::form::Display;
use crate::form::Totals;
use crate::quantity::{DecimalFault, PrintedAmount, PrintedRate, RateBounds};
use crate::source::Span;

/// A figure of the full edition that everybody can read.
pub(super) struct Published {
    pub(super) name: String,
    /// What it is in the full edition.
    pub(super) value: Value,
    /// What its print leaves open.
    pub(super) print: Print,
    /// Where the filing says that it was published elsewhere; `None` where the public edition itself
    /// has it.
    pub(super) place: Option<Span>,
}

/// What a printed text leaves open.
pub(super) enum Print {
    /// The least and the greatest amount that are printed so, in 分.
    Amount(i128, i128),
    /// The rates that are printed so.
    Rate(RateBounds),
    /// A count.
    Count(u64),
    /// Something that cannot be reckoned with.
    Word,
}

/// Returns the totals that the public edition keeps, if the form keeps them.
pub(super) fn kept(context: &Context<'_>) -> Vec<Published> {
    let display = &context.form.display;
    if context.form.disclosure.totals != Totals::Full {
        return Vec::new();
    }
    let fields = AmountField::ALL.map(AmountField::key).into_iter();
    let fields = fields.chain(["adjustment", "expenditure_rate", "execution_rate"]);
    let names = ["department", "projects"]
        .into_iter()
        .flat_map(|scope| fields.clone().map(move |field| format!("{scope}.{field}")));
    let published = names.filter_map(|name| {
        let figure = context.figures.get(&name)?;
        let print = match figure.value {
            // What stands for nothing need not be a number.
            Value::Amount(amount) if amount.is_zero() => Print::Amount(0, 0),
            Value::Amount(_) => {
                let printed = PrintedAmount::parse(&figure.text, display.amount_unit).ok()?;
                let (least, most) = printed.bounds_in_fen();
                Print::Amount(least, most)
            }
            Value::Rate(_) => {
                rate_print(PrintedRate::parse(&figure.text).ok()?, figure.value, display)
            }
            _ => return None,
        };
        Some(Published { name, value: figure.value, print, place: None })
    });
    published.collect()
}

/// Returns what the filing says was published elsewhere; what cannot be read is found.
pub(super) fn elsewhere(context: &Context<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Published> {
    let unit = context.edition.filing().amount_unit;
    let mut published = Vec::new();
    for (name, text) in &context.edition.filing().disclosure.published_elsewhere {
        let (Some(figure), Some(kind)) = (context.figures.get(name), context.figures.kind(name))
        else {
            continue;
        };
        let print = match kind {
            FigureKind::Amount => PrintedAmount::parse(&text.value, unit)
                .map(|printed| amount_print(printed, figure.value, &context.form.display))
                .map_err(|fault| (fault, format!("以{}为单位的金额", unit.name()))),
            // Words and dashes stand where there is no number to print.
            FigureKind::Rate if !matches!(figure.value, Value::Rate(_)) => Ok(Print::Word),
            FigureKind::Rate => PrintedRate::parse(&text.value)
                .map(|printed| rate_print(printed, figure.value, &context.form.display))
                .map_err(|fault| (fault, "带 % 的数，如 98.5%".to_owned())),
            FigureKind::Count => stated_count::read(&text.value)
                .map(Print::Count)
                .ok_or((DecimalFault::NotDecimal, "个数，如 4".to_owned())),
            FigureKind::Score | FigureKind::Grade => Ok(Print::Word),
        };
        match print {
            Ok(print) => {
                let (name, value) = (name.clone(), figure.value);
                published.push(Published { name, value, print, place: Some(text.span) });
            }
            Err((fault, wanted)) => {
                let label = context.figures.label(name).unwrap_or_default();
                findings.push(unreadable(text, &label, fault, &wanted));
            }
        }
    }
    published
}

/// Returns what a printed amount leaves open.
///
/// Who types 60 may have read 60.00: where the figure, printed as the form prints it, is the same
/// number, it counts as printed so.
fn amount_print(printed: PrintedAmount, value: Value, display: &Display) -> Print {
    let (least, most) = printed.bounds_in_fen();
    let Value::Amount(exact) = value else { return Print::Amount(least, most) };
    let (unit, decimals) = (display.amount_unit, display.total_decimals);
    if exact.rounded(unit, decimals) != printed.amount {
        return Print::Amount(least, most);
    }
    let (from, to) = PrintedAmount { amount: printed.amount, unit, decimals }.bounds_in_fen();
    Print::Amount(least.max(from), most.min(to))
}

/// Returns what a printed rate leaves open; trailing zeros may have been left off, as a form does.
fn rate_print(printed: PrintedRate, value: Value, display: &Display) -> Print {
    let finer = printed.at_least_to(display.rate_decimals);
    match value {
        Value::Rate(exact) if finer.prints(exact) => Print::Rate(finer.bounds()),
        _ => Print::Rate(printed.bounds()),
    }
}
