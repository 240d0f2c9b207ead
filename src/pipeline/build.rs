//! From a filing to the bytes of its report.

use std::path::Path;
use std::thread;

use super::{Examined, Findings, Pipeline, PipelineError, placed};
use crate::document::{Document, Mark};
use crate::figures::Figures;
use crate::fonts::{FontSet, FontsError};
use crate::layout;
use crate::writer::{docx, pdf};

/// Which formats are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats {
    /// WordprocessingML.
    pub docx: bool,
    /// PDF/A.
    pub pdf: bool,
}

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be handed in: errors stand in its way.
    Final,
    /// To be looked at: every page says 草稿, and contradictions do not stand in its way.
    Draft,
}

/// A built report, not yet on disk.
#[derive(Debug)]
pub struct Built {
    /// The folder's default name: 2023-昌黎县总工会.
    pub folder_name: String,
    /// The files with their names.
    pub files: Vec<(String, Vec<u8>)>,
    /// The figures that the report quotes from.
    pub figures: Figures,
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
        // The PDF's fonts are read while the filing is.
        let mut examined = thread::scope(|scope| {
            if formats.pdf {
                scope.spawn(|| self.fonts().is_ok());
            }
            self.examine(path)
        })?;
        let composed = self.word(&mut examined, purpose);
        let mut findings = examined.findings;
        let (Some(document), Some(computed)) = (composed, examined.filing) else {
            return Ok((findings, None));
        };
        // Two cores write two formats.
        let (docx, pdf) = rayon::join(
            || formats.docx.then(|| docx::write(&document)),
            || formats.pdf.then(|| self.pdf(&document, &mut findings)),
        );
        let docx = docx
            .transpose()
            .map_err(|error| PipelineError::Write { format: "DOCX", reason: error.to_string() })?;
        let pdf = pdf.transpose()?.flatten();
        if findings.stop(purpose) {
            return Ok((findings, None));
        }
        let filing = computed.edition.filing();
        let (year, department) = (filing.fiscal_year.value, &filing.department.name.value);
        let mark = match document.mark {
            // A name of its own, so that a draft never stands in for what was handed in.
            Some(mark) => format!("（{}）", mark.text()),
            None => String::new(),
        };
        let stem = format!("{year}年度{department}整体绩效自评工作报告{mark}");
        let files = [("docx", docx), ("pdf", pdf)]
            .into_iter()
            .filter_map(|(extension, bytes)| Some((format!("{stem}.{extension}"), bytes?)));
        let built = Built {
            folder_name: format!("{year}-{department}"),
            files: files.collect(),
            figures: computed.figures,
        };
        Ok((findings, Some(built)))
    }

    /// Words the document for `purpose`; a draft bears its mark.
    fn word(&self, examined: &mut Examined, purpose: Purpose) -> Option<Document> {
        let document = self.compose(examined, purpose)?;
        match purpose {
            Purpose::Final => Some(document),
            Purpose::Draft => Some(Document { mark: Some(Mark::Draft), ..document }),
        }
    }

    /// Returns the fonts, read once.
    fn fonts(&self) -> Result<&FontSet, &FontsError> {
        self.fonts.get_or_init(|| FontSet::load(&self.font_sources)).as_ref()
    }

    /// Lays `document` out and writes it as PDF; `None` when characters or fonts are missing.
    fn pdf(
        &self,
        document: &Document,
        findings: &mut Findings,
    ) -> Result<Option<Vec<u8>>, PipelineError> {
        let fonts = match self.fonts() {
            Ok(fonts) => fonts,
            Err(error) => {
                findings.diagnostics.extend(placed::fonts_missing(error));
                return Ok(None);
            }
        };
        let laid = layout::lay_out(document, fonts);
        findings.diagnostics.extend(laid.too_wide.iter().map(placed::table_too_wide));
        if !laid.missing.is_empty() {
            let missing = placed::glyphs_missing(&findings.sources, &laid.missing);
            findings.diagnostics.extend(missing);
            return Ok(None);
        }
        pdf::write(document, &laid.layout, fonts)
            .map(Some)
            .map_err(|error| PipelineError::Write { format: "PDF", reason: error.to_string() })
    }
}
