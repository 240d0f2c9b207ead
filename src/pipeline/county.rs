//! A county's summary as DOCX, PDF and XLSX.

use std::thread;

use super::build::Purpose;
use super::{Findings, Formats, Pipeline, PipelineError, RegisterFormats};
use crate::county::{County, Submission};
use crate::document::Document;
use crate::form::FormError;
use crate::source::{Span, Spanned};
use crate::template::{COUNTY_FORM, Paper};
use crate::workbook::{self, Properties};

/// A summary's files with their names.
type NamedBytes = Vec<(String, Vec<u8>)>;

impl Pipeline {
    /// Writes the summary of each year of `submissions`, by their name and bytes; no files when the
    /// county's form has faults.
    ///
    /// # Errors
    /// When a file of the form cannot be read or a format's library refuses a summary.
    pub fn county(
        &self,
        submissions: &[Submission],
        formats: RegisterFormats,
        purpose: Purpose,
    ) -> Result<(Findings, Option<NamedBytes>), PipelineError> {
        let mut findings = Findings::default();
        let asked = findings.sources.add("--summary", COUNTY_FORM);
        let span = Span { source: asked, start: 0, end: COUNTY_FORM.len() };
        let name = Spanned { value: COUNTY_FORM.to_owned(), span };
        let directory = self.settings.templates.as_deref();
        // The PDF's fonts are read while the template is.
        let loaded = thread::scope(|scope| {
            if formats.pdf {
                scope.spawn(|| self.fonts().is_ok());
            }
            self.forms.load(&mut findings.sources, &name, directory)
        });
        let form = match loaded {
            Ok(form) => form,
            Err(FormError::Open(error)) => return Err(error.into()),
            Err(FormError::Findings(found)) => {
                findings.diagnostics.extend(found);
                return Ok((findings, None));
            }
        };
        let template = match form.template(Paper::CountySummary) {
            Ok(template) => template,
            Err(found) => {
                findings.diagnostics.extend(found);
                return Ok((findings, None));
            }
        };
        let mut files = Vec::new();
        for county in County::by_year(submissions, &form.form) {
            let mut document = match template.render_county(&county, &form.form) {
                Ok(document) => document,
                Err(found) => {
                    findings.diagnostics.extend(found);
                    return Ok((findings, None));
                }
            };
            if let Some(date) = self.settings.source_date {
                document.metadata.date = date;
            }
            let stem = format!("{}年度绩效自评汇总{}", county.fiscal_year, purpose.in_names());
            document.mark = purpose.mark();
            let RegisterFormats { docx, pdf, xlsx } = formats;
            let formats = Formats { docx, pdf, ..Formats::default() };
            files.extend(self.write(&document, &stem, formats, &mut findings)?.files);
            if xlsx {
                let bytes = workbook::county(&county, &form.form, &properties(&document, &stem));
                let bytes = bytes.map_err(|error| PipelineError::Write {
                    format: "XLSX",
                    reason: error.to_string(),
                })?;
                files.push((format!("{stem}.xlsx"), bytes));
            }
        }
        let files = (!findings.has_errors()).then_some(files);
        Ok((findings, files))
    }
}

/// Returns what the workbook says of itself.
fn properties(document: &Document, stem: &str) -> Properties {
    let metadata = &document.metadata;
    Properties { title: stem.to_owned(), author: metadata.author.clone(), date: metadata.date }
}
