//! Two filings, or what became of them, compared.

use std::ffi::OsStr;
use std::path::Path;

use super::{Built, Computed, Findings, Pipeline, PipelineError};
use crate::diff;
use crate::record::{self, MAX_RECORD_BYTES, Record, Snapshot};
use crate::source::{OpenError, read_bytes};

/// How a comparison is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffOutput {
    /// Aligned text for people.
    Text,
    /// JSON for programs.
    Json,
}

/// One side of a comparison.
#[derive(Debug)]
pub struct Side {
    /// What was found in the filing; nothing in a record.
    pub findings: Findings,
    /// What the filing amounts to, or `None` when it cannot be understood.
    pub snapshot: Option<Snapshot>,
    /// What a reader of the comparison should know of this side, in Chinese.
    pub notes: Vec<String>,
}

/// A comparison.
#[derive(Debug)]
pub struct Compared {
    /// The older side; its snapshot has been taken out.
    pub old: Side,
    /// The newer side; its snapshot has been taken out.
    pub new: Side,
    /// The comparison, or `None` when one of the sides cannot be understood.
    pub text: Option<String>,
}

impl Pipeline {
    /// Compares what `old` and `new` amount to, each a filing or the record of a build (a file whose
    /// name ends in `.record`).
    ///
    /// # Errors
    /// When a file cannot be read or a record is broken.
    pub fn diff(
        &self,
        old: &Path,
        new: &Path,
        output: DiffOutput,
    ) -> Result<Compared, PipelineError> {
        let (old, new) = rayon::join(|| self.side(old), || self.side(new));
        let (mut old, mut new) = (old?, new?);
        let snapshots = old.snapshot.take().zip(new.snapshot.take());
        let text = snapshots.map(|(old, new)| {
            let changes = diff::compare(&old, &new);
            match output {
                DiffOutput::Text => changes.text(),
                DiffOutput::Json => changes.json(),
            }
        });
        Ok(Compared { old, new, text })
    }

    /// Returns what the filing or the record at `path` amounts to.
    ///
    /// A filing is worded whatever its checks find: it is compared, not handed in.
    ///
    /// # Errors
    /// When a file cannot be read or a record is broken.
    pub fn side(&self, path: &Path) -> Result<Side, PipelineError> {
        if is_record(path) {
            let record = read_record(path)?;
            let notes = strayed(path, &record);
            let findings = Findings::default();
            return Ok(Side { findings, snapshot: Some(record.snapshot), notes });
        }
        self.filing_side(path).map(|(side, _computed)| side)
    }

    /// Returns what the filing at `path` amounts to, and the filing itself.
    pub(super) fn filing_side(
        &self,
        path: &Path,
    ) -> Result<(Side, Option<Computed>), PipelineError> {
        let mut examined = self.examine(path)?;
        let document = self.word(&mut examined);
        let snapshot = examined.filing.as_ref().zip(document).map(|(computed, document)| {
            let Computed { edition, form, figures, .. } = computed;
            Snapshot::of(edition, &form.form, figures, document)
        });
        let side = Side { findings: examined.findings, snapshot, notes: Vec::new() };
        Ok((side, examined.filing))
    }
}

/// Returns whether `path` names the record of a build rather than a filing.
pub(super) fn is_record(path: &Path) -> bool {
    path.extension() == Some(OsStr::new(record::EXTENSION)) && !path.is_dir()
}

/// Returns in one line what changed since the record at `path` was written; `None` where there is
/// none.
pub fn since_last(path: &Path, built: &Built) -> Option<String> {
    let last = match read_record(path) {
        Ok(last) => last,
        Err(PipelineError::Open(OpenError::Io { error, .. }))
            if error.kind() == std::io::ErrorKind::NotFound =>
        {
            return None;
        }
        Err(error) => return Some(format!("上次的记录无法读取，未作比较（{error}）")),
    };
    let changes = diff::compare(&last.snapshot, &built.record.snapshot);
    Some(format!("与上次相比：{}", changes.summary()))
}

/// Reads the record at `path`.
pub(super) fn read_record(path: &Path) -> Result<Record, PipelineError> {
    let bytes = read_bytes(path, MAX_RECORD_BYTES)?;
    Record::of_bytes(&bytes)
        .map_err(|fault| PipelineError::Record { path: path.display().to_string(), fault })
}

/// Says which outputs beside a record are not those that it was written for.
fn strayed(path: &Path, record: &Record) -> Vec<String> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let outputs = record.outputs.iter().filter_map(|output| {
        // A record is input: only a plain name stays in its folder.
        let name = Path::new(&output.name);
        if name.file_name() != Some(name.as_os_str()) {
            return None;
        }
        let bytes = read_bytes(&folder.join(name), MAX_RECORD_BYTES).ok()?;
        (!output.matches(&bytes))
            .then(|| format!("“{}”在生成之后改动过，比较以记录为准", output.name))
    });
    outputs.collect()
}
