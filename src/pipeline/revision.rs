//! What goes with a report that is handed in again: the marked-up report, and the note on changes.

use std::path::Path;
use std::thread;

use super::comparison::is_record;
use super::names::{edition_mark, folder_name, report_name};
use super::redline::{Reviser, redline};
use super::{Computed, Findings, Formats, Pipeline, PipelineError, Side, proof};
use crate::diff;
use crate::document::Document;
use crate::template::{Beside, Paper};

/// Which files are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevisionFiles {
    /// The formats of the marked-up report, and whose changes it shows.
    pub redline: Option<(Formats, Reviser)>,
    /// The formats of the note on changes.
    pub note: Option<(Formats, NoteKind)>,
}

/// Which note is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// 变更说明.
    Change,
    /// 更正说明.
    Correction,
    /// 更正说明 where final accounts changed and the budget did not, else 变更说明.
    ByFigures,
}

/// The files of a revision, not yet on disk.
#[derive(Debug)]
pub struct RevisedFiles {
    /// The older side; its snapshot has been taken out.
    pub old: Side,
    /// The newer side; its snapshot has been taken out.
    pub new: Side,
    /// The files; `None` when errors stand in the way.
    pub written: Option<NamedFiles>,
}

/// Files of one folder.
#[derive(Debug)]
pub struct NamedFiles {
    /// The folder's default name: 2023-昌黎县总工会.
    pub folder_name: String,
    /// The files with their names.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is said of the files of a public edition, which were read back and searched.
    pub proved: Option<String>,
}

impl Pipeline {
    /// Writes what goes with the report `new` that takes the place of `old`, each a filing or the
    /// record of a build; a note needs the filing.
    ///
    /// # Errors
    /// When a file cannot be read, a record is broken, a format's library refuses a document, or a
    /// note is wanted of a record.
    pub fn revise(
        &self,
        old: &Path,
        new: &Path,
        wanted: &RevisionFiles,
    ) -> Result<RevisedFiles, PipelineError> {
        if wanted.note.is_some() && is_record(new) {
            return Err(PipelineError::NoteOfRecord(new.display().to_string()));
        }
        let formats = wanted.redline.iter().map(|(formats, _)| formats);
        let mut formats = formats.chain(wanted.note.iter().map(|(formats, _)| formats));
        // The PDF's fonts are read while the filings are.
        let ((mut old, former), (mut new, computed)) = thread::scope(|scope| {
            if formats.any(|formats| formats.pdf) {
                scope.spawn(|| self.fonts().is_ok());
            }
            let (old, new) = rayon::join(|| self.computed_side(old), || self.computed_side(new));
            Ok::<_, PipelineError>((old?, new?))
        })?;
        let snapshots = old.snapshot.take().zip(new.snapshot.take());
        let faulty = old.findings.has_errors() || new.findings.has_errors();
        let Some((was, is)) = snapshots.filter(|_| !faulty) else {
            return Ok(RevisedFiles { old, new, written: None });
        };
        let stem = report_name(is.fiscal_year, &is.department, edition_mark(&is.edition));
        let (mut files, mut versions) = (Vec::new(), Vec::new());
        if let Some((formats, reviser)) = &wanted.redline {
            let marked = redline(&was.document, &is.document, reviser);
            versions = vec![marked.accepted().text(), marked.rejected().text()];
            let stem = format!("{stem}（修订对照）");
            let written = self.write(&marked, &stem, *formats, &mut new.findings)?;
            files.extend(written.files);
        }
        if let Some(((formats, kind), computed)) = wanted.note.zip(computed.as_ref()) {
            let changes = diff::compare(&was, &is);
            let note = kind.resolve(&changes);
            let worded = word_note(&changes, note, &is.document, computed, &mut new.findings);
            if let Some(document) = worded {
                let stem = format!("{stem}{}", note.name());
                let written = self.write(&document, &stem, formats, &mut new.findings)?;
                files.extend(written.files);
            }
        }
        let folder_name = folder_name(is.fiscal_year, &is.department);
        let proved = computed.as_ref().and_then(|newer| {
            // What was withheld before may be public now; what was public before is withheld now.
            if let Some(former) = &former {
                let newer = Some((&newer.edition, &newer.figures));
                proof::prove(&files, &versions, former, newer, &mut old.findings)?;
            }
            proof::prove(&files, &versions, newer, None, &mut new.findings)
        });
        let written = NamedFiles { folder_name, files, proved };
        let faulty = old.findings.has_errors() || new.findings.has_errors();
        let written = (!faulty).then_some(written);
        Ok(RevisedFiles { old, new, written })
    }

    /// Returns a side of a revision, and its filing unless it is a record.
    fn computed_side(&self, path: &Path) -> Result<(Side, Option<Computed>), PipelineError> {
        if is_record(path) { Ok((self.side(path)?, None)) } else { self.filing_side(path) }
    }
}

/// Words a note on `changes`, of the day of the `report`; what its template lacks is added to the
/// findings.
fn word_note(
    changes: &diff::Changes<'_>,
    note: Paper,
    report: &Document,
    computed: &Computed,
    findings: &mut Findings,
) -> Option<Document> {
    let Computed { edition, form, figures, .. } = computed;
    let rows = changes.noted();
    let beside = Beside { changes: &rows, ..Beside::default() };
    let document = form
        .template(note)
        .and_then(|template| template.render_beside(edition, &form.form, figures, beside));
    match document {
        Ok(mut document) => {
            document.metadata.date = report.metadata.date;
            Some(document)
        }
        Err(faults) => {
            findings.diagnostics.extend(faults);
            None
        }
    }
}

impl NoteKind {
    fn resolve(self, changes: &diff::Changes<'_>) -> Paper {
        match self {
            Self::Correction => Paper::CorrectionNote,
            Self::ByFigures if changes.only_final_accounts() => Paper::CorrectionNote,
            Self::ByFigures | Self::Change => Paper::ChangeNote,
        }
    }
}
