//! C309: 元 and 万元 in one column of money, or a unit in a cell whose head has one.

use std::collections::BTreeSet;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Indicator, PrintedSum, StatedAmounts};
use crate::quantity::{Amount, AmountUnit, PrintedAmount};
use crate::source::{Span, Spanned};

/// The fewest digits that an amount and its ten-thousandfold must share to be the same money; one
/// or two may be the same by chance.
const FEWEST_DIGITS: usize = 3;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let mut found = BTreeSet::new();
    let mut tell = |span: Span, finding: Diagnostic| {
        if found.insert(span) {
            findings.push(finding);
        }
    };
    let budget = &filing.budget;
    let of_department = [&budget.department, &budget.projects, &budget.basic, &budget.other];
    let of_income = budget.income.iter().map(|line| &line.amounts);
    let of_projects = filing.projects.iter().flat_map(|project| {
        std::iter::once(&project.amounts).chain(project.funding.iter().map(|line| &line.amounts))
    });
    for row in of_department.into_iter().chain(of_income).chain(of_projects) {
        in_row(row, filing.amount_unit, &mut tell);
    }
    in_columns(context, &mut tell);
    let indicators = filing.projects.iter().flat_map(|project| &project.indicators);
    for indicator in filing.evaluation.indicators.iter().chain(indicators) {
        findings.extend(in_indicator(indicator));
    }
    findings.extend(filing.stated.sums.iter().filter_map(in_sum));
}

/// Finds an amount of a row that is another one of it, typed in the other unit.
fn in_row(row: &StatedAmounts, unit: AmountUnit, tell: &mut impl FnMut(Span, Diagnostic)) {
    let amounts = || cells(row).into_iter().flatten();
    for amount in amounts() {
        let Some(meant) = mistaken(amount.value, unit) else { continue };
        if let Some(right) = amounts().find(|other| other.value == meant) {
            let finding = typed_in_other_unit(amount, meant, unit);
            tell(amount.span, finding.related(right.span, "同一行的金额"));
        }
    }
}

/// Returns the amounts of a row by column.
fn cells(row: &StatedAmounts) -> [Option<&Spanned<Amount>>; 3] {
    [row.initial.as_ref(), row.adjusted.as_ref(), row.r#final.as_ref()]
}

/// Finds the one project amount that, typed in the other unit, keeps the projects from adding up to
/// their stated total.
fn in_columns(context: &Context<'_>, tell: &mut impl FnMut(Span, Diagnostic)) {
    let filing = context.edition.filing();
    let unit = filing.amount_unit;
    let totals = cells(&filing.budget.projects);
    for (column, total) in totals.into_iter().enumerate() {
        let Some(total) = total else { continue };
        let Ok(printed) = PrintedAmount::parse(&total.value.print_exact(unit), unit) else {
            continue;
        };
        let parts: Option<Vec<&Spanned<Amount>>> =
            filing.projects.iter().map(|project| cells(&project.amounts)[column]).collect();
        let Some(parts) = parts else { continue };
        let sum: Amount = parts.iter().map(|part| part.value).sum();
        if printed.prints(sum) {
            continue;
        }
        let mut suspects = parts.iter().filter_map(|part| {
            let meant = mistaken(part.value, unit)?;
            let without = sum.checked_sub(part.value)?.checked_add(meant)?;
            printed.prints(without).then_some((part, meant))
        });
        if let (Some((part, meant)), None) = (suspects.next(), suspects.next()) {
            let finding = typed_in_other_unit(part, meant, unit);
            tell(part.span, finding.related(total.span, "各项目的合计"));
        }
    }
}

/// Returns the amount that `amount` would be in the other unit, where it has digits enough to tell.
fn mistaken(amount: Amount, unit: AmountUnit) -> Option<Amount> {
    let meant = amount.in_other_unit(unit)?;
    let printed = amount.print_exact(unit);
    let digits = printed.trim_end_matches('0').bytes().filter(u8::is_ascii_digit);
    (digits.skip_while(|digit| *digit == b'0').count() >= FEWEST_DIGITS).then_some(meant)
}

fn typed_in_other_unit(amount: &Spanned<Amount>, meant: Amount, unit: AmountUnit) -> Diagnostic {
    let (written, right) = (amount.value.print_exact(unit), meant.print_exact(unit));
    let (other, unit) = (other(unit).name(), unit.name());
    Diagnostic::new(
        Code::UNITS_MIXED,
        format!("金额 {written} 像是按{other}填的，而本填报的金额单位是{unit}（应为 {right}）"),
    )
    .at(amount.span, format!("按{unit}应为 {right}"))
    .help(format!("改为 {right}；同一份填报的金额只用一种单位（amount_unit）"))
}

const fn other(unit: AmountUnit) -> AmountUnit {
    match unit {
        AmountUnit::Yuan => AmountUnit::TenThousandYuan,
        AmountUnit::TenThousandYuan => AmountUnit::Yuan,
    }
}

/// Compares the units in an indicator's target and result with its 计量单位, else with each other.
fn in_indicator(indicator: &Indicator) -> Option<Diagnostic> {
    let cells = || [&indicator.target, &indicator.actual].into_iter().flatten();
    let name = &indicator.name.value;
    if let Some(head) = &indicator.unit {
        let unit = [AmountUnit::Yuan, AmountUnit::TenThousandYuan]
            .into_iter()
            .find(|unit| unit.name() == head.value.trim())?;
        let (cell, own) = cells().find_map(|cell| Some((cell, unit_of(&cell.value)?)))?;
        return Some(beside_head(&format!("指标“{name}”"), cell, own, unit, head.span));
    }
    let mut units = cells().filter_map(|cell| Some((cell, unit_of(&cell.value)?)));
    let ((first, unit), (second, own)) = (units.next()?, units.next()?);
    (unit != own).then(|| in_one_column(&format!("指标“{name}”"), second, own, first, unit))
}

/// Compares the units in a printed addition with its head, else with each other.
fn in_sum(sum: &PrintedSum) -> Option<Diagnostic> {
    let label = &sum.label.value;
    let cells = || sum.parts.iter().chain([&sum.total]);
    let mut units = cells().filter_map(|cell| Some((cell, unit_of(&cell.value)?)));
    let (first, unit) = units.next()?;
    if let Some(head) = unit_in_head(label) {
        return Some(beside_head(&format!("“{label}”"), first, unit, head, sum.label.span));
    }
    let (cell, own) = units.find(|(_, other)| *other != unit)?;
    Some(in_one_column(&format!("“{label}”"), cell, own, first, unit))
}

fn beside_head(
    what: &str,
    cell: &Spanned<String>,
    own: AmountUnit,
    head: AmountUnit,
    head_span: Span,
) -> Diagnostic {
    let (text, own, head_name) = (&cell.value, own.name(), head.name());
    let message = if own == head_name {
        format!("{what}的“{text}”带有单位，而单位已经写明是{head_name}")
    } else {
        format!("{what}的“{text}”以{own}计，而单位写明是{head_name}")
    };
    let help = if own == head_name {
        format!("只写数，删去“{own}”")
    } else {
        format!("换算成{head_name}，只写数")
    };
    Diagnostic::new(Code::UNITS_MIXED, message)
        .at(cell.span, "多出的单位")
        .related(head_span, "单位在这里")
        .help(help)
}

fn in_one_column(
    what: &str,
    cell: &Spanned<String>,
    own: AmountUnit,
    first: &Spanned<String>,
    unit: AmountUnit,
) -> Diagnostic {
    let message =
        format!("{what}里{}和{}混用：“{}”与“{}”", unit.name(), own.name(), first.value, cell.value);
    Diagnostic::new(Code::UNITS_MIXED, message)
        .at(cell.span, format!("以{}计", own.name()))
        .related(first.span, format!("以{}计", unit.name()))
        .help("换算成同一个单位")
}

/// Returns the unit that stands right after the number at the end of `text`: 90万元.
fn unit_of(text: &str) -> Option<AmountUnit> {
    let text = text.trim_end();
    [AmountUnit::TenThousandYuan, AmountUnit::Yuan].into_iter().find(|unit| {
        text.strip_suffix(unit.name())
            .and_then(|number| number.trim_end().chars().next_back())
            .is_some_and(|last| last.is_ascii_digit())
    })
}

/// Returns the unit that a head names in brackets or after 单位.
fn unit_in_head(head: &str) -> Option<AmountUnit> {
    [AmountUnit::Yuan, AmountUnit::TenThousandYuan].into_iter().find(|unit| {
        let name = unit.name();
        ["（", "(", "单位：", "单位:"].into_iter().any(|before| {
            head.match_indices(before).any(|(at, _)| {
                head[at + before.len()..].strip_prefix(name).is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with(['）', ')', '，', '；', ' '])
                })
            })
        })
    })
}
