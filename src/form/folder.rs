//! Finds a form's files: those the program brings, and those on disk that stand in for them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use include_dir::{Dir, include_dir};

use super::FormError;
use super::keys::offer;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{self, FaultKind, OpenError, SourceFault, SourceId, Sources, Spanned};

/// The forms that the program brings.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The file that makes a folder a form.
pub(super) const SETTINGS: &str = "form.yaml";

/// The file with the words that checks of the prose look for.
pub(super) const PROSE: &str = "prose.yaml";

/// The file that words a filing's report.
const REPORT: &str = "work-report.html";

/// The form whose other papers serve every form of filings that brings none of its own.
const BASE: &str = "changli";

/// The most files that a form's folder may have.
const MAX_FILES: usize = 64;

/// Returns the names of the forms that the program brings, in order.
fn built_in() -> Vec<&'static str> {
    let mut names: Vec<_> = BUILT_IN.dirs().filter_map(|form| form.path().to_str()).collect();
    names.sort_unstable();
    names
}

/// Returns those of them that word a filing's report, which a county's summary has no part in.
pub fn of_filings() -> Vec<&'static str> {
    let has_report = |form: &&str| BUILT_IN.get_file(format!("{form}/{REPORT}")).is_some();
    built_in().into_iter().filter(has_report).collect()
}

/// Returns the files of a filing to begin with, by name, or `None` where the program brings no form
/// called `form` or that form has none.
pub fn starter(form: &str) -> Option<Vec<(&'static str, &'static str)>> {
    let folder = BUILT_IN.get_dir(format!("{form}/starter"))?;
    let files = folder
        .files()
        .filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents_utf8()?)));
    Some(files.collect())
}

/// Returns the text of the file called `name` in each form that the program brings and that has it.
pub(super) fn built_in_texts(
    name: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    built_in().into_iter().filter_map(move |form| {
        let text = BUILT_IN.get_file(format!("{form}/{name}"))?.contents_utf8()?;
        Some((form, text))
    })
}

/// Adds the files of the form called `name` to `sources`.
///
/// A file in the form's folder under `directory` stands in for the program's own of that name; a form
/// that words a report has the papers of [`BASE`] where it has none of its own. The program's own
/// words for the prose are left out: they are read once for all runs.
pub(super) fn open(
    sources: &mut Sources,
    name: &Spanned<String>,
    directory: Option<&Path>,
) -> Result<BTreeMap<String, SourceId>, FormError> {
    let on_disk = directory.map(forms_on_disk).transpose().map_err(FormError::Open)?;
    let on_disk = on_disk.unwrap_or_default();
    let built_in = built_in().contains(&name.value.as_str());
    let folder = on_disk.get(&name.value);
    if !built_in && folder.is_none() {
        return Err(FormError::Findings(vec![unknown_form(name, &on_disk)]));
    }

    let mut files = BTreeMap::new();
    if let Some(folder) = folder {
        let mut faults = Vec::new();
        for (file, path) in files_of(folder).map_err(FormError::Open)? {
            let opened = source::load(sources, &path).map_err(FormError::Open)?;
            files.extend(opened.files.into_iter().map(|id| (file.clone(), id)));
            faults.extend(opened.faults.into_iter().map(finding));
        }
        if !faults.is_empty() {
            return Err(FormError::Findings(faults));
        }
    }
    if built_in {
        add_built_in(sources, &mut files, &name.value, |file| file != PROSE);
    }
    if files.contains_key(REPORT) {
        // A form says what is its own; the papers beside the report are worded alike elsewhere.
        add_built_in(sources, &mut files, BASE, |file| {
            Path::new(file).extension().is_some_and(|extension| extension == "html")
        });
    }
    Ok(files)
}

/// Adds those files of the program's own form `form` that are `wanted` and that `files` has not.
fn add_built_in(
    sources: &mut Sources,
    files: &mut BTreeMap<String, SourceId>,
    form: &str,
    wanted: impl Fn(&str) -> bool,
) {
    let embedded = BUILT_IN.get_dir(form).into_iter().flat_map(Dir::files);
    for embedded in embedded {
        let file = embedded.path().file_name().and_then(|file| file.to_str());
        let text = embedded.contents_utf8();
        let Some((file, text)) = file.zip(text) else { continue };
        if wanted(file) && !files.contains_key(file) {
            let place = format!("templates/{}", embedded.path().display());
            files.insert(file.to_owned(), sources.add(place, text));
        }
    }
}

/// Returns the finding that `fault` of a file makes.
pub(super) fn finding(fault: SourceFault) -> Diagnostic {
    let code = match fault.kind {
        FaultKind::Syntax => Code::YAML_SYNTAX,
        FaultKind::Limit => Code::LIMIT_EXCEEDED,
        FaultKind::Encoding => Code::NOT_UTF8,
    };
    let finding = Diagnostic::new(code, fault.message).at(fault.span, "");
    fault.help.into_iter().fold(finding, Diagnostic::help)
}

fn unknown_form(name: &Spanned<String>, on_disk: &BTreeMap<String, PathBuf>) -> Diagnostic {
    let mut known = of_filings();
    known.extend(on_disk.keys().map(String::as_str).filter(|name| !built_in().contains(name)));
    Diagnostic::new(Code::UNKNOWN_VALUE, format!("没有名为“{}”的报告格式", name.value))
        .at(name.span, "不认识的格式")
        .help(offer(&name.value, known))
}

/// Returns the folders directly under `directory`, by name.
fn forms_on_disk(directory: &Path) -> Result<BTreeMap<String, PathBuf>, OpenError> {
    let mut forms = BTreeMap::new();
    for (name, path) in entries(directory)? {
        if path.is_dir() {
            forms.insert(name, path);
        }
    }
    Ok(forms)
}

/// Returns the settings and templates directly in `folder`, by name.
fn files_of(folder: &Path) -> Result<BTreeMap<String, PathBuf>, OpenError> {
    let mut files = entries(folder)?;
    files.retain(|name, path| {
        let template = Path::new(name).extension().is_some_and(|extension| extension == "html");
        (template || name == SETTINGS || name == PROSE) && path.is_file()
    });
    if files.len() > MAX_FILES {
        let error = io::Error::other(format!("一个格式最多 {MAX_FILES} 个文件"));
        return Err(OpenError::Io { path: folder.to_owned(), error });
    }
    Ok(files)
}

/// Returns what stands directly in `folder`, by name; hidden files are left out.
fn entries(folder: &Path) -> Result<BTreeMap<String, PathBuf>, OpenError> {
    let failed = |error| OpenError::Io { path: folder.to_owned(), error };
    let mut entries = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            entries.insert(name, entry.path());
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_brings_every_file_under_templates() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let forms = forms_on_disk(&root).expect("the folder is in the repository");
        assert_eq!(forms.keys().map(String::as_str).collect::<Vec<_>>(), built_in());
        for (name, folder) in forms {
            let on_disk = entries(&folder).expect("the folder is in the repository");
            let brought = BUILT_IN.get_dir(&name).map(|form| form.entries().len());
            assert_eq!(brought, Some(on_disk.len()), "{name}");
        }
    }
}
