//! The figures that a filing states as printed, each beside the computed one.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{Explanation, Figure, FigureKind, GIVEN, Value, explain};
use crate::quantity::DecimalFault;
use crate::source::Spanned;

/// The most places that a finding points to beside its own.
const MAX_RELATED: usize = 8;

/// A printed value and the figure that it should be.
pub(super) struct Printed<'a> {
    context: &'a Context<'a>,
    /// The figure's name, at its key.
    pub(super) name: &'a Spanned<String>,
    /// The printed text.
    pub(super) text: &'a Spanned<String>,
    /// The computed figure.
    pub(super) figure: Figure,
}

/// Returns the printed values of the figures of `kind` that have a value, or could have one but for
/// a base of zero.
pub(super) fn printed<'a>(
    context: &'a Context<'a>,
    kind: FigureKind,
) -> impl Iterator<Item = Printed<'a>> {
    all(context).filter(move |printed| {
        context.figures.kind(&printed.name.value) == Some(kind)
            && printed.figure.value != Value::Absent
    })
}

/// Returns the printed values of every figure that there is.
pub(super) fn all<'a>(context: &'a Context<'a>) -> impl Iterator<Item = Printed<'a>> {
    context.edition.filing().stated.figures.iter().filter_map(move |stated| {
        let figure = context.figures.get(&stated.name.value)?;
        Some(Printed { context, name: &stated.name, text: &stated.text, figure })
    })
}

impl Printed<'_> {
    /// Returns what the figure is, in Chinese.
    pub(super) fn label(&self) -> String {
        self.context.figures.label(&self.name.value).unwrap_or_default()
    }

    /// Returns the figure in words.
    pub(super) fn explanation(&self) -> Option<Explanation> {
        let Context { edition, form, figures, .. } = self.context;
        explain(edition, form, figures, &self.name.value)
    }

    /// Returns what shows the computed value: the formula, or the key that gives it.
    pub(super) fn reason(&self) -> String {
        let Some(words) = self.explanation() else { return String::new() };
        match words.inputs.as_slice() {
            [given] if given.span.is_some() && words.formula == GIVEN => {
                format!("{} 的填报数", given.name)
            }
            _ => words.formula,
        }
    }

    /// Returns the finding of `code` that the figure should be printed as `right`, which `reason`
    /// shows. `unit` follows both values.
    pub(super) fn differs(&self, code: Code, unit: &str, right: &str, reason: &str) -> Diagnostic {
        let (label, text) = (self.label(), &self.text.value);
        let written = text.strip_suffix(unit.trim_start()).unwrap_or(text).trim_end();
        let message = format!("{label}写作 {written}{unit}，按数据应为 {right}{unit}（{reason}）");
        self.with_inputs(Diagnostic::new(code, message), right)
    }

    /// Puts `finding` at the printed text and points to what the figure is computed from.
    pub(super) fn with_inputs(&self, finding: Diagnostic, right: &str) -> Diagnostic {
        let mut finding = finding
            .at(self.text.span, format!("应为 {right}"))
            .help(format!("数据无误的，改为 {right}，或删去这一项；数据有误的，改正数据"));
        let inputs = self.explanation().map(|words| words.inputs).unwrap_or_default();
        for input in inputs.iter().take(MAX_RELATED) {
            if let Some(span) = input.span {
                finding = finding.related(span, "由此计算");
            }
        }
        finding
    }

    /// Returns the finding that the printed text cannot be read as what `wanted` describes.
    pub(super) fn unreadable(&self, fault: DecimalFault, wanted: &str) -> Diagnostic {
        unreadable(self.text, &self.label(), fault, wanted)
    }
}

/// Returns the finding that `text`, which prints `label`, cannot be read as what `wanted` describes.
pub(super) fn unreadable(
    text: &Spanned<String>,
    label: &str,
    fault: DecimalFault,
    wanted: &str,
) -> Diagnostic {
    let (code, reason) = match fault {
        DecimalFault::NotDecimal => (Code::NOT_A_DECIMAL, "不是这样的数".to_owned()),
        DecimalFault::TooManyDecimals { allowed } => {
            (Code::TOO_MANY_DECIMALS, format!("最多 {allowed} 位小数"))
        }
        DecimalFault::OutOfRange => (Code::NOT_A_DECIMAL, "数太大".to_owned()),
    };
    Diagnostic::new(code, format!("{label}写作“{}”，无法核对：应为{wanted}", text.value))
        .at(text.span, reason)
}
