//! What a clause speaks of: one project, all of them, or the department.

use std::ops::Range;

use super::passage::{Kind, Passage};
use super::sentence::{clauses, holding, sentences};

/// A clause with the sentence around it.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) sentence: Range<usize>,
    pub(super) range: Range<usize>,
}

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
    /// Returns the clause that holds the byte at `position`.
    pub(super) fn clause_at(&self, position: usize) -> Clause {
        let sentence = holding(sentences(&self.bare), position);
        let range = holding(clauses(&self.bare, sentence.clone()), position);
        Clause { sentence, range }
    }

    /// Returns what `clause` speaks of.
    pub(super) fn subject(&self, clause: &Clause) -> Subject {
        for part in [&clause.range, &clause.sentence] {
            let named = self.mentions.iter().filter(|mention| {
                part.start <= mention.range.start && mention.range.end <= part.end
            });
            let named: Vec<_> = named.map(|mention| mention.project).collect();
            if !named.is_empty() {
                return Subject::Named(named);
            }
        }
        let words = &self.bare[clause.range.clone()];
        if ["部门", "单位", "整体"].iter().any(|word| words.contains(word)) {
            return Subject::Department;
        }
        let before = self.mentions.iter().rev().find(|m| m.range.end <= clause.sentence.start);
        if let Some(mention) = before {
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
