//! F206 for totals: a score that is not the sum of its rows.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::IndicatorPoints;
use crate::form::ExecutionCap;
use crate::model::Indicator;
use crate::quantity::Score;
use crate::source::Spanned;

/// The most rows that a message writes out.
const MAX_ROWS: usize = 12;

/// Compares the scores of projects and of the department with their rows.
///
/// A row whose score is not filed has the computed one. A project's score that its execution rate
/// bounds is the bound where the rows make more; one above the bound is another fault (C322).
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let weight = context.form.scoring.execution_weight;
    for (project, figures) in filing.projects.iter().zip(context.figures.projects()) {
        let Some(stated) = project.score.as_ref().filter(|_| !project.indicators.is_empty()) else {
            continue;
        };
        let name = format!("“{}”自评得分", project.name.value);
        let execution = figures.execution_score.map(|score| (weight, score));
        let rows = Rows::of(execution, &project.indicators, figures.indicator_points());
        findings.extend(rows.compared(&name, stated, figures.cap));
    }
    let evaluation = &filing.evaluation;
    if let Some(stated) = evaluation.score.as_ref().filter(|_| !evaluation.indicators.is_empty()) {
        let points = context.figures.indicator_points();
        let rows = Rows::of(None, &evaluation.indicators, points);
        findings.extend(rows.compared("部门整体自评得分", stated, None));
    }
}

/// The rows that have a score: execution and indicators.
struct Rows {
    /// The sum in words: 执行率 10 + 49.5 + 28.5.
    words: String,
    points: Score,
    /// The points that no row accounts for, of a hundred; negative where there are too many.
    room: Score,
}

impl Rows {
    /// Adds up `execution`, its weight and score, and the scored ones of `indicators`.
    fn of(
        execution: Option<(Score, Score)>,
        indicators: &[Indicator],
        points: &[IndicatorPoints],
    ) -> Self {
        let scored = indicators.iter().zip(points).filter_map(|(indicator, points)| {
            points.awarded.map(|score| (indicator.weight.value, score))
        });
        let rows: Vec<_> = execution.into_iter().chain(scored).collect();
        let words = if rows.len() > MAX_ROWS {
            format!("{} 项相加", rows.len())
        } else {
            let rows: Vec<_> = rows.iter().map(|(_, score)| score.print()).collect();
            let first = if execution.is_some() { "执行率 " } else { "" };
            format!("{first}{}", rows.join(" + "))
        };
        let weights: Score = rows.iter().map(|(weight, _)| *weight).sum();
        let points = rows.iter().map(|(_, score)| *score).sum();
        Self { words, points, room: Score::whole(100).points_above(weights) }
    }

    /// Compares a stated total with the rows.
    ///
    /// Rows that make less than a hundred leave room: the total then lies between their sum and the
    /// sum with all of the room. Rows that make more are another fault (C301), which leaves nothing
    /// to add up to.
    fn compared(
        &self,
        name: &str,
        stated: &Spanned<Score>,
        cap: Option<ExecutionCap>,
    ) -> Option<Diagnostic> {
        let Self { words, points, room } = self;
        let most: Score = [*points, *room].into_iter().sum();
        let bounded = |score: Score| cap.map_or(score, |cap| score.min(cap.most));
        let is_above_cap = cap.is_some_and(|cap| stated.value > cap.most);
        let is_sum = (bounded(*points)..=bounded(most)).contains(&stated.value);
        if *room < Score::ZERO || is_above_cap || is_sum {
            return None;
        }
        let (total, sum) = (stated.value.print(), points.print());
        let room = if *room == Score::ZERO {
            String::new()
        } else {
            format!("，其余 {} 分全得也只有 {} 分", room.print(), most.print())
        };
        let cap = match cap.filter(|cap| cap.most < most) {
            Some(cap) => {
                format!("；执行率低于 {}，最高 {} 分", cap.below.print(0), cap.most.print())
            }
            None => String::new(),
        };
        let message =
            format!("{name}填报为 {total} 分，各项得分之和为 {sum} 分（{words}）{room}{cap}");
        Some(
            Diagnostic::new(Code::STATED_SCORE_DIFFERS, message)
                .at(stated.span, format!("各项之和为 {sum}"))
                .help("核对各项得分；各项无误的，删去 score 即由各项相加得出"),
        )
    }
}
