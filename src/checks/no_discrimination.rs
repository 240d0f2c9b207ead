//! C314: every project has the same score, so that the scores tell nothing.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The fewest evaluated projects whose scores are compared.
const MIN_PROJECTS: usize = 3;
/// The most places that the finding points to beside its own.
const MAX_RELATED: usize = 8;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let projects = context.edition.filing().projects.iter().zip(context.figures.projects());
    let scored: Vec<_> = projects
        .filter(|(project, _)| project.evaluated)
        .filter_map(|(project, figures)| Some((project, figures.score?)))
        .collect();
    let Some(((first, score), others)) = scored.split_first() else { return };
    if scored.len() < MIN_PROJECTS || others.iter().any(|(_, other)| other != score) {
        return;
    }
    let place = |project: &crate::model::Project| -> Span {
        project.score.as_ref().map_or(project.id.span, |score| score.span)
    };
    let message = format!("{} 个项目的自评得分都是 {} 分，看不出好坏", scored.len(), score.print());
    let finding = Diagnostic::new(Code::NO_DISCRIMINATION, message)
        .at(place(first), "得分全部相同")
        .help("对照各项目的执行率和指标完成情况重新核对得分；自评结果要用来安排以后年度预算");
    let others = others.iter().take(MAX_RELATED);
    findings.push(others.fold(finding, |finding, (other, _)| finding.related(place(other), "")));
}
