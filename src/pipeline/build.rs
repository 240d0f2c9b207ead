//! From a filing to the bytes of its report.

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use super::formats::{Formats, Written};
use super::forms::LoadedForm;
use super::names::{edition_mark, folder_name, report_name};
use super::{
    Attempt, Built, Computed, Current, Examined, Extent, Findings, Made, Pipeline, PipelineError,
    Place, Subject, proof,
};
use crate::document::{Document, Mark};
use crate::edition::Edition;
use crate::edition::EditionKind;
use crate::record::{self, FileHash, Record, Snapshot};
use crate::source::{SourceId, Sources};
use crate::workbook;

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be handed in: errors stand in its way.
    Final,
    /// To be looked at: every page says 草稿, and contradictions do not stand in its way.
    Draft,
}

impl Purpose {
    /// Returns the mark on every page, if there is one.
    pub(super) const fn mark(self) -> Option<Mark> {
        match self {
            Self::Final => None,
            Self::Draft => Some(Mark::Draft),
        }
    }

    /// Returns what the names of files end in: a draft never stands in for what was handed in.
    pub(super) fn in_names(self) -> String {
        self.mark().map_or_else(String::new, |mark| format!("（{}）", mark.text()))
    }
}
/// Returns the workbook of the forms, called `stem`, with its name.
fn forms_file(
    computed: &Computed,
    document: &Document,
    stem: String,
) -> Result<(String, Vec<u8>), PipelineError> {
    let Computed { edition, form, figures, .. } = computed;
    let name = format!("{stem}.xlsx");
    let properties = workbook::Properties {
        title: stem,
        author: edition.filing().department.name.value.clone(),
        date: document.metadata.date,
    };
    let page_mark = document.mark.map(Mark::text);
    let bytes = workbook::forms(edition, &form.form, figures, &properties, page_mark)
        .map_err(|error| PipelineError::Write { format: "XLSX", reason: error.to_string() })?;
    Ok((name, bytes))
}

impl Pipeline {
    /// Builds the report of the filing at `path`; `None` when errors stand in its way.
    ///
    /// # Errors
    /// When a file cannot be read or a format's library refuses the document.
    pub fn build(
        &self,
        path: &Path,
        formats: Formats,
        purpose: Purpose,
    ) -> Result<(Findings, Option<Built>), PipelineError> {
        let attempt = self.build_unless_current(path, formats, purpose, None)?;
        Ok((attempt.findings, attempt.made.built()))
    }

    /// Builds the report of the filing at `path` unless the folder that `folder` gives for the
    /// report's default folder name holds that report, whole, already.
    ///
    /// # Errors
    /// As [`Pipeline::build`].
    pub fn build_unless_current(
        &self,
        path: &Path,
        formats: Formats,
        purpose: Purpose,
        folder: Option<Place<'_>>,
    ) -> Result<Attempt, PipelineError> {
        // The PDF's fonts are read while the filing is.
        let examined = thread::scope(|scope| {
            if formats.pdf && self.fonts.get().is_none() {
                scope.spawn(|| self.fonts().is_ok());
            }
            self.examine(path)
        })?;
        self.attempt(examined, formats, purpose, folder)
    }

    /// Builds the report of an edition that was computed; `None` when errors stand in its way.
    pub(super) fn build_edition(
        &self,
        examined: Examined,
        formats: Formats,
        purpose: Purpose,
    ) -> Result<(Findings, Option<Built>), PipelineError> {
        let attempt = self.attempt(examined, formats, purpose, None)?;
        Ok((attempt.findings, attempt.made.built()))
    }

    fn attempt(
        &self,
        mut examined: Examined,
        formats: Formats,
        purpose: Purpose,
        folder: Option<Place<'_>>,
    ) -> Result<Attempt, PipelineError> {
        let composed = self.compose(&mut examined, purpose);
        let attachments = match self.settings.extent {
            Extent::Report => Some(Vec::new()),
            Extent::Package | Extent::Bound => self.attachments(&mut examined, purpose)?,
        };
        let subject = examined.filing.as_ref().map(Subject::of);
        let own_files = [examined.files, examined.unit_files].concat();
        let attempt = |findings, made| Ok(Attempt { findings, subject: subject.clone(), made });
        let mut findings = examined.findings;
        let (Some(document), Some(attachments), Some(computed), Some(subject)) =
            (composed, attachments, examined.filing, &subject)
        else {
            return attempt(findings, Made::Stopped);
        };
        let Subject { fiscal_year: year, department, .. } = subject;
        let document = self.finished(document, &computed.edition, purpose);
        let mark = edition_mark(computed.edition.key()).to_owned() + &purpose.in_names();
        let report = report_name(*year, department, &mark);
        let package = format!("{year}年度{department}整体绩效自评材料{mark}");
        let forms = format!("{year}年度{department}整体绩效自评表{mark}");
        let folder_name = folder_name(*year, department);
        let Computed { edition, form, figures, .. } = &computed;
        let mut record = Record {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            snapshot: Snapshot::of(edition, &form.form, figures, document),
            inputs: input_hashes(&findings.sources, &own_files, form, edition.kind()),
            outputs: Vec::new(),
            fonts: Vec::new(),
        };
        // Of a package the attachments would have to be made to know; it is built anew.
        if self.settings.extent == Extent::Report
            && let Some(folder) = folder.map(|place| place(&folder_name))
            && self.is_current(&folder, [&report, &forms], formats, &record)
        {
            let Computed { figures, .. } = computed;
            let current = Current { folder, folder_name, stem: report, figures };
            return attempt(findings, Made::Current(Box::new(current)));
        }
        let document = &record.snapshot.document;
        let (written, stem) = match self.settings.extent {
            Extent::Report => (self.write(document, &report, formats, &mut findings)?, report),
            Extent::Package => {
                let report = (document, report.as_str());
                let written =
                    self.write_package(report, &attachments, &mark, formats, &mut findings)?;
                (written, package)
            }
            Extent::Bound => {
                let report = (document.clone(), package.as_str());
                (self.write_bound(report, attachments, formats, &mut findings)?, package)
            }
        };
        let Written { mut files, fonts } = written;
        if findings.stop(purpose) {
            return attempt(findings, Made::Stopped);
        }
        if formats.xlsx {
            files.push(forms_file(&computed, document, forms)?);
        }
        record.outputs = files.iter().map(|(name, bytes)| FileHash::of(name, bytes)).collect();
        record.fonts = fonts;
        files.push((format!("{stem}.{}", record::EXTENSION), record.to_bytes()));
        let proved = proof::prove(&files, &[], &computed, None, &mut findings);
        if findings.stop(purpose) {
            return attempt(findings, Made::Stopped);
        }
        let Computed { figures, .. } = computed;
        let built = Built { folder_name, files, figures, record, proved };
        attempt(findings, Made::Built(Box::new(built)))
    }

    /// Returns `document` as it is written for `purpose`: dated, and a draft with its mark.
    pub(super) fn finished(
        &self,
        document: Document,
        edition: &Edition,
        purpose: Purpose,
    ) -> Document {
        Document { mark: purpose.mark(), ..self.dated(document, edition) }
    }
}

/// Returns the hashes of the filing's files, its units' included by their paths below its folder, and
/// of the form's; of the form's only in the public edition, since a hash of what is withheld lets a
/// guess be confirmed.
fn input_hashes(
    sources: &Sources,
    filing: &[SourceId],
    form: &LoadedForm,
    edition: EditionKind,
) -> Vec<FileHash> {
    if edition == EditionKind::Public {
        return form.file_hashes().to_vec();
    }
    let first = filing.first().map(|id| Path::new(&sources.get(*id).name));
    let folder = first.and_then(Path::parent).unwrap_or(Path::new(""));
    let filing: BTreeSet<_> = filing.iter().copied().collect();
    let hash = |id| {
        let source = sources.get(id);
        let path = Path::new(&source.name);
        let name = path.strip_prefix(folder).ok().or_else(|| path.file_name().map(Path::new));
        let name = name.unwrap_or(path).to_string_lossy().replace('\\', "/");
        FileHash::of_source(name, source)
    };
    let form = form.file_hashes().iter().cloned();
    filing.into_iter().map(hash).chain(form).collect()
}
