//! The forms of a chain, each loaded once: its settings, its files and its compiled templates.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::form::{self, Form, FormError};
use crate::record::FileHash;
use crate::source::{Source, Sources, Spanned};
use crate::template::{Paper, Template};

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
    file_hashes: OnceLock<Vec<FileHash>>,
    /// The template of each paper; figures need none.
    templates: [OnceLock<Result<Template, Vec<Diagnostic>>>; Paper::COUNT],
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
        let form = Arc::new(LoadedForm {
            form: form?,
            sources: files,
            file_hashes: OnceLock::new(),
            templates: Default::default(),
        });
        loaded.insert(name.value.clone(), Arc::clone(&form));
        Ok(form)
    }
}

impl LoadedForm {
    /// Returns the hashes of the form's files, called `form/file`, found once.
    pub(super) fn file_hashes(&self) -> &[FileHash] {
        self.file_hashes.get_or_init(|| {
            let hash = |(_, source): (_, &Source)| {
                let file = Path::new(&source.name).file_name().unwrap_or_default();
                let name = format!("{}/{}", self.form.name, file.to_string_lossy());
                FileHash::of_source(name, source)
            };
            self.sources.iter().map(hash).collect()
        })
    }

    /// Returns the template that words `paper`, compiled once, when the first is worded.
    ///
    /// # Errors
    /// The faults of the template, as [`Template::of`].
    pub(super) fn template(&self, paper: Paper) -> Result<&Template, Vec<Diagnostic>> {
        self.templates[paper as usize]
            .get_or_init(|| Template::of(&self.form, &self.sources, paper))
            .as_ref()
            .map_err(Clone::clone)
    }
}
