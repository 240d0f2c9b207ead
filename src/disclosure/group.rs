//! What is withheld, in as few rows of a paper as say it all.

use std::ffi::OsStr;
use std::path::Path;

use super::{Review, ReviewItem};
use crate::edition::WithheldKind;
use crate::model::WithholdingGround;

/// One row of the officer's paper: items of one kind on one ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewGroup {
    /// What they are.
    pub kind: WithheldKind,
    /// What they are called, one after the other: 整改措施第2段、第3段.
    pub labels: String,
    /// The ground; `None` where none is named.
    pub ground: Option<WithholdingGround>,
    /// Whether they leave because something else does.
    pub follows: bool,
    /// The files and lines that say so: projects.yaml:51、61.
    pub places: String,
}

impl Review {
    /// Returns the items as rows of a paper: a project has one of its own, others of one kind and
    /// ground share theirs.
    pub fn groups(&self) -> Vec<ReviewGroup> {
        let mut groups: Vec<(&ReviewItem, Vec<&ReviewItem>)> = Vec::new();
        for item in &self.items {
            // Items stand in the order of their kinds, and a kind has few grounds.
            let of_kind = groups.iter_mut().rev().take_while(|(first, _)| first.kind == item.kind);
            let mut of_kind = of_kind.take_while(|_| item.kind != WithheldKind::Project);
            match of_kind.find(|(first, _)| first.ground == item.ground) {
                Some((_, items)) => items.push(item),
                None => groups.push((item, vec![item])),
            }
        }
        groups.iter().map(|(first, items)| row(first, items)).collect()
    }
}

/// Returns the row of `items`, which are all like the `first`.
fn row(first: &ReviewItem, items: &[&ReviewItem]) -> ReviewGroup {
    let labels = items.iter().map(|item| match item.label.rfind('第') {
        Some(number) if number > 0 => item.label.split_at(number),
        _ => (item.label.as_str(), ""),
    });
    let places = items.iter().map(|item| {
        let name = Path::new(&item.place).file_name().and_then(OsStr::to_str);
        let mut parts = name.unwrap_or(&item.place).split(':');
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
    });
    let mut places: Vec<_> = places.collect();
    places.dedup();
    ReviewGroup {
        kind: first.kind,
        labels: listed(labels, ""),
        ground: first.ground,
        follows: first.follows,
        places: listed(places.into_iter(), ":"),
    }
}

/// Returns the parts one after the other; what two in a row begin with is said once.
fn listed<'a>(parts: impl Iterator<Item = (&'a str, &'a str)>, between: &str) -> String {
    let mut text = String::new();
    let mut last = None;
    for (beginning, end) in parts {
        if last.is_some() {
            text.push('、');
        }
        if last != Some(beginning) || end.is_empty() {
            text.push_str(beginning);
            text.push_str(between);
        }
        text.push_str(end);
        last = Some(beginning);
    }
    text
}
