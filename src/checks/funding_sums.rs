//! F208: funding lines, projects or parts of the department that do not add up to their whole.

use super::Context;
use super::money_lines::difference;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::Value;
use crate::model::{FundingLine, Project, StatedAmounts};
use crate::quantity::{Amount, AmountUnit};
use crate::source::Spanned;

/// The most parts that a message writes out and points to.
const MAX_PARTS: usize = 8;

/// One of the three amounts of a line: its key, its name and where a line states it.
type Field = (&'static str, &'static str, fn(&StatedAmounts) -> Option<&Spanned<Amount>>);

const FIELDS: [Field; 3] = [
    ("initial", "年初预算数", |amounts| amounts.initial.as_ref()),
    ("adjusted", "调整后预算数", |amounts| amounts.adjusted.as_ref()),
    ("final", "决算数", |amounts| amounts.r#final.as_ref()),
];

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    for project in filing.projects.iter().filter(|project| !project.funding.is_empty()) {
        for field in FIELDS {
            findings.extend(funding(project, field, filing.amount_unit));
        }
    }
    for field in FIELDS {
        findings.extend(department(context, field));
    }
}

/// Compares an amount of a project with its funding lines, where all of them state it.
fn funding(project: &Project, (_, name, amount): Field, unit: AmountUnit) -> Option<Diagnostic> {
    let total = amount(&project.amounts)?;
    let parts: Option<Vec<_>> =
        project.funding.iter().map(|line: &FundingLine| amount(&line.amounts)).collect();
    let parts = parts?;
    let values: Vec<_> = parts.iter().map(|part| part.value).collect();
    let sum: Amount = values.iter().copied().sum();
    if agree(total.value, sum, &values, unit) {
        return None;
    }
    let message = format!(
        "“{}”{name}为 {} {unit}，各资金来源之和为 {} {unit}（{}）",
        project.name.value,
        total.value.print_exact(unit),
        sum.print_exact(unit),
        addition(&values, unit),
        unit = unit.name()
    );
    let finding = Diagnostic::new(Code::FUNDING_SUM_DIFFERS, message)
        .at(total.span, format!("各来源之和为 {}", sum.print_exact(unit)))
        .help("核对 funding 各行是否漏填、重填；各行无误的，改正合计，或删去合计由各行相加得出");
    let parts = parts.iter().take(MAX_PARTS);
    Some(parts.fold(finding, |finding, part| finding.related(part.span, "")))
}

/// Compares an amount of the department with 基本支出 + 项目支出 + 其他支出 where these are there,
/// else with project expenditure, which must not exceed it.
fn department(context: &Context<'_>, (key, name, amount): Field) -> Option<Diagnostic> {
    let filing = context.edition.filing();
    let (budget, unit) = (&filing.budget, filing.amount_unit);
    let total = amount(&budget.department)?;
    let figure = |part: &str| match context.figures.get(&format!("{part}.{key}"))?.value {
        Value::Amount(amount) => Some(amount),
        _ => None,
    };
    // Without projects and without a total of theirs, project expenditure is unknown, not nothing.
    // A stated total that its projects do not give is F201's.
    let projects = amount(&budget.projects).map(|stated| stated.value);
    let projects =
        projects.or_else(|| figure("projects").filter(|_| !filing.projects.is_empty()))?;
    let other = figure("other");
    let other_is_known = other.is_some() || budget.other == StatedAmounts::default();
    let print = |amount: Amount| format!("{} {}", amount.print_exact(unit), unit.name());
    if let Some(basic) = figure("basic").filter(|_| other_is_known) {
        let parts: Vec<_> = [Some(basic), Some(projects), other].into_iter().flatten().collect();
        let sum: Amount = parts.iter().copied().sum();
        if agree(total.value, sum, &parts, unit) {
            return None;
        }
        let message = format!(
            "部门{name}为 {}，基本支出、项目支出{}之和为 {}（{}），相差 {}",
            print(total.value),
            if other.is_some() { "、其他支出" } else { "" },
            print(sum),
            addition(&parts, unit),
            print(total.value.checked_sub(sum).unwrap_or_default().abs())
        );
        let finding = Diagnostic::new(Code::FUNDING_SUM_DIFFERS, message)
            .at(total.span, format!("各部分之和为 {}", sum.print_exact(unit)))
            .help("部门支出＝基本支出＋项目支出＋其他支出；有经营支出、上缴上级支出等的，填入 budget.other");
        let places = [&budget.basic, &budget.projects, &budget.other];
        let places = places.into_iter().filter_map(amount);
        return Some(places.fold(finding, |finding, part| finding.related(part.span, "")));
    }
    let above = projects > total.value && !agree(total.value, projects, &[projects], unit);
    above.then(|| {
        let over = print(projects.checked_sub(total.value).unwrap_or_default());
        let message = format!(
            "项目支出{name}为 {}，超过部门{name} {}，多 {over}",
            print(projects),
            print(total.value)
        );
        let finding = Diagnostic::new(Code::FUNDING_SUM_DIFFERS, message)
            .at(total.span, format!("项目支出多 {over}"))
            .help("项目支出是部门支出的一部分：核对部门合计，以及各项目是否重复、单位是否一致");
        match amount(&budget.projects) {
            Some(stated) => finding.related(stated.span, "项目支出"),
            None => finding,
        }
    })
}

/// Returns whether `total` is the sum of `parts` at printed precision; parts that are rounded
/// themselves may each be off by half of their last place.
fn agree(total: Amount, sum: Amount, parts: &[Amount], unit: AmountUnit) -> bool {
    let off = difference(total, sum, unit).abs();
    off.is_zero() || off <= slack(total, parts, unit)
}

/// Returns how far rounded parts may be from their total: half of the last place of each part that
/// is no finer than two decimals, where the total is written so too.
fn slack(total: Amount, parts: &[Amount], unit: AmountUnit) -> Amount {
    let decimals = |amount: Amount| amount.decimals(unit);
    let rounded = |amount: &Amount| (1..=2).contains(&decimals(*amount));
    if unit == AmountUnit::Yuan || !parts.iter().chain([&total]).all(|a| decimals(*a) <= 2) {
        return Amount::ZERO;
    }
    let half = Amount::parse("0.005", unit).unwrap_or_default();
    parts.iter().filter(|part| rounded(part)).map(|_| half).sum()
}

fn addition(parts: &[Amount], unit: AmountUnit) -> String {
    if parts.len() > MAX_PARTS {
        return format!("{} 个数相加", parts.len());
    }
    let parts: Vec<_> = parts.iter().map(|part| part.print_exact(unit)).collect();
    parts.join(" + ")
}
