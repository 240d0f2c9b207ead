//! C312: dates that cannot follow one another as they are stated.

use jiff::civil::Date;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AdjustmentCategory, DisclosureTime};
use crate::source::{Span, Spanned};

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let (evaluation, disclosure) = (&filing.evaluation, &filing.disclosure);
    let day = |date: &Option<Spanned<Date>>| {
        date.as_ref().map(|date| (DisclosureTime::Day(date.value), date.span))
    };
    let planned = disclosure.planned_for.as_ref().map(|time| (time.value, time.span));
    let steps = [
        ("自评完成日期", day(&evaluation.completed_on)),
        ("报送日期", day(&evaluation.submitted_on)),
        // What was done counts, not what was once planned.
        ("公开日期", day(&disclosure.disclosed_on)),
        ("拟公开时间", planned.filter(|_| disclosure.disclosed_on.is_none())),
    ];
    let steps: Vec<Step<'_>> = steps
        .into_iter()
        .filter_map(|(name, time)| time.map(|(time, span)| Step { name, time, span }))
        .collect();
    findings.extend(steps.windows(2).filter_map(|pair| match pair {
        [earlier, later] => out_of_order(earlier, later),
        _ => None,
    }));

    let year = filing.fiscal_year.value;
    if let Some(first) = steps.first().filter(|step| year_of(step.time) < year) {
        let message = format!("{} {} 早于预算年度 {year} 年", first.name, print(first.time));
        findings.push(
            Diagnostic::new(Code::DATES_OUT_OF_ORDER, message)
                .at(first.span, "年度还没有开始")
                .related(filing.fiscal_year.span, "预算年度")
                .help("年度自评在年度结束前后进行；核对这个日期的年份，或者改正 fiscal_year"),
        );
    }
    for entry in &filing.budget.adjustments {
        let Some(date) = &entry.date else { continue };
        // Carried-over money may be entered on the day it was carried over.
        let carried = entry.category.value == AdjustmentCategory::Carryover;
        if date.value.year() != year && !(carried && date.value.year() + 1 == year) {
            let message = format!("台账里 {} 的调整不在预算年度 {year} 年之内", date.value);
            findings.push(
                Diagnostic::new(Code::DATES_OUT_OF_ORDER, message)
                    .at(date.span, "不在这一年")
                    .related(filing.fiscal_year.span, "预算年度")
                    .help("核对年份；上年或下年的调整记入那一年的填报"),
            );
        }
    }
}

/// One step of the year's evaluation.
struct Step<'a> {
    name: &'a str,
    time: DisclosureTime,
    span: Span,
}

/// Compares two steps at the coarser precision: a day in March 2024 is not after March 2024.
fn out_of_order(earlier: &Step<'_>, later: &Step<'_>) -> Option<Diagnostic> {
    let ((first, second), (day, other_day)) = (
        (month_of(earlier.time), month_of(later.time)),
        (day_of(earlier.time), day_of(later.time)),
    );
    let in_order = match (day, other_day) {
        (Some(day), Some(other_day)) => day <= other_day,
        _ => first <= second,
    };
    (!in_order).then(|| {
        let message = format!(
            "{} {} 早于{} {}",
            later.name,
            print(later.time),
            earlier.name,
            print(earlier.time)
        );
        Diagnostic::new(Code::DATES_OUT_OF_ORDER, message)
            .at(later.span, format!("早于{}", earlier.name))
            .related(earlier.span, earlier.name)
            .help("先自评，再报送，再公开；改正其中填错的日期")
    })
}

fn year_of(time: DisclosureTime) -> i16 {
    month_of(time).0
}

fn month_of(time: DisclosureTime) -> (i16, i8) {
    match time {
        DisclosureTime::Month { year, month } => (year, month),
        DisclosureTime::Day(day) => (day.year(), day.month()),
    }
}

fn day_of(time: DisclosureTime) -> Option<Date> {
    match time {
        DisclosureTime::Month { .. } => None,
        DisclosureTime::Day(day) => Some(day),
    }
}

fn print(time: DisclosureTime) -> String {
    match time {
        DisclosureTime::Month { year, month } => format!("{year:04}-{month:02}"),
        DisclosureTime::Day(day) => day.to_string(),
    }
}
