//! F201 for `budget.projects`: a stated total of project expenditure that the projects do not give.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::edition::EditionKind;
use crate::figures::{Value, explain};
use crate::model::StatedAmounts;
use crate::quantity::{Amount, PrintedAmount};
use crate::source::Spanned;

/// The most places that a finding points to beside its own.
const MAX_RELATED: usize = 8;

/// A total is compared only where every project gives the amount: the figure is then their sum.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // A public edition's totals are kept, reduced or left out, and no longer what stands in the file;
    // the full one is checked.
    if context.edition.kind() == EditionKind::Public {
        return;
    }
    let StatedAmounts { initial, adjusted, r#final } = &context.edition.filing().budget.projects;
    for (key, stated) in [("initial", initial), ("adjusted", adjusted), ("final", r#final)] {
        if let Some(stated) = stated {
            findings.extend(compared(context, key, stated));
        }
    }
}

fn compared(context: &Context<'_>, key: &str, stated: &Spanned<Amount>) -> Option<Diagnostic> {
    let unit = context.edition.filing().amount_unit;
    let name = format!("projects.{key}");
    let Value::Amount(sum) = context.figures.get(&name)?.value else { return None };
    let written = context.sources.slice(stated.span).trim_matches(['"', '\'']);
    let exact = stated.value.print_exact(unit);
    // The public edition states less than what is written.
    let as_written = PrintedAmount::parse(written, unit).ok();
    let as_written = as_written.filter(|printed| printed.prints(stated.value));
    let (written, printed) = match as_written {
        Some(printed) => (written, printed),
        None => (exact.as_str(), PrintedAmount::parse(&exact, unit).ok()?),
    };
    if printed.prints(sum) {
        return None;
    }
    let words = explain(context.edition, context.form, context.figures, &name)?;
    let right = sum.print(unit, printed.decimals.clamp(2, 6));
    let message = format!(
        "budget.projects.{key} 填报为 {written} {unit}，各项目之和为 {right} {unit}（{}）",
        words.formula,
        unit = unit.name()
    );
    let finding = Diagnostic::new(Code::STATED_TOTAL_DIFFERS, message)
        .at(stated.span, format!("各项目之和为 {right}"))
        .help("核对各项目；项目无误的，删去这一项即由各项目相加得出");
    let places = words.inputs.iter().filter_map(|input| input.span).take(MAX_RELATED);
    Some(places.fold(finding, |finding, span| finding.related(span, "")))
}
