//! C316: a score or weight outside 0 to 100.

use super::{Context, indicators};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::Score;
use crate::source::Spanned;

/// An indicator's score above its weight is C302's; a third decimal is found while loading.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let filing = context.edition.filing();
    let own = filing.evaluation.score.as_ref().filter(|score| is_outside(score));
    findings.extend(own.map(|score| finding("部门整体自评得分", score)));
    for project in &filing.projects {
        let score = project.score.as_ref().filter(|score| is_outside(score));
        let name = &project.name.value;
        findings.extend(score.map(|score| finding(&format!("“{name}”自评得分"), score)));
    }
    for row in indicators::rows(context) {
        let weight = &row.indicator.weight;
        if is_outside(weight) {
            findings.push(finding(&format!("{}的分值", row.label()), weight));
        }
        let score = row.indicator.score.as_ref().filter(|score| score.value < Score::ZERO);
        findings.extend(score.map(|score| finding(&format!("{}的得分", row.label()), score)));
    }
}

fn is_outside(score: &Spanned<Score>) -> bool {
    !(Score::ZERO..=Score::whole(100)).contains(&score.value)
}

fn finding(name: &str, score: &Spanned<Score>) -> Diagnostic {
    let message = format!("{name}为 {} 分，应在 0 至 100 分之间", score.value.print());
    Diagnostic::new(Code::SCORE_OUT_OF_RANGE, message)
        .at(score.span, "超出百分制")
        .help("按百分制填写；加分、扣分折算进各指标的分值")
}
