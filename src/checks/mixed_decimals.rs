//! N407: one printed column with different counts of decimals.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::FigureKind;
use crate::model::PrintedValue;

/// The most values that a message writes out, and the most places that a finding points to.
const MAX_SHOWN: usize = 6;

/// Reads the columns under `stated`: a field over all projects, or a part over all kinds or grades.
///
/// The columns that the program prints are the form's choice: with fixed decimals they agree, and a
/// form that prints amounts as filed wants them so.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut columns: BTreeMap<(String, &str), Vec<(&PrintedValue, usize)>> = BTreeMap::new();
    for stated in &context.edition.filing().stated.figures {
        let name = stated.name.value.as_str();
        let numeric = matches!(
            context.figures.kind(name),
            Some(FigureKind::Amount | FigureKind::Score | FigureKind::Rate)
        );
        if let (true, Some(column), Some(decimals)) =
            (numeric, column(name), decimals(&stated.text.value))
        {
            columns.entry(column).or_default().push((stated, decimals));
        }
    }
    for ((_, field), values) in columns {
        let mut counts: Vec<_> = values.iter().map(|(_, decimals)| *decimals).collect();
        counts.sort_unstable();
        counts.dedup();
        if let (Some((first, _)), 2..) = (values.first(), counts.len()) {
            findings.push(mixed(first, field, &values, &counts));
        }
    }
}

fn mixed(
    first: &PrintedValue,
    field: &str,
    values: &[(&PrintedValue, usize)],
    counts: &[usize],
) -> Diagnostic {
    let shown: Vec<_> = values.iter().take(MAX_SHOWN).map(|(v, _)| v.text.value.as_str()).collect();
    let more = if values.len() > MAX_SHOWN { "……" } else { "" };
    let counts: Vec<_> = counts.iter().map(usize::to_string).collect();
    let message = format!(
        "同一栏（{field}）的小数位数不一：{}{more}，有 {} 位的",
        shown.join("、"),
        counts.join("、")
    );
    let finding = Diagnostic::new(Code::MIXED_DECIMALS, message)
        .at(first.text.span, "")
        .help("同一栏印同样的小数位数；位数由格式的 form.yaml 规定，数据照实填写");
    values
        .iter()
        .skip(1)
        .take(MAX_SHOWN)
        .fold(finding, |finding, (value, _)| finding.related(value.text.span, ""))
}

/// Returns the column that a figure stands in, and its field; `None` for a figure that has none.
fn column(name: &str) -> Option<(String, &str)> {
    let (group, rest) = name.split_once('.')?;
    let (_, field) = rest.split_once('.')?;
    matches!(group, "project" | "by_kind" | "by_grade").then(|| (format!("{group}.{field}"), field))
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
        assert_eq!(
            column("project.P01.adjusted"),
            Some(("project.adjusted".to_owned(), "adjusted"))
        );
        assert_eq!(column("department.final"), None);
    }
}
