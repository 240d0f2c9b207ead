//! Both editions of a filing, built from one reading of it.

use std::path::Path;
use std::thread;

use super::{Built, EditionKind, Findings, Formats, Pipeline, PipelineError, Purpose};

/// How the build of one edition ended.
#[derive(Debug)]
pub struct EditionBuild {
    /// The edition.
    pub edition: EditionKind,
    /// What was found in it; in the public edition of two, only what the full one does not say.
    pub findings: Findings,
    /// The report; `None` when errors stand in its way.
    pub built: Option<Built>,
}

impl Pipeline {
    /// Builds the full and the public edition of the filing at `path`, in this order. The filing is
    /// read and computed once, whatever edition the settings name.
    ///
    /// # Errors
    /// As [`Pipeline::build`].
    pub fn build_both(
        &self,
        path: &Path,
        formats: Formats,
        purpose: Purpose,
    ) -> Result<[EditionBuild; 2], PipelineError> {
        // The PDF's fonts are read while the filing is.
        let full = thread::scope(|scope| {
            if formats.pdf {
                scope.spawn(|| self.fonts().is_ok());
            }
            self.examine_full(path)
        })?;
        let public = full.beside();
        let (full, public) = rayon::join(
            || self.build_edition(full, formats, purpose),
            || self.build_edition(public, formats, purpose),
        );
        let [full, public] = [(EditionKind::Full, full?), (EditionKind::Public, public?)]
            .map(|(edition, (findings, built))| EditionBuild { edition, findings, built });
        Ok([full, public])
    }
}
