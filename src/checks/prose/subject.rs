//! What a clause speaks of: one project, all of them, or the department.

use super::passage::{Kind, Passage};
use super::sentence::Clause;

/// The most projects that are taken from one clause.
const MAX_NAMED: usize = 32;

/// What a clause speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// These projects, which the clause or its sentence names.
    Named(Vec<usize>),
    /// A project that was named before, or by the heading; the clause names none.
    Carried(usize),
    /// All projects.
    Projects,
    /// The department.
    Department,
}

impl Passage<'_> {
    /// Returns what `clause` speaks of.
    pub(super) fn subject(&self, clause: &Clause) -> Subject {
        for part in [&clause.range, &clause.sentence] {
            let first = self.mentions.partition_point(|mention| mention.range.start < part.start);
            let named = self.mentions[first..].iter().take_while(|m| m.range.end <= part.end);
            let named: Vec<_> = named.take(MAX_NAMED).map(|mention| mention.project).collect();
            if !named.is_empty() {
                return Subject::Named(named);
            }
        }
        let words = &self.bare[clause.range.clone()];
        if ["部门", "单位", "整体"].iter().any(|word| words.contains(word)) {
            return Subject::Department;
        }
        let before =
            self.mentions.partition_point(|mention| mention.range.start < clause.sentence.start);
        if let Some(mention) = before.checked_sub(1).and_then(|last| self.mentions.get(last)) {
            return Subject::Carried(mention.project);
        }
        if let Some(project) = self.about.or(match self.kind {
            Kind::Sentences(project) => project,
            _ => None,
        }) {
            return Subject::Carried(project);
        }
        let of_projects = self.section().is_some_and(|section| section.starts_with("project_"));
        if of_projects || words.contains("项目") {
            Subject::Projects
        } else {
            Subject::Department
        }
    }
}
