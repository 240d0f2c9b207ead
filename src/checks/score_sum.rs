//! F206 for totals: a score that is not the sum of its rows.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::ProjectField;
use crate::model::Indicator;
use crate::quantity::Score;
use crate::source::Spanned;

/// Compares the scores of projects and of the department with their rows, where the weights of the
/// rows make a hundred: other weights are another fault, which leaves nothing to add up to.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let execution = context.form.execution_weight;
    for project in &filing.projects {
        let Some(stated) = &project.score else { continue };
        let Some(figures) = context.figures.project(&project.id.value) else { continue };
        let whole = weights(&project.indicators, execution) == Score::whole(100);
        if let Some(points) = figures.points().filter(|_| whole) {
            let row = context.figures.of_project(figures, ProjectField::ExecutionScore).text;
            let name = format!("“{}”自评得分", project.name.value);
            let rows = format!("执行率 {row}");
            findings.extend(compared(&name, stated, points, &rows, &project.indicators));
        }
    }
    let evaluation = &filing.evaluation;
    let scores = evaluation.indicators.iter();
    let total: Option<Score> =
        scores.map(|indicator| indicator.score.as_ref().map(|score| score.value)).sum();
    if let (Some(stated), Some(total)) = (&evaluation.score, total)
        && weights(&evaluation.indicators, Score::ZERO) == Score::whole(100)
    {
        findings.extend(compared("部门整体自评得分", stated, total, "", &evaluation.indicators));
    }
}

fn weights(indicators: &[Indicator], execution: Score) -> Score {
    indicators.iter().map(|indicator| indicator.weight.value).chain([execution]).sum()
}

fn compared(
    name: &str,
    stated: &Spanned<Score>,
    points: Score,
    first_row: &str,
    indicators: &[Indicator],
) -> Option<Diagnostic> {
    if stated.value == points {
        return None;
    }
    let scores = indicators.iter().filter_map(|indicator| indicator.score.as_ref());
    let mut rows: Vec<_> = scores.map(|score| score.value.print()).collect();
    if !first_row.is_empty() {
        rows.insert(0, first_row.to_owned());
    }
    let sum = rows.join(" + ");
    let message = format!(
        "{name}填报为 {} 分，各项得分之和为 {} 分（{sum}）",
        stated.value.print(),
        points.print()
    );
    Some(
        Diagnostic::new(Code::STATED_SCORE_DIFFERS, message)
            .at(stated.span, format!("各项之和为 {}", points.print()))
            .help("核对各项得分；各项无误的，删去 score 即由各项相加得出"),
    )
}
