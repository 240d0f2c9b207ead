//! A document in its formats: DOCX, PDF and web page, with what the PDF's fonts lack.

use std::collections::BTreeSet;

use super::{Findings, Pipeline, PipelineError, placed};
use crate::document::Document;
use crate::fonts::{FontSet, FontsError};
use crate::layout::{self, Item, Layout};
use crate::record::FontIdentity;
use crate::writer::{html, pdf};

/// Which formats are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each format is written or not, by itself")]
pub struct Formats {
    /// WordprocessingML.
    pub docx: bool,
    /// PDF/A.
    pub pdf: bool,
    /// A web page.
    pub html: bool,
    /// The self-evaluation forms as a workbook, beside the report.
    pub xlsx: bool,
}

impl Formats {
    /// Returns the extensions of the files, in the order in which a build writes them.
    pub fn extensions(self) -> impl Iterator<Item = &'static str> {
        let Self { docx, pdf, html, xlsx } = self;
        let all = [("docx", docx), ("pdf", pdf), ("html", html), ("xlsx", xlsx)];
        all.into_iter().filter_map(|(extension, is_written)| is_written.then_some(extension))
    }
}

/// A PDF and the fonts that it embeds parts of.
type Pdf = (Vec<u8>, Vec<FontIdentity>);

/// A document in its formats.
pub(super) struct Written {
    /// The files with their names.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The fonts that the PDF embeds parts of.
    pub(super) fonts: Vec<FontIdentity>,
}

impl Pipeline {
    /// Writes `document` in `formats` to files called `stem`; where fonts or characters are missing,
    /// the findings say so and there is no PDF.
    pub(super) fn write(
        &self,
        document: &Document,
        stem: &str,
        formats: Formats,
        findings: &mut Findings,
    ) -> Result<Written, PipelineError> {
        let docx = || formats.docx.then(|| self.docx.write(document));
        let mut pdf = || formats.pdf.then(|| self.pdf(document, findings));
        // Two cores write two formats; for one, no other thread is begun.
        let is_pair = formats.docx && formats.pdf;
        let (docx, pdf) = if is_pair { rayon::join(docx, pdf) } else { (docx(), pdf()) };
        let docx = docx
            .transpose()
            .map_err(|error| PipelineError::Write { format: "DOCX", reason: error.to_string() })?;
        let (pdf, fonts) = pdf.transpose()?.flatten().unzip();
        let html = formats.html.then(|| html::write(document));
        let files = [("docx", docx), ("pdf", pdf), ("html", html)]
            .into_iter()
            .filter_map(|(extension, bytes)| Some((format!("{stem}.{extension}"), bytes?)));
        Ok(Written { files: files.collect(), fonts: fonts.unwrap_or_default() })
    }

    /// Returns the fonts, read once.
    pub(super) fn fonts(&self) -> Result<&FontSet, &FontsError> {
        self.fonts.get_or_init(|| FontSet::load(&self.font_sources)).as_ref()
    }

    /// Lays `document` out and writes it as PDF, of which it names the fonts; `None` when characters
    /// or fonts are missing.
    fn pdf(
        &self,
        document: &Document,
        findings: &mut Findings,
    ) -> Result<Option<Pdf>, PipelineError> {
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
            .map(|bytes| Some((bytes, font_identities(&laid.layout, fonts))))
            .map_err(|error| PipelineError::Write { format: "PDF", reason: error.to_string() })
    }
}

/// Returns the fonts that a layout uses, in the order of their names.
pub(super) fn font_identities(layout: &Layout, fonts: &FontSet) -> Vec<FontIdentity> {
    let items = layout.pages.iter().flat_map(|page| &page.items);
    let used: BTreeSet<_> = items
        .filter_map(|item| match item {
            Item::Glyphs(run) => Some(run.font),
            Item::Rule(_) | Item::Shape(_) => None,
        })
        .collect();
    let identities: BTreeSet<_> = used
        .into_iter()
        .filter_map(|font| fonts.directory(font))
        .map(|font| FontIdentity::of(font.post_script_name, font.file_bytes, &font.tables))
        .collect();
    identities.into_iter().collect()
}
