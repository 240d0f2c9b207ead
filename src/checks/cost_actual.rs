//! C320: a cost indicator for the whole of a project's budget whose 实际完成值 is not what the project
//! spent.

use super::Context;
use super::indicators;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::ProjectFigures;
use crate::model::Indicator;
use crate::quantity::{Amount, AmountUnit};
use crate::source::Spanned;

/// Compares exactly: money that was spent is known to the 分, so a rounded value hides a difference.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let projects = context.edition.filing().projects.iter().zip(context.figures.projects());
    for (project, figures) in projects {
        let points = figures.indicator_points();
        let rows = indicators::rows_of(Some(project), &project.indicators, points);
        findings.extend(rows.filter_map(|row| differing(&row, figures)));
    }
}

fn differing(row: &indicators::Row<'_>, figures: &ProjectFigures) -> Option<Diagnostic> {
    let indicator = row.indicator;
    let unit = unit_of_cost(indicator)?;
    let amount = |text: &Spanned<String>| Amount::parse(text.value.trim(), unit).ok();
    let (target, actual) = (indicator.target.as_ref()?, indicator.actual.as_ref()?);
    let (planned, filed, spent) = (amount(target)?, amount(actual)?, figures.r#final?);
    let whole = [figures.initial, figures.adjusted].contains(&Some(planned));
    if !whole || spent == filed {
        return None;
    }
    let (name, spent) = (unit.name(), spent.print_exact(unit));
    let message = format!(
        "{}的实际完成值是 {} {name}，而项目决算数是 {spent} {name}",
        row.label(),
        filed.print_exact(unit)
    );
    Some(
        Diagnostic::new(Code::COST_ACTUAL_DIFFERS, message)
            .at(actual.span, format!("决算数是 {spent}"))
            .help(format!("成本指标考核项目总支出的，实际完成值按决算数填写：{spent}"))
            .help("考核的不是项目总支出的，把指标名称写明"),
    )
}

/// Returns the unit of a cost that is an amount of money; `None` of anything else.
fn unit_of_cost(indicator: &Indicator) -> Option<AmountUnit> {
    let unit = indicator.unit.as_ref().filter(|_| indicators::is_cost(indicator))?;
    [AmountUnit::Yuan, AmountUnit::TenThousandYuan]
        .into_iter()
        .find(|known| known.name() == unit.value.trim())
}
