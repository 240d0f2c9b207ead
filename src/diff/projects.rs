//! Projects brought together by identity: by id, and where an id is gone, by name.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::sequence::{Aligned, meetings, steps};
use crate::record::{RecordedProject, Snapshot};

/// A project that came, went or was altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectChange<'a> {
    /// It is in the newer filing only.
    Added(Identified<'a>),
    /// It was in the older filing only.
    Removed(Identified<'a>),
    /// It is in both, under another id, another name, or with other fields.
    Altered {
        /// As it was.
        old: Identified<'a>,
        /// As it is.
        new: Identified<'a>,
        /// What changed, in reading order; never empty.
        fields: Vec<FieldChange<'a>>,
    },
}

/// A project with its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identified<'a> {
    /// Its id.
    pub id: &'a str,
    /// The project.
    pub project: &'a RecordedProject,
}

/// A field of a project that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldChange<'a> {
    /// Its key: `name`, `funding[1].adjusted`.
    pub key: &'a str,
    /// As it was; `None` where it was not stated.
    pub old: Option<&'a str>,
    /// As it is; `None` where it is not stated.
    pub new: Option<&'a str>,
}

/// The projects of two filings, each with its counterpart.
#[derive(Debug)]
pub(super) struct Pairing<'a> {
    /// The newer filing's projects in order, then the removed ones.
    pub(super) pairs: Vec<ProjectPair<'a>>,
}

/// A project in both filings or in one.
#[derive(Debug)]
pub(super) struct ProjectPair<'a> {
    pub(super) old: Option<Identified<'a>>,
    pub(super) new: Option<Identified<'a>>,
    /// What changed from one to the other.
    pub(super) fields: Vec<FieldChange<'a>>,
}

impl<'a> Pairing<'a> {
    /// Pairs the projects of two filings.
    ///
    /// The same id is the same project, whatever its name; of the others, those of one name are the
    /// same in their order.
    pub(super) fn of(old: &'a Snapshot, new: &'a Snapshot) -> Self {
        let mut by_name: BTreeMap<&str, Vec<Identified<'a>>> = BTreeMap::new();
        // Backwards, so that the first of a name is popped first.
        for (id, project) in old.projects.iter().rev() {
            if !new.projects.contains_key(id) {
                by_name.entry(&project.name).or_default().push(Identified { id, project });
            }
        }
        let mut pairs: Vec<_> = new
            .projects
            .iter()
            .map(|(id, project)| {
                let same_id = old.projects.get_key_value(id);
                let old = match same_id {
                    Some((id, project)) => Some(Identified { id, project }),
                    None => by_name.get_mut(project.name.as_str()).and_then(Vec::pop),
                };
                ProjectPair::of(old, Some(Identified { id, project }))
            })
            .collect();
        let mut removed: Vec<_> = by_name.into_values().flatten().collect();
        removed.sort_by_key(|gone| old.projects.get_index_of(gone.id));
        pairs.extend(removed.into_iter().map(|gone| ProjectPair::of(Some(gone), None)));
        Self { pairs }
    }

    /// Returns the projects that came, went or were altered.
    pub(super) fn changes(&self) -> Vec<ProjectChange<'a>> {
        let changes = self.pairs.iter().filter_map(|pair| match (pair.old, pair.new) {
            (Some(old), Some(new)) => {
                let fields = pair.fields.clone();
                (!fields.is_empty()).then_some(ProjectChange::Altered { old, new, fields })
            }
            (Some(old), None) => Some(ProjectChange::Removed(old)),
            (None, Some(new)) => Some(ProjectChange::Added(new)),
            (None, None) => None,
        });
        changes.collect()
    }
}

impl<'a> ProjectPair<'a> {
    fn of(old: Option<Identified<'a>>, new: Option<Identified<'a>>) -> Self {
        let fields = old.zip(new).map_or_else(Vec::new, |(old, new)| field_changes(old, new));
        Self { old, new, fields }
    }
}

/// Returns the fields that differ, in the order of both.
fn field_changes<'a>(old: Identified<'a>, new: Identified<'a>) -> Vec<FieldChange<'a>> {
    let yes_or_no = |evaluated: bool| if evaluated { "true" } else { "false" };
    let (was, is) = (old.project, new.project);
    let named = [
        ("id", old.id, new.id),
        ("name", was.name.as_str(), is.name.as_str()),
        ("status", was.status.key(), is.status.key()),
        ("evaluated", yes_or_no(was.evaluated), yes_or_no(is.evaluated)),
    ];
    let named = named.into_iter().map(|(key, old, new)| FieldChange {
        key,
        old: Some(old),
        new: Some(new),
    });
    let named = named.filter(|field| field.old != field.new);
    if was.fields == is.fields {
        return named.collect();
    }
    let (old_keys, new_keys): (Vec<_>, Vec<_>) =
        (was.fields.keys().collect(), is.fields.keys().collect());
    let pairs = meetings(&old_keys, &new_keys, 0..old_keys.len(), 0..new_keys.len());
    let stated = steps(old_keys.len(), new_keys.len(), &pairs).into_iter().filter_map(|step| {
        // A key that moved among the others is passed twice, and told where it stands.
        let key = match step {
            Aligned::Both { new, .. } | Aligned::New(new) => new_keys[new],
            Aligned::Old(old) if !is.fields.contains_key(old_keys[old]) => old_keys[old],
            Aligned::Old(_) => return None,
        };
        let text = |fields: &'a IndexMap<String, String>| fields.get(key).map(String::as_str);
        Some(FieldChange { key, old: text(&was.fields), new: text(&is.fields) })
    });
    named.chain(stated.filter(|field| field.old != field.new)).collect()
}
