//! C322: a project's score above what its execution rate leaves, where the form sets bounds.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::figures::ProjectField;

pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let projects = context.edition.filing().projects.iter().zip(context.figures.projects());
    for (project, figures) in projects {
        let (Some(score), Some(cap)) = (&project.score, figures.cap) else { continue };
        if score.value <= cap.most {
            continue;
        }
        let rate = context.figures.of_project(figures, ProjectField::ExecutionRate).text;
        let (below, most) = (cap.below.print(0), cap.most.print());
        let message = format!(
            "“{}”自评得分 {} 分，而执行率 {rate} 低于 {below}，最高 {most} 分",
            project.name.value,
            score.value.print()
        );
        let finding = Diagnostic::new(Code::SCORE_ABOVE_CAP, message)
            .at(score.span, format!("最高 {most}"))
            .help(format!("score 改为不超过 {most} 的数；列了绩效指标的，删去 score，由程序计算"))
            .help("上限是报告格式的规定（form.yaml 的 execution_caps）");
        findings.push(match &project.amounts.r#final {
            Some(spent) => finding.related(spent.span, format!("执行率 {rate}")),
            None => finding,
        });
    }
}
