//! N402: a number in the text that is typed where a figure could be quoted; an error where it
//! contradicts the figure that its sentence names.

use std::ops::Range;

use super::Reading;
use super::edit::edit;
use super::equal_figure::EqualFigures;
use super::named_figure::{Named, Verdict};
use super::number::{Number, Unit, numbers};
use super::passage::Passage;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figures::explain;

/// A number with a unit in the narrative is looked at twice: as the figure that its clause names,
/// then as one that equals a figure.
pub(super) fn check(reading: &Reading<'_>, findings: &mut Vec<Diagnostic>) {
    let equal = EqualFigures::of(reading);
    let named = Named::of(reading, findings);
    for passage in reading.narrative() {
        let told = named.in_passage(passage);
        for verdict in told.values() {
            findings.extend(said(reading, passage, verdict));
        }
        let mut years = Vec::new();
        for number in numbers(&passage.bare, 0..passage.bare.len()) {
            if told.contains_key(&number.digits.start) || number.is_loose {
                continue;
            }
            if number.unit == Unit::Year {
                years.push(number);
            } else if let Some(names) = equal.find(passage, &number) {
                let whole = number.whole;
                findings.push(equals(reading, passage, whole.clone(), whole, &names));
            }
        }
        findings.extend(year(reading, passage, &years));
    }
}

/// Returns the finding of a number whose sentence names its figure; none where it is quoted.
fn said(reading: &Reading<'_>, passage: &Passage<'_>, verdict: &Verdict) -> Option<Diagnostic> {
    match verdict {
        Verdict::Quoted => None,
        Verdict::Equal { said, range, name } => {
            let name = std::slice::from_ref(name);
            Some(equals(reading, passage, said.clone(), range.clone(), name))
        }
        Verdict::Contradicts { said, range, name } => {
            let context = reading.context;
            let words = explain(context.edition, context.form, context.figures, name)?;
            let said = passage.value()[said.clone()].trim();
            let message = format!(
                "正文写“{said}”，而按数据{}为 {}（{}）",
                words.label, words.text, words.formula
            );
            let mut finding = Diagnostic::new(Code::UNLINKED_FIGURE, message)
                .at(passage.span_of(range.clone()), format!("应为 {}", words.text))
                .help(format!("数据无误的，改为 {{{{ figures.{name} }}}}；数据有误的，改正数据"));
            finding.severity = Severity::Error;
            let places = words.inputs.iter().filter_map(|input| input.span).take(4);
            Some(places.fold(finding, |finding, span| finding.related(span, "由此计算")))
        }
    }
}

/// Returns the finding that the number at `range`, within the words at `said`, equals the figures
/// called `names`, the likeliest first.
fn equals(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    said: Range<usize>,
    range: Range<usize>,
    names: &[String],
) -> Diagnostic {
    let figures = &reading.context.figures;
    let written = &passage.value()[range.clone()];
    let label = |name: &String| figures.label(name).unwrap_or_default();
    let labels: Vec<_> = names.iter().take(3).map(label).collect();
    let said = passage.value()[said].trim();
    let message = format!("“{said}”是手写的，等于{}", labels.join("、"));
    let mut finding = Diagnostic::new(Code::UNLINKED_FIGURE, message)
        .at(passage.span_of(range.clone()), "数据改动时，这里不会跟着改");
    for name in names.iter().take(3) {
        let quote = format!("{{{{ figures.{name} }}}}");
        finding = finding.help(if names.len() == 1 {
            format!("改为 {quote}")
        } else {
            format!("说的是{}，改为 {quote}", label(name))
        });
    }
    let [name] = names else { return finding };
    let Some(figure) = figures.get(name) else { return finding };
    // Quoting must change nothing in print: the same digits, whose unit stays where it is.
    let unit = written.strip_prefix(figure.text.as_str()).filter(|_| !figure.text.is_empty());
    let goes_on = |unit: &str| unit.starts_with(|next: char| next.is_ascii_digit() || next == '.');
    if unit.is_none_or(goes_on) {
        return finding;
    }
    let digits = range.start..range.start + figure.text.len();
    let quote = format!("{{{{ figures.{name} }}}}");
    let edits = edit(reading.context.sources, passage, digits, &quote);
    finding.with_fix(format!("引用 figures.{name}"), edits.into_iter().collect())
}

/// Returns the note that the report's own year is typed.
fn year(reading: &Reading<'_>, passage: &Passage<'_>, years: &[Number]) -> Option<Diagnostic> {
    let own = reading.context.edition.filing().fiscal_year.value.to_string();
    let mut places = years.iter().map(|number| number.digits.clone());
    let mut places = places.by_ref().filter(|digits| passage.bare[digits.clone()] == own);
    let first = places.next()?;
    let message = format!("“{own}年”是手写的预算年度，下一年沿用这段文字时容易漏改");
    let mut finding = Diagnostic::new(Code::UNLINKED_FIGURE, message)
        .at(passage.span_of(first.clone()), "")
        .help("改为 {{ figures.fiscal_year }}年");
    finding.severity = Severity::Note;
    let all: Vec<_> = std::iter::once(first).chain(places).collect();
    let edits = all.into_iter().filter_map(|digits| {
        edit(reading.context.sources, passage, digits, "{{ figures.fiscal_year }}")
    });
    Some(finding.with_fix("引用 figures.fiscal_year", edits.collect()))
}
