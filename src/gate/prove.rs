//! The proof that files hold nothing of what their edition leaves out.

use rayon::prelude::*;

use super::needles::Needles;
use super::passage::Passage;
use super::public::{Allowed, Public};
use super::read::{ending, read};
use crate::edition::{Withheld, WithheldKind};
use crate::source::Span;

/// What the search of written files came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The withheld values that were found.
    pub hits: Vec<Hit>,
    /// The withheld values of which a form is public as well, and was not searched for.
    pub exempt: Vec<Exempt>,
    /// The files that could not be read back.
    pub unreadable: Vec<UnreadFile>,
}

/// A withheld value that stands in a file; it never says which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Where the value stands in the filing.
    pub span: Span,
    /// What it is part of.
    pub kind: WithheldKind,
    /// What kind of file it was found in: DOCX, PDF. Its name could have the value in it.
    pub file: String,
    /// In which part of the file.
    pub part: String,
}

/// A withheld value that is public as well.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exempt {
    /// Where it stands in the filing.
    pub span: Span,
    /// What it is part of.
    pub kind: WithheldKind,
}

/// A file that could not be read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadFile {
    /// What kind of file it is.
    pub file: String,
    /// The part that is at fault.
    pub part: String,
    /// Why, in Chinese.
    pub reason: String,
}

impl Proof {
    /// Returns whether every file was read and nothing was found.
    pub fn is_clean(&self) -> bool {
        self.hits.is_empty() && self.unreadable.is_empty()
    }
}

/// Reads `files` back and searches them for what is `withheld`, in every form in which it may be
/// written; what is `public` too is no secret, and is not searched for.
///
/// Its time is linear in the length of the files.
pub fn prove(files: &[(String, Vec<u8>)], withheld: &Withheld, public: &Public<'_>) -> Proof {
    let needles = Needles::of(withheld, &Allowed::by(public));
    let mut proof = Proof::default();
    let searched: Vec<_> =
        files.par_iter().map(|(name, bytes)| search(name, bytes, &needles)).collect();
    for (found, (name, _)) in searched.into_iter().zip(files) {
        match found {
            Ok(hits) => proof.hits.extend(hits),
            Err((part, reason)) => {
                proof.unreadable.push(UnreadFile { file: ending(name), part, reason });
            }
        }
    }
    proof.hits.sort();
    proof.hits.dedup();
    let exempt = needles.exempt.iter().filter_map(|value| needles.values.get(*value));
    proof.exempt = exempt.map(|value| Exempt { span: value.span, kind: value.kind }).collect();
    proof.exempt.sort();
    proof.exempt.dedup();
    proof
}

/// Returns what was found in a file, or which of its parts could not be read, and why.
fn search(name: &str, bytes: &[u8], needles: &Needles) -> Result<Vec<Hit>, (String, String)> {
    if needles.is_broken() {
        return Err(("全文".to_owned(), "不予公开的内容过多，无法查找".to_owned()));
    }
    let passages = read(name, bytes).map_err(|fault| (told(needles, &fault.part), fault.reason))?;
    let mut hits = Vec::new();
    for passage in &passages {
        let values = needles.find(passage);
        if values.is_empty() {
            continue;
        }
        let part = told(needles, &passage.part);
        hits.extend(values.into_iter().filter_map(|value| needles.values.get(value)).map(
            |value| Hit {
                span: value.span,
                kind: value.kind,
                file: ending(name),
                part: part.clone(),
            },
        ));
    }
    Ok(hits)
}

/// Returns the name of a part, unless it has a withheld value in it.
fn told(needles: &Needles, part: &str) -> String {
    if needles.find(&Passage::words("", part)).is_empty() {
        part.to_owned()
    } else {
        "名称不便写出的部件".to_owned()
    }
}
