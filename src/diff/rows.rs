//! The rows of two tables brought side by side: by the project whose figures they quote, else by
//! what they say.

use super::blocks::wording_of;
use super::likeness::{Bigrams, alike};
use super::sequence::{Aligned, fill, meetings, steps};
use crate::document::{Row, Run};

/// Returns the steps through the rows of both tables.
///
/// A row belongs to the project of the first figure `project.<id>.…` in it. Rows of one project meet
/// in their order; so do rows without a project that have the same words and quote the same figures,
/// and after them those that are alike. A project whose id changed keeps its row where all its words
/// are the same. A row that moved past others has no counterpart: it went and came.
pub fn align_rows<'a>(old: &'a [Row], new: &'a [Row]) -> Vec<Aligned<&'a Row>> {
    let (old_len, new_len) = (old.len(), new.len());
    let (old_rows, new_rows): (Vec<_>, Vec<_>) =
        (old.iter().map(identity).collect(), new.iter().map(identity).collect());
    let pairs = meetings(&old_rows, &new_rows, 0..old_len, 0..new_len);
    let (old_words, new_words): (Vec<_>, Vec<_>) =
        (old.iter().map(plain_words).collect(), new.iter().map(plain_words).collect());
    let pairs = fill(old_len, new_len, &pairs, |one, two| {
        let mut met = meetings(&old_words, &new_words, one, two);
        met.retain(|(one, two)| {
            !old_words[*one].is_empty() && old_rows[*one].is_like(&new_rows[*two])
        });
        met
    });
    let pairs = fill(old_len, new_len, &pairs, |one, two| {
        let texts =
            |rows: &[Row]| rows.iter().map(|row| Bigrams::of(runs(row))).collect::<Vec<_>>();
        let found = alike(&texts(&old[one.clone()]), &texts(&new[two.clone()]), |a, b| {
            let rows = (&old_rows[one.start + a], &new_rows[two.start + b]);
            matches!(rows, (Identity::Words(_), Identity::Words(_)))
        });
        found.into_iter().map(|(a, b)| (one.start + a, two.start + b)).collect()
    });
    let steps = steps(old_len, new_len, &pairs).into_iter();
    steps
        .map(|step| match step {
            Aligned::Both { old: a, new: b } => Aligned::Both { old: &old[a], new: &new[b] },
            Aligned::Old(a) => Aligned::Old(&old[a]),
            Aligned::New(b) => Aligned::New(&new[b]),
        })
        .collect()
}

/// What a row is recognised by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identity<'a> {
    /// The id of the project that it belongs to.
    Project(&'a str),
    /// Its words, figures by name.
    Words(String),
}

impl Identity<'_> {
    fn is_like(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Project(_), Self::Project(_)) | (Self::Words(_), Self::Words(_))
        )
    }
}

fn identity(row: &Row) -> Identity<'_> {
    let project = runs(row).find_map(|run| {
        let (id, _field) = run.figure.as_ref()?.strip_prefix("project.")?.split_once('.')?;
        Some(id)
    });
    project.map_or_else(|| Identity::Words(wording_of(runs(row))), Identity::Project)
}

/// Returns the words of a row without its figures.
fn plain_words(row: &Row) -> String {
    let mut words = String::new();
    for cell in &row.cells {
        let plain = cell.runs.iter().filter(|run| run.figure.is_none());
        words.extend(plain.map(|run| run.text.as_str()));
        words.push('\t');
    }
    words.trim_matches('\t').to_owned()
}

fn runs(row: &Row) -> impl Iterator<Item = &Run> {
    row.cells.iter().flat_map(|cell| &cell.runs)
}
