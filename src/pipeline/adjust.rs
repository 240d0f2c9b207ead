//! One more entry in a filing's ledger: checked before anything is written, and what it moves.

use std::path::{Path, PathBuf};

use super::{Examined, Findings, Pipeline, PipelineError, folder_of};
use crate::figures::{self, Moved};
use crate::ledger::{self, EntryTexts, Insertion};
use crate::model::Adjustment;
use crate::source::{Opened, Sources};

/// A file with the entry in it, not yet on disk.
#[derive(Debug)]
pub struct Amended {
    /// The file.
    pub path: PathBuf,
    /// What it is to hold.
    pub bytes: Vec<u8>,
    /// The line of the entry, from 1.
    pub line: usize,
    /// The figures that the entry moves.
    pub moved: Vec<Moved>,
}

impl Pipeline {
    /// Adds `entry` to the ledger of the filing at `path`; `None` when findings stand in its way: the
    /// filing does not load, the entry is not what the loader takes, or a stated `adjusted`
    /// contradicts it. Otherwise the findings are those of the filing with the entry.
    ///
    /// # Errors
    /// When a file cannot be read, and [`PipelineError::ByHand`] when its YAML is written in a way
    /// that cannot be followed.
    pub fn adjust(
        &self,
        path: &Path,
        entry: &EntryTexts,
    ) -> Result<(Findings, Option<Amended>), PipelineError> {
        let Examined { mut findings, files, filing, .. } = self.examine(path)?;
        let Some(before) = filing else { return Ok((findings, None)) };
        if !before.edition.filing().consolidated.units.is_empty() {
            return Err(PipelineError::Consolidated { entry: entry.in_braces() });
        }
        let unit = before.edition.filing().amount_unit;
        let typed = match entry.read(&mut findings.sources, unit) {
            Ok(typed) => typed,
            Err(faults) => {
                return Ok((Findings { diagnostics: faults, ..findings }, None));
            }
        };
        let unknown = typed.project.as_ref();
        let unknown = unknown.and_then(|project| ledger::unknown_project(&before.figures, project));
        let refusals = match unknown {
            Some(unknown) => vec![unknown],
            None => ledger::contradictions(
                &findings.sources,
                before.edition.filing(),
                &before.figures,
                &typed,
            ),
        };
        if !refusals.is_empty() {
            return Ok((Findings { diagnostics: refusals, ..findings }, None));
        }
        let sources = &findings.sources;
        let by_hand = || PipelineError::ByHand { entry: entry.in_braces() };
        let insertion = ledger::insertion(sources, &files, entry).ok_or_else(by_hand)?;
        let Insertion { file, text } = &insertion;

        let mut amended_sources = Sources::new();
        let amended_files = files.iter().map(|id| {
            let source = sources.get(*id);
            let text = if id == file { text } else { &source.text };
            amended_sources.add(source.name.as_str(), text.as_str())
        });
        let opened = Opened { files: amended_files.collect(), faults: Vec::new() };
        let examined = self.examine_opened(amended_sources, opened, &folder_of(path))?;
        let Some(after) = examined.filing else { return Err(by_hand()) };
        let old = &before.edition.filing().budget.adjustments;
        let new = &after.edition.filing().budget.adjustments;
        let added = added(old, new, &typed).ok_or_else(by_hand)?;

        let source = sources.get(*file);
        let mark: &[u8] = if source.skipped > 0 { "\u{feff}".as_bytes() } else { &[] };
        let amended = Amended {
            path: PathBuf::from(&source.name),
            bytes: [mark, text.as_bytes()].concat(),
            line: examined.findings.sources.position(added.span).line,
            moved: figures::moved(&before.figures, &after.figures),
        };
        Ok((examined.findings, Some(amended)))
    }
}

/// Returns the entry that was added, unless the ledger differs in anything else.
fn added<'a>(
    old: &[Adjustment],
    new: &'a [Adjustment],
    typed: &Adjustment,
) -> Option<&'a Adjustment> {
    let (last, kept) = new.split_last()?;
    let is_kept =
        old.len() == kept.len() && old.iter().zip(kept).all(|(old, new)| ledger::is_same(old, new));
    (is_kept && ledger::is_same(last, typed)).then_some(last)
}
