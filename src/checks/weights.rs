//! C301: the points of a form that do not make a hundred, or of a dimension its share.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::DimensionWeights;
use crate::model::{Dimension, Indicator};
use crate::quantity::Score;

/// The most weights that a message writes out.
const MAX_WEIGHTS: usize = 12;

/// Adds up a project's indicators with its execution row, and the department's own.
///
/// The department's indicators may leave the execution row out where its score is stated: the total
/// is then not their sum.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let scoring = &context.form.scoring;
    let execution = scoring.execution_weight;
    for project in &filing.projects {
        let before = findings.len();
        if let Some(shares) = scoring.dimension_weights {
            findings.extend(dimensions(&project.name.value, &project.indicators, shares));
        }
        // A dimension that is off names the cause of a total that is.
        if before == findings.len() {
            let name = format!("“{}”", project.name.value);
            findings.extend(total(&name, &project.indicators, Some(execution)));
        }
    }
    let evaluation = &filing.evaluation;
    let sum = sum(&evaluation.indicators);
    let without_execution = Score::whole(100).points_above(execution);
    if evaluation.score.is_none() || sum != without_execution {
        findings.extend(total("部门整体", &evaluation.indicators, None));
    }
}

fn sum<'a>(indicators: impl IntoIterator<Item = &'a Indicator>) -> Score {
    indicators.into_iter().map(|indicator| indicator.weight.value).sum()
}

fn total(name: &str, indicators: &[Indicator], execution: Option<Score>) -> Option<Diagnostic> {
    let first = indicators.first()?;
    let sum: Score = execution.into_iter().chain([sum(indicators)]).sum();
    let off = sum.points_above(Score::whole(100));
    if off == Score::ZERO {
        return None;
    }
    let row = execution.map(|weight| format!("执行率 {} + ", weight.print())).unwrap_or_default();
    let weights = weights(indicators.iter());
    let message = format!("{name}各项分值合计 {} 分，应为 100 分（{row}{weights}）", sum.print());
    let finding = Diagnostic::new(Code::WEIGHTS_NOT_HUNDRED, message)
        .at(first.weight.span, format!("合计 {}", sum.print()))
        .help("核对各绩效指标的分值（weight），看是否漏填、重填了一项");
    Some(match execution {
        Some(weight) => finding
            .help(format!("预算执行率一项占 {} 分，由程序计分，不列入 indicators", weight.print())),
        None => finding,
    })
}

fn dimensions(name: &str, indicators: &[Indicator], shares: DimensionWeights) -> Vec<Diagnostic> {
    let DimensionWeights { output, outcome, satisfaction, cost } = shares;
    let findings = Dimension::ALL.into_iter().filter_map(|dimension| {
        let share = match dimension {
            Dimension::Output => output,
            Dimension::Outcome => outcome,
            Dimension::Satisfaction => satisfaction,
            Dimension::Cost => cost,
        };
        let members =
            || indicators.iter().filter(move |indicator| indicator.dimension.value == dimension);
        let sum = sum(members());
        if sum == share {
            return None;
        }
        let place = members().chain(indicators).next()?.dimension.span;
        let message = format!(
            "“{name}”{}指标分值合计 {} 分，本格式应为 {} 分{}",
            dimension.name(),
            sum.print(),
            share.print(),
            match members().count() {
                0 => "（没有这类指标）".to_owned(),
                1 => String::new(),
                _ => format!("（{}）", weights(members())),
            }
        );
        Some(
            Diagnostic::new(Code::WEIGHTS_NOT_HUNDRED, message)
                .at(place, format!("{}合计 {}", dimension.name(), sum.print()))
                .help("核对这一类各绩效指标的分值（weight）和一级指标（dimension）"),
        )
    });
    findings.collect()
}

/// Returns the weights added up, 50 + 30.
fn weights<'a>(indicators: impl Iterator<Item = &'a Indicator>) -> String {
    let weights: Vec<_> = indicators.map(|indicator| indicator.weight.value.print()).collect();
    if weights.len() > MAX_WEIGHTS {
        return format!("{} 项相加", weights.len());
    }
    weights.join(" + ")
}
