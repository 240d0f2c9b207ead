//! The disclosure register of a filing as DOCX, PDF and XLSX.

use std::path::Path;
use std::thread;

use super::names::{edition_mark, folder_name};
use super::proof;
use super::{
    Computed, EditionKind, Findings, Formats, NamedFiles, Pipeline, PipelineError, Purpose,
};
use crate::disclosure;
use crate::document::{Document, Mark};
use crate::template::{Beside, Paper};
use crate::workbook::{self, Properties};

/// Which formats of the register are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RegisterFormats {
    /// WordprocessingML.
    pub docx: bool,
    /// PDF/A.
    pub pdf: bool,
    /// A workbook.
    pub xlsx: bool,
}

impl Pipeline {
    /// Writes the disclosure register of the filing at `path`; no files when errors stand in its
    /// way. That of the full edition names the projects that are withheld, that of the public edition
    /// does not; the amounts of both are the public edition's.
    ///
    /// # Errors
    /// When a file cannot be read or a format's library refuses the register.
    pub fn register(
        &self,
        path: &Path,
        formats: RegisterFormats,
        purpose: Purpose,
    ) -> Result<(Findings, Option<NamedFiles>), PipelineError> {
        // The PDF's fonts are read while the filing is.
        let examined = thread::scope(|scope| {
            if formats.pdf {
                scope.spawn(|| self.fonts().is_ok());
            }
            self.examine(path)
        })?;
        let mut findings = examined.findings;
        let Some(listed) = examined.filing.filter(|_| !findings.stop(purpose)) else {
            return Ok((findings, None));
        };
        let cut = match listed.edition.kind() {
            EditionKind::Full => Some(listed.public()),
            EditionKind::Public => None,
        };
        let public = cut.as_ref().unwrap_or(&listed);
        let Some(paper) = self.word_register(&listed, public, &mut findings) else {
            return Ok((findings, None));
        };
        let Worded { register, mut document } = paper;
        let filing = public.edition.filing();
        let (year, department) = (filing.fiscal_year.value, &filing.department.name.value);
        let mark = edition_mark(listed.edition.key()).to_owned() + &purpose.in_names();
        let stem = format!("{year}年度{department}绩效自评公开登记表{mark}");
        document.mark = match (register.has_withheld(), purpose) {
            (false, Purpose::Final) => None,
            (false, Purpose::Draft) => Some(Mark::Draft),
            (true, Purpose::Final) => Some(Mark::Internal),
            (true, Purpose::Draft) => Some(Mark::InternalDraft),
        };
        let RegisterFormats { docx, pdf, xlsx } = formats;
        let written = self.write(
            &document,
            &stem,
            Formats { docx, pdf, ..Formats::default() },
            &mut findings,
        )?;
        let mut files = written.files;
        if xlsx {
            let bytes = workbook::register(
                &register,
                &public.form.form,
                &public.figures,
                &properties(&document, purpose),
            );
            let bytes = bytes.map_err(|error| PipelineError::Write {
                format: "XLSX",
                reason: error.to_string(),
            })?;
            files.push((format!("{stem}.xlsx"), bytes));
        }
        // Only that of the public edition may be published.
        let proved = proof::prove(&files, &[], &listed, None, &mut findings);
        let files = NamedFiles { folder_name: folder_name(year, department), files, proved };
        let files = (!findings.stop(purpose)).then_some(files);
        Ok((findings, files))
    }

    /// Words the register of what `listed` has; what the template lacks is added to the findings.
    fn word_register(
        &self,
        listed: &Computed,
        public: &Computed,
        findings: &mut Findings,
    ) -> Option<Worded> {
        let Computed { edition, form, figures, .. } = public;
        let register = disclosure::register(&listed.edition, edition);
        let beside = Beside { register: Some(&register), ..Beside::default() };
        let document = form
            .template(Paper::DisclosureRegister)
            .and_then(|template| template.render_beside(edition, &form.form, figures, beside));
        match document {
            Ok(document) => Some(Worded { document: self.dated(document, edition), register }),
            Err(faults) => {
                findings.diagnostics.extend(faults);
                None
            }
        }
    }
}

/// A register with its document.
struct Worded {
    register: disclosure::Register,
    document: Document,
}

/// Returns what the workbook says of itself: what the document does, and in its title that it is a
/// draft.
fn properties(document: &Document, purpose: Purpose) -> Properties {
    let metadata = &document.metadata;
    let title = format!("{}{}", metadata.title, purpose.in_names());
    Properties { title, author: metadata.author.clone(), date: metadata.date }
}
