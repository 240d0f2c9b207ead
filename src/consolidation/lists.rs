//! What is joined and not added up: projects, the ledger's entries, names, comments.

use std::collections::BTreeSet;

use super::member::{Complaints, Member};
use crate::figures::Value;
use crate::model::{Adjustment, Filing};
use crate::source::Spanned;

/// How many projects the whole may have.
const MAX_PROJECTS: usize = 100_000;

/// Joins the lists of the members, the department's own first.
pub(super) fn join(members: &[Member<'_>], whole: &mut Filing, complaints: &mut Complaints) {
    whole.projects.clear();
    whole.budget.adjustments.clear();
    ledgers_are_whole(members, complaints);
    let mut ids = BTreeSet::new();
    for (number, member) in members.iter().enumerate() {
        let filing = member.filing();
        let id = |id: &str| if number == 0 { id.to_owned() } else { format!("U{number}-{id}") };
        for (project, figures) in filing.projects.iter().zip(member.figures.projects()) {
            let mut project = project.clone();
            project.id.value = id(&project.id.value);
            if member.is_unit() {
                project.unit.get_or_insert_with(|| filing.department.name.clone());
            }
            // A ledger of another member's must not give what this one's own did not.
            if project.amounts.adjusted.is_none() {
                let span = project.amounts.initial.as_ref().map_or(project.span, |a| a.span);
                project.amounts.adjusted = figures.adjusted.map(|value| Spanned { value, span });
            }
            if !ids.insert(project.id.value.clone()) {
                let what = format!("的项目编号在汇总后是 {}，与前面的项目相同", project.id.value);
                complaints.about(member, &what, "本级的项目编号不要写成“U序号-编号”");
            }
            whole.projects.push(project);
        }
        for entry in &filing.budget.adjustments {
            whole.budget.adjustments.push(Adjustment {
                project: entry
                    .project
                    .as_ref()
                    .map(|project| Spanned { value: id(&project.value), span: project.span }),
                ..entry.clone()
            });
        }
        if member.is_unit() {
            join_texts(filing, &id, whole);
        }
    }
    if whole.projects.len() > MAX_PROJECTS {
        let what =
            format!("和所属单位共有 {} 个项目，最多 {MAX_PROJECTS} 个", whole.projects.len());
        complaints.about(&members[0], &what, "分成几个部门汇总");
    }
}

/// Joins a unit's names and comments, and what it explains of its projects.
fn join_texts(filing: &Filing, id: &impl Fn(&str) -> String, whole: &mut Filing) {
    whole.allows.extend(filing.allows.iter().cloned());
    let (to, from) = (&mut whole.disclosure, &filing.disclosure);
    to.names.extend(from.names.iter().cloned());
    to.public_contacts.extend(from.public_contacts.iter().cloned());
    for (name, words) in &filing.explanations {
        let of_project = name.strip_prefix("project.").and_then(|rest| rest.split_once('.'));
        if let Some((project, figure)) = of_project {
            let name = format!("project.{}.{figure}", id(project));
            whole.explanations.insert(name, words.clone());
        }
    }
}

/// Reports who has changes in the year and no ledger, where others have one: the joined ledger would
/// not add up.
fn ledgers_are_whole(members: &[Member<'_>], complaints: &mut Complaints) {
    let has_ledger = |member: &Member<'_>| !member.filing().budget.adjustments.is_empty();
    if !members.iter().any(has_ledger) {
        return;
    }
    for member in members.iter().filter(|member| !has_ledger(member)) {
        let change = member.figures.get("department.adjustment").map(|figure| figure.value);
        if matches!(change, Some(Value::Amount(change)) if !change.is_zero()) {
            complaints.about(
                member,
                "年中有增减而没有调整台账，别的单位有台账",
                "在 budget.adjustments 里逐笔补上；或者各单位都不填台账",
            );
        }
    }
}
