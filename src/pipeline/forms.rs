//! The forms of a chain, each loaded once: its settings, its files and its compiled template.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::form::{self, Form, FormError};
use crate::source::{Sources, Spanned};
use crate::template::{DisclosurePaper, Note, Template};

/// The forms that filings of a chain have asked for so far.
#[derive(Debug, Default)]
pub(super) struct Forms {
    loaded: Mutex<BTreeMap<String, Arc<LoadedForm>>>,
}

/// A form with its files.
#[derive(Debug)]
pub(crate) struct LoadedForm {
    /// The form.
    pub(crate) form: Form,
    sources: Arc<Sources>,
    /// Compiled when the first document is worded; figures need none.
    work_report: OnceLock<Result<Template, Vec<Diagnostic>>>,
    /// Compiled when the first filing is answered.
    audit_opinion: OnceLock<Result<Template, Vec<Diagnostic>>>,
}

impl Forms {
    /// Returns the form called `name` and lets `sources`, the files of a filing, have its files.
    ///
    /// # Errors
    /// As [`form::load`]; what was found wrong is not kept, since the filing's place is part of it.
    pub(super) fn load(
        &self,
        sources: &mut Sources,
        name: &Spanned<String>,
        directory: Option<&Path>,
    ) -> Result<Arc<LoadedForm>, FormError> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = loaded.get(&name.value) {
            sources.share(Arc::clone(&form.sources));
            return Ok(Arc::clone(form));
        }
        let mut files = Sources::to_share();
        let form = form::load(&mut files, name, directory);
        let files = Arc::new(files);
        sources.share(Arc::clone(&files));
        let (work_report, audit_opinion) = (OnceLock::new(), OnceLock::new());
        let form = LoadedForm { form: form?, sources: files, work_report, audit_opinion };
        let form = Arc::new(form);
        loaded.insert(name.value.clone(), Arc::clone(&form));
        Ok(form)
    }
}

impl LoadedForm {
    /// Returns the template that words the report.
    ///
    /// # Errors
    /// The faults of the template, as [`Template::work_report`].
    pub(super) fn work_report(&self) -> Result<&Template, &[Diagnostic]> {
        self.work_report
            .get_or_init(|| Template::work_report(&self.form, &self.sources))
            .as_ref()
            .map_err(Vec::as_slice)
    }

    /// Returns the template that words the bureau's answer.
    ///
    /// # Errors
    /// The faults of the template, as [`Template::audit_opinion`].
    pub(super) fn audit_opinion(&self) -> Result<&Template, &[Diagnostic]> {
        self.audit_opinion
            .get_or_init(|| Template::audit_opinion(&self.form, &self.sources))
            .as_ref()
            .map_err(Vec::as_slice)
    }

    /// Returns the template that words `note`, compiled anew: a run words one at most.
    ///
    /// # Errors
    /// The faults of the template, as [`Template::note`].
    pub(super) fn note(&self, note: Note) -> Result<Template, Vec<Diagnostic>> {
        Template::note(&self.form, &self.sources, note)
    }

    /// Returns the template that words `paper`, compiled anew: a run words one at most.
    ///
    /// # Errors
    /// The faults of the template, as [`Template::disclosure`].
    pub(super) fn paper(&self, paper: DisclosurePaper) -> Result<Template, Vec<Diagnostic>> {
        Template::disclosure(&self.form, &self.sources, paper)
    }

    /// Returns the template that words a project's form, compiled anew: a run words one package.
    ///
    /// # Errors
    /// The faults of the template, as [`Template::project_form`].
    pub(super) fn project_form(&self) -> Result<Template, Vec<Diagnostic>> {
        Template::project_form(&self.form, &self.sources)
    }

    /// Returns the template that words a county's summary, compiled anew: a run words few.
    ///
    /// # Errors
    /// The faults of the template, as [`Template::county`].
    pub(super) fn county(&self) -> Result<Template, Vec<Diagnostic>> {
        Template::county(&self.form, &self.sources)
    }

    /// Returns the template that words the department's form.
    ///
    /// # Errors
    /// The faults of the template, as [`Template::department_form`].
    pub(super) fn department_form(&self) -> Result<Template, Vec<Diagnostic>> {
        Template::department_form(&self.form, &self.sources)
    }

    /// Returns the template that words the summary of the projects' results.
    ///
    /// # Errors
    /// The faults of the template, as [`Template::results_summary`].
    pub(super) fn results_summary(&self) -> Result<Template, Vec<Diagnostic>> {
        Template::results_summary(&self.form, &self.sources)
    }
}
