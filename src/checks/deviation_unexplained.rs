//! C305: points that were lost without a reason.

use super::indicators::{self, Numbers, Row};
use super::{Context, reason};
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::{ProjectField, ProjectFigures, Value};
use crate::model::{Indicator, Project};

/// Looks at every indicator, and at the execution row of each project that has indicators: there a
/// reason is asked for only below the form's bound.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let rows = indicators::rows(context);
    findings.extend(rows.filter_map(|row| unexplained(context, &row)));
    let projects = context.edition.filing().projects.iter().zip(context.figures.projects());
    findings.extend(
        projects.filter_map(|(project, figures)| execution_unexplained(context, project, figures)),
    );
}

fn unexplained(context: &Context<'_>, row: &Row<'_>) -> Option<Diagnostic> {
    let Indicator { score: filed, weight, deviation_reason, .. } = row.indicator;
    let score = row.points.awarded.filter(|score| *score < weight.value)?;
    if reason::is_given(deviation_reason.as_ref()) {
        return None;
    }
    let lost = weight.value.points_above(score).print();
    let met = filed.is_some()
        && Numbers::of(row.indicator).and_then(|numbers| numbers.are_met()) == Some(true);
    let label = row.label();
    let message = if filed.is_none() {
        format!(
            "{label}分值 {} 分，按规则得 {} 分（{}），扣 {lost} 分没有填写偏差原因",
            weight.value.print(),
            score.print(),
            row.formula(context).unwrap_or_default()
        )
    } else if met {
        format!(
            "{label}已完成（指标值 {}，实际 {}），却扣 {lost} 分，没有填写原因",
            written(row.indicator.target.as_ref()),
            written(row.indicator.actual.as_ref())
        )
    } else {
        format!(
            "{label}分值 {} 分，得 {} 分，扣 {lost} 分没有填写偏差原因",
            weight.value.print(),
            score.print()
        )
    };
    let (finding, place) = (Diagnostic::new(Code::DEVIATION_UNEXPLAINED, message), row.place());
    let finding = match deviation_reason {
        Some(filler) => filled(finding, filler).related(place, format!("扣 {lost} 分")),
        None => finding.at(place, format!("扣 {lost} 分")),
    };
    Some(if met {
        finding.help("确已完成的，score 改为满分；因别的原因扣分的，写明 deviation_reason")
    } else {
        finding.help("填写 deviation_reason（偏差原因）和 remedy（改进措施）；“无”“0”不算原因")
    })
}

/// Puts `finding` at a reason that only fills its cell.
fn filled(finding: Diagnostic, filler: &crate::source::Spanned<String>) -> Diagnostic {
    finding.at(filler.span, format!("“{}”不是原因", filler.value.trim()))
}

fn written(text: Option<&crate::source::Spanned<String>>) -> &str {
    text.map_or("", |text| text.value.trim())
}

fn execution_unexplained(
    context: &Context<'_>,
    project: &Project,
    figures: &ProjectFigures,
) -> Option<Diagnostic> {
    let scoring = &context.form.scoring;
    let Value::Rate(rate) = figures.value(ProjectField::ExecutionRate) else { return None };
    let explained = reason::is_given(project.execution.deviation_reason.as_ref());
    if project.indicators.is_empty() || explained || rate >= scoring.execution_reason_below {
        return None;
    }
    let score = figures.execution_score?;
    let lost = scoring.execution_weight.points_above(score).print();
    let message = format!(
        "“{}”预算执行率 {}，执行率得 {} 分，扣 {lost} 分没有说明原因",
        project.name.value,
        context.form.display.rate_text(rate),
        score.print()
    );
    let place = project.amounts.r#final.as_ref().map_or(project.id.span, |amount| amount.span);
    let bound = scoring.execution_reason_below.print(0);
    let finding = Diagnostic::new(Code::DEVIATION_UNEXPLAINED, message);
    let finding = match &project.execution.deviation_reason {
        Some(filler) => filled(finding, filler).related(place, format!("扣 {lost} 分")),
        None => finding.at(place, format!("扣 {lost} 分")),
    };
    Some(
        finding
            .help("填写 execution: { deviation_reason: 偏差原因, remedy: 改进措施 }")
            .help(format!("执行率达到 {bound} 的不必说明")),
    )
}
