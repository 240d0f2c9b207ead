//! The officer's review of what the public edition of a filing leaves out.

use std::path::Path;
use std::thread;

use super::names::{INTERNAL_SUFFIX, folder_name};
use super::{
    Computed, DiffOutput, Examined, Findings, Formats, NamedFiles, Pipeline, PipelineError,
};
use crate::diagnostic;
use crate::disclosure::{self, Review};
use crate::document::{Document, Mark};
use crate::template::{Beside, Paper};

/// A review that was asked for.
#[derive(Debug)]
pub struct Reviewed<T> {
    /// What was found in the full edition.
    pub full: Findings,
    /// What was found in the public edition only.
    pub public: Findings,
    /// How many things the public edition leaves out.
    pub withheld: usize,
    /// The review as text or as files; `None` when errors stand in its way.
    pub made: Option<T>,
}

impl Pipeline {
    /// Returns what the public edition of the filing at `path` leaves out, and what that does to its
    /// totals; `None` when the filing cannot be understood.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn review(
        &self,
        path: &Path,
        output: DiffOutput,
    ) -> Result<Reviewed<String>, PipelineError> {
        let Both { full, public, review } = self.both_reviewed(path)?;
        let made = review.as_ref().map(|review| match output {
            DiffOutput::Text => review.text(),
            DiffOutput::Json => review.json(),
        });
        let withheld = review.map_or(0, |review| review.items.len());
        Ok(Reviewed { full: full.findings, public: public.findings, withheld, made })
    }

    /// Writes the officer's review (公开审查表) of the filing at `path`. Errors of either edition
    /// stand in its way, but not those of the checks of disclosure, which it lists.
    ///
    /// # Errors
    /// When a file cannot be read or a format's library refuses the document.
    pub fn review_files(
        &self,
        path: &Path,
        formats: Formats,
    ) -> Result<Reviewed<NamedFiles>, PipelineError> {
        // The PDF's fonts are read while the filing is.
        let Both { mut full, public, review } = thread::scope(|scope| {
            if formats.pdf {
                scope.spawn(|| self.fonts().is_ok());
            }
            self.both_reviewed(path)
        })?;
        let withheld = review.as_ref().map_or(0, |review| review.items.len());
        let stopped = full.findings.stop_review() || public.findings.stop_review();
        let review = review.filter(|_| !stopped);
        let document = match (&review, &full.filing) {
            (Some(review), Some(filing)) => self.word_review(review, filing, &mut full.findings),
            _ => None,
        };
        let Examined { mut findings, filing, .. } = full;
        let mut made = None;
        if let (Some(document), Some(filing)) = (document, filing) {
            let filing = filing.edition.filing();
            let (year, department) = (filing.fiscal_year.value, &filing.department.name.value);
            // A name that says so to whoever publishes the files beside it.
            let stem = format!("{year}年度{department}公开审查表{INTERNAL_SUFFIX}");
            let files = self.write(&document, &stem, formats, &mut findings)?.files;
            let folder_name = folder_name(year, department);
            // The officer's paper holds what is withheld, and goes to no one else.
            made = Some(NamedFiles { folder_name, files, proved: None });
        }
        let made = made.filter(|_| !findings.stop_review());
        Ok(Reviewed { full: findings, public: public.findings, withheld, made })
    }

    /// Reads the filing at `path`, computes and words both editions, and reviews the public one.
    fn both_reviewed(&self, path: &Path) -> Result<Both, PipelineError> {
        let mut full = self.examine_full(path)?;
        let mut public = full.beside();
        drop(self.word(&mut full));
        drop(self.word(&mut public));
        let review =
            full.filing.as_ref().zip(public.filing.as_ref()).map(|(full_filing, filing)| {
                let figures = (&full_filing.figures, &filing.figures);
                let findings = [&full.findings, &public.findings];
                let mut findings: Vec<_> =
                    findings.iter().flat_map(|found| found.diagnostics.iter().cloned()).collect();
                diagnostic::sort(&mut findings);
                disclosure::review(
                    &full_filing.withheld,
                    figures,
                    &full.findings.sources,
                    &findings,
                )
            });
        Ok(Both { full, public, review })
    }

    /// Words a review; what the template lacks is added to the findings.
    fn word_review(
        &self,
        review: &Review,
        filing: &Computed,
        findings: &mut Findings,
    ) -> Option<Document> {
        let Computed { edition, form, figures, .. } = filing;
        let beside = Beside { review: Some(review), ..Beside::default() };
        let document = form
            .template(Paper::DisclosureReview)
            .and_then(|template| template.render_beside(edition, &form.form, figures, beside));
        match document {
            Ok(document) => {
                Some(Document { mark: Some(Mark::Internal), ..self.dated(document, edition) })
            }
            Err(faults) => {
                findings.diagnostics.extend(faults);
                None
            }
        }
    }
}

/// Both editions of a filing, and the review of the public one.
struct Both {
    full: Examined,
    public: Examined,
    /// `None` when the filing cannot be understood.
    review: Option<Review>,
}
