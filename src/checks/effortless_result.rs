//! C313: a result that cost nothing: full output scores beside unspent money, full quality of work
//! that was not accepted.

use super::Context;
use super::indicators::{self, Row};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{ProjectField, ProjectFigures, Value};
use crate::model::{Dimension, IndicatorCategory, Project};
use crate::quantity::Rate;
use crate::source::Spanned;

/// The execution rate up to which next to nothing was spent, in percent.
const NEXT_TO_NOTHING: u32 = 10;
/// The execution rate below which an acceptance without a date is doubted, in percent.
const HALF: u32 = 50;
/// What a cell says of work that was not accepted.
const UNACCEPTED: [&str; 7] =
    ["未验收", "未经验收", "尚未完成验收", "未完成验收", "未组织验收", "待验收", "未通过验收"];

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let projects = context.edition.filing().projects.iter().zip(context.figures.projects());
    for (project, figures) in projects {
        findings.extend(unspent(context, project, figures));
    }
    for row in indicators::rows(context) {
        if row.indicator.category.value == IndicatorCategory::Quality && row.is_full() {
            findings.extend(unaccepted(context, &row));
        }
    }
}

/// Full output scores of a project that spent next to nothing.
fn unspent(
    context: &Context<'_>,
    project: &Project,
    figures: &ProjectFigures,
) -> Option<Diagnostic> {
    let Value::Rate(rate) = figures.value(ProjectField::ExecutionRate) else { return None };
    if rate > Rate::percent_of_whole(NEXT_TO_NOTHING) {
        return None;
    }
    let points = figures.indicator_points();
    let outputs: Vec<_> = indicators::rows_of(Some(project), &project.indicators, points)
        .filter(|row| row.indicator.dimension.value == Dimension::Output)
        .collect();
    let first = outputs.first()?;
    if !outputs.iter().all(Row::is_full) {
        return None;
    }
    let message = format!(
        "“{}”预算执行率只有 {}，产出指标却都是满分",
        project.name.value,
        context.form.display.rate_text(rate)
    );
    let place = project.amounts.r#final.as_ref().map_or(project.id.span, |amount| amount.span);
    Some(
        Diagnostic::new(Code::EFFORTLESS_RESULT, message)
            .at(place, "几乎没有支出")
            .related(first.place(), "满分")
            .help("没有花钱而任务全部完成，财政部门会问钱是否多要了：核对完成值；确已完成、款项结转支付的，在正文写明"),
    )
}

/// Full quality of work that was not accepted, or only after the evaluation, or at no date while most
/// of its money is left.
fn unaccepted(context: &Context<'_>, row: &Row<'_>) -> Option<Diagnostic> {
    let indicator = row.indicator;
    let says = |text: &Option<Spanned<String>>| {
        let text = text.as_ref()?;
        UNACCEPTED.iter().any(|words| text.value.contains(words)).then_some(text.span)
    };
    let told = says(&indicator.actual)
        .or_else(|| says(&indicator.deviation_reason))
        .or_else(|| says(&row.project?.execution.deviation_reason));
    let (why, related) = if told.is_some() {
        ("工作还没有验收".to_owned(), told)
    } else if let Some(accepted) = &indicator.accepted_on {
        let evaluated_on = context.edition.filing().evaluation.dated()?;
        if accepted.value <= evaluated_on {
            return None;
        }
        (format!("{} 才验收，晚于自评", accepted.value), Some(accepted.span))
    } else {
        let figures = context.figures.project(&row.project?.id.value)?;
        let Value::Rate(rate) = figures.value(ProjectField::ExecutionRate) else { return None };
        if rate >= Rate::percent_of_whole(HALF) || !indicator.name.value.contains("验收") {
            return None;
        }
        let rate = context.form.display.rate_text(rate);
        (format!("没有验收日期，资金也只执行了 {rate}"), None)
    };
    let message = format!("{}得了满分，而{why}", row.label());
    let finding = Diagnostic::new(Code::EFFORTLESS_RESULT, message)
        .at(row.place(), "满分")
        .help("没有验收的工作还说不上质量：扣分并写明 deviation_reason；已经验收的，填写 accepted_on（验收日期）");
    Some(match related {
        Some(span) => finding.related(span, ""),
        None => finding,
    })
}
