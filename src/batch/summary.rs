//! What became of all filings of a batch: as JSON, and the shares of a batch merged into one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entry::{Entry, Outcome};
use super::roll::{Roll, settle_answers};
use super::shard::Shard;

/// What a filing takes in the JSON, about.
const JSON_BYTES: usize = 1_300;

/// The layout of the JSON.
const FORMAT: u32 = 1;

/// What became of all filings, in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    format: u32,
    /// The version of the program.
    pub program: String,
    /// Which edition was built: `full`.
    pub edition: String,
    /// What was built, by extension.
    pub formats: Vec<String>,
    /// Whether drafts were built.
    pub draft: bool,
    /// The share: `1/1` for everything.
    pub shard: Shard,
    /// The formats of the answers; `None` where none were written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Vec<String>>,
    /// The departments that were expected to hand something in; `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Vec<String>>,
    /// Who is clean, who is returned, who is missing; there with answers or a list of the expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roll: Option<Roll>,
    /// How many filings ended how.
    pub counts: BTreeMap<Outcome, usize>,
    /// The filings.
    pub filings: Vec<Entry>,
}

/// Why summaries cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// A file that is no summary of this program.
    #[error("“{0}”不是批量生成的汇总：{1}")]
    Unreadable(String, String),
    /// Summaries of different runs.
    #[error("“{0}”与“{1}”不是同一次批量生成的：版本、格式或者份数不同")]
    Different(String, String),
    /// A share that is missing.
    #[error("缺少第 {0} 份的汇总，各份的汇总要一起给出")]
    Missing(Shard),
    /// A share that was given twice.
    #[error("第 {0} 份的汇总给了两次")]
    Twice(Shard),
    /// A filing that is in two shares.
    #[error("“{0}”在两份汇总中都有，各份不是从同一个文件夹生成的")]
    Overlap(String),
}

impl Summary {
    /// Returns the summary of `filings`, which are share `shard` of a batch.
    pub fn new(
        edition: &str,
        formats: Vec<String>,
        draft: bool,
        shard: Shard,
        filings: Vec<Entry>,
    ) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            edition: edition.to_owned(),
            formats,
            draft,
            shard,
            answers: None,
            expected: None,
            roll: None,
            counts: counts(&filings),
            filings,
        }
    }

    /// Adds the roll: of a run that wrote answers in these formats, against who is `expected`; nothing
    /// where there is neither.
    #[must_use]
    pub fn with_roll(self, answers: Option<Vec<String>>, expected: Option<Vec<String>>) -> Self {
        // Who is missing from a share may be in another.
        let known = expected.as_deref().filter(|_| self.shard == Shard::WHOLE);
        let is_asked = answers.is_some() || expected.is_some();
        let roll = is_asked.then(|| Roll::of(&self.filings, known));
        Self { answers, expected, roll, ..self }
    }

    /// Returns the summary as JSON; the same filings give the same bytes.
    ///
    /// # Panics
    /// Never: it holds nothing that JSON cannot.
    pub fn to_json(&self) -> String {
        let mut bytes = Vec::with_capacity(JSON_BYTES * self.filings.len());
        serde_json::to_writer_pretty(&mut bytes, self)
            .expect("a summary has only text and numbers");
        bytes.push(b'\n');
        String::from_utf8(bytes).expect("JSON is UTF-8")
    }

    /// Reads the JSON that [`Summary::to_json`] gives; `name` is the file's.
    ///
    /// # Errors
    /// When it is something else.
    pub fn of_json(name: &str, bytes: &[u8]) -> Result<Self, MergeError> {
        let fault = |reason: String| MergeError::Unreadable(name.to_owned(), reason);
        let summary: Self =
            serde_json::from_slice(bytes).map_err(|error| fault(error.to_string()))?;
        if summary.format != FORMAT {
            return Err(fault(format!("格式是第 {} 版，本程序只读第 {FORMAT} 版", summary.format)));
        }
        Ok(summary)
    }

    /// Returns how many filings did not end as they should.
    pub fn failures(&self) -> usize {
        self.filings.iter().filter(|entry| entry.outcome != Outcome::Built).count()
    }

    /// Merges the shares of one batch (each with its file's name) into the summary that the batch would
    /// have without shares.
    ///
    /// # Errors
    /// When a share is missing or doubled, or when they are of different runs.
    pub fn merge(shares: Vec<(String, Self)>) -> Result<Self, MergeError> {
        let Some((first_name, first)) = shares.first().cloned() else {
            return Err(MergeError::Missing(Shard::WHOLE));
        };
        let count = first.shard.count();
        let mut given =
            vec![false; usize::try_from(count).unwrap_or(usize::MAX).min(shares.len() + 1)];
        let mut filings = Vec::new();
        for (name, share) in shares {
            if !share.is_of_the_run_of(&first) {
                return Err(MergeError::Different(first_name, name));
            }
            let place = usize::try_from(share.shard.index() - 1).unwrap_or(usize::MAX);
            match given.get_mut(place) {
                Some(true) => return Err(MergeError::Twice(share.shard)),
                Some(given) => *given = true,
                // A share beyond as many as were given: one of the first is missing.
                None => {}
            }
            filings.extend(share.filings);
        }
        if let Some(place) = given.iter().position(|given| !given) {
            let missing = u32::try_from(place + 1).ok().and_then(|index| Shard::new(index, count));
            return Err(MergeError::Missing(missing.unwrap_or(Shard::WHOLE)));
        }
        filings.sort_by(|one, other| one.filing.cmp(&other.filing));
        if let Some([one, _]) =
            filings.array_windows().find(|[one, other]| one.filing == other.filing)
        {
            return Err(MergeError::Overlap(one.filing.clone()));
        }
        clash(&mut filings);
        settle_answers(&mut filings);
        let Self { edition, formats, draft, answers, expected, .. } = first;
        let merged = Self::new(&edition, formats, draft, Shard::WHOLE, filings);
        Ok(merged.with_roll(answers, expected))
    }

    fn is_of_the_run_of(&self, other: &Self) -> bool {
        self.program == other.program
            && self.edition == other.edition
            && self.formats == other.formats
            && self.draft == other.draft
            && self.answers == other.answers
            && self.expected == other.expected
            && self.shard.count() == other.shard.count()
    }
}

fn counts(filings: &[Entry]) -> BTreeMap<Outcome, usize> {
    let count = |outcome| filings.iter().filter(|entry| entry.outcome == outcome).count();
    Outcome::ALL.into_iter().map(|outcome| (outcome, count(outcome))).collect()
}

/// Marks filings of different shares that write the same report, which no share could see.
fn clash(filings: &mut [Entry]) {
    let mut owners = BTreeMap::new();
    for entry in filings.iter_mut().filter(|entry| entry.outcome == Outcome::Built) {
        let Some(folder) = entry.folder.clone() else { continue };
        match owners.get(&folder) {
            None => drop(owners.insert(folder, entry.filing.clone())),
            Some(owner) => entry.yield_to(owner),
        }
    }
}
