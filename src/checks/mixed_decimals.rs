//! N407: one printed column with different counts of decimals.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::FigureKind;
use crate::form::ProjectDecimals;
use crate::model::StatedAmounts;
use crate::quantity::Amount;
use crate::source::{Span, Spanned};

/// The most values that a message writes out, and the most places that a finding points to.
const MAX_SHOWN: usize = 6;

/// A printed number of a column: its text, its place and its decimals.
struct Printed<'a> {
    text: Cow<'a, str>,
    span: Span,
    decimals: usize,
}

/// Reads the columns under `stated`: a project's field over all projects, a part over all kinds or
/// grades.
///
/// The columns that the program prints itself are the form's choice: fixed decimals agree by
/// themselves, and a form that prints amounts as filed wants them so.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let stated = &context.edition.filing().stated.figures;
    if stated.is_empty() {
        return;
    }
    let mut columns: BTreeMap<(&str, &str), Vec<Printed<'_>>> = BTreeMap::new();
    for stated in stated {
        let name = stated.name.value.as_str();
        let kind = context.figures.kind(name);
        let numeric =
            matches!(kind, Some(FigureKind::Amount | FigureKind::Score | FigureKind::Rate));
        let text = stated.text.value.as_str();
        if let (true, Some(column), Some(decimals)) = (numeric, column(name), decimals(text)) {
            let printed = Printed { text: text.into(), span: stated.text.span, decimals };
            columns.entry(column).or_default().push(printed);
        }
    }
    if context.form.display.project_decimals == ProjectDecimals::AsFiled {
        // What was printed mixed as it was filed is shown where it was filed.
        for (field, printed) in filed(context).into_iter().filter(|(_, column)| is_mixed(column)) {
            if let Some(column) = columns.get_mut(&("project", field)).filter(|c| is_mixed(c)) {
                *column = printed;
            }
        }
    }
    for ((_, field), column) in columns.iter().filter(|(_, column)| is_mixed(column)) {
        findings.extend(mixed(field, column));
    }
}

/// Returns the amounts of the evaluated projects as they are filed, column by column.
fn filed<'a>(context: &Context<'a>) -> [(&'static str, Vec<Printed<'a>>); 3] {
    let projects = &context.edition.filing().projects;
    let column = |amount: fn(&StatedAmounts) -> &Option<Spanned<Amount>>| {
        let amounts = projects.iter().filter(|project| project.evaluated);
        let amounts = amounts.filter_map(|project| amount(&project.amounts).as_ref());
        let printed = amounts.filter_map(|amount| {
            let text = context.form.display.project_amount_text(amount.value);
            let decimals = decimals(&text)?;
            Some(Printed { text: text.into(), span: amount.span, decimals })
        });
        printed.collect()
    };
    [
        ("initial", column(|amounts| &amounts.initial)),
        ("adjusted", column(|amounts| &amounts.adjusted)),
        ("final", column(|amounts| &amounts.r#final)),
    ]
}

fn is_mixed(column: &[Printed<'_>]) -> bool {
    column.windows(2).any(|pair| pair[0].decimals != pair[1].decimals)
}

fn mixed(field: &str, column: &[Printed<'_>]) -> Option<Diagnostic> {
    let shown: Vec<_> = column.iter().take(MAX_SHOWN).map(|printed| &*printed.text).collect();
    let more = if column.len() > MAX_SHOWN { "……" } else { "" };
    let counts: BTreeSet<_> = column.iter().map(|printed| printed.decimals).collect();
    let counts: Vec<_> = counts.iter().map(usize::to_string).collect();
    let message = format!(
        "同一栏（{field}）印出的小数位数不一：{}{more}，有 {} 位的",
        shown.join("、"),
        counts.join("、")
    );
    let finding = Diagnostic::new(Code::MIXED_DECIMALS, message)
        .at(column.first()?.span, "")
        .help("同一栏印同样的小数位数：在格式的 form.yaml 里写 project_decimals: 2，数据照实填写");
    let others = column.iter().skip(1).take(MAX_SHOWN);
    Some(others.fold(finding, |finding, printed| finding.related(printed.span, "")))
}

/// Returns the column that a figure stands in, and its field; `None` for a figure that has none.
fn column(name: &str) -> Option<(&str, &str)> {
    let (group, rest) = name.split_once('.')?;
    let (_, field) = rest.split_once('.')?;
    matches!(group, "project" | "by_kind" | "by_grade").then_some((group, field))
}

/// Returns how many decimals a printed number has; `None` for a plain zero and for words.
fn decimals(text: &str) -> Option<usize> {
    let number = text.trim_end_matches(['%', '％', '元', '万', '分', ' ']);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let is_number = !whole.is_empty() && digits(whole) && digits(fraction);
    (is_number && number != "0").then_some(fraction.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_counted_as_printed() {
        for (text, count) in [
            ("384.2076", Some(4)),
            ("20", Some(0)),
            ("100.00%", Some(2)),
            ("0", None),
            ("—", None),
            ("优", None),
        ] {
            assert_eq!(decimals(text), count, "{text}");
        }
        assert_eq!(column("project.P01.adjusted"), Some(("project", "adjusted")));
        assert_eq!(column("department.final"), None);
    }
}
