//! A workbook read into YAML: loaded and checked as a filing is, its faults told at their cells.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::{Computed, Examined, Findings, Pipeline, PipelineError, known};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::{self, Edition};
use crate::figures;
use crate::form::FormError;
use crate::import::{self, Comparison, Imported, PlacedYaml};
use crate::model::{self, Filing};
use crate::source::{self, Opened, SourceId, Sources};

/// What the name of the YAML is while it is no file.
const NAME: &str = "工作簿";

/// A workbook as YAML.
#[derive(Debug)]
pub struct ImportedFiling {
    /// The YAML.
    pub yaml: String,
    /// The keys that a filing needs and the workbook does not give.
    pub missing: Vec<&'static str>,
    /// The headings of tables that were not read.
    pub unread: Vec<String>,
    /// What differs from the filing that was named.
    pub comparison: Option<Comparison>,
}

impl Pipeline {
    /// Reads the workbook at `path`; where there is a filing at `filing`, compares with it. `None` when
    /// the workbook, or the filing, cannot be understood.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn import(
        &self,
        path: &Path,
        filing: Option<&Path>,
    ) -> Result<(Findings, Option<ImportedFiling>), PipelineError> {
        let bytes = source::read_bytes(path, import::MAX_FILE_BYTES)?;
        let existing = match filing {
            Some(filing) => {
                let Examined { findings, filing, .. } = self.examine(filing)?;
                let Some(computed) = filing else { return Ok((findings, None)) };
                Some(computed.edition.filing().clone())
            }
            None => None,
        };
        let ids: BTreeMap<String, String> = existing
            .iter()
            .flat_map(|filing| &filing.projects)
            .map(|project| (project.name.value.clone(), project.id.value.clone()))
            .collect();
        let Imported { yaml, findings, unread } = import::read(&bytes, &ids);
        let mut told = Findings { diagnostics: findings, ..Findings::default() };
        if told.has_errors() {
            return Ok((told, None));
        }
        let mut sources = Sources::new();
        let body = sources.add(NAME, yaml.text.as_str());
        let (header, missing) = header(&yaml.text, existing.as_ref());
        let header = sources.add(NAME, header);
        let opened = Opened { files: vec![body, header], faults: Vec::new() };
        let (loaded, faults) = model::load(&sources, &opened);
        told.diagnostics.extend(faults.into_iter().map(|fault| at_cell(fault, body, &yaml).0));
        let Some(loaded) = loaded else { return Ok((told, None)) };
        let comparison = existing.as_ref().map(|existing| import::compare(&loaded, existing));
        let checked = self.checked(&mut sources, loaded)?;
        // What has no cell is about something that the workbook does not have.
        let found = checked.into_iter().map(|finding| at_cell(finding, body, &yaml));
        told.diagnostics.extend(found.filter(|(_, placed)| *placed).map(|(finding, _)| finding));
        let imported = ImportedFiling { yaml: yaml.text, missing, unread, comparison };
        Ok((told, Some(imported)))
    }

    /// Returns the errors that the checks find in a filing that a workbook gives; what they warn of may
    /// be explained where no workbook says it, in the ledger or the narrative.
    fn checked(
        &self,
        sources: &mut Sources,
        filing: Filing,
    ) -> Result<Vec<Diagnostic>, PipelineError> {
        let form = match self.forms.load(sources, &filing.form, self.settings.templates.as_deref())
        {
            Ok(form) => form,
            Err(FormError::Findings(findings)) => return Ok(findings),
            Err(FormError::Open(error)) => return Err(error.into()),
        };
        let edition = Edition::full(filing);
        let figures = figures::compute(&edition, &form.form);
        let withheld = edition::withheld(edition.filing(), &form.form.disclosure, &known(&figures));
        let findings = Computed { edition, form, figures, withheld }.check(sources);
        Ok(findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect())
    }
}

/// Returns the keys that every filing has and the YAML lacks, those of `existing` where there is one,
/// and the names of those that nobody gave.
fn header(yaml: &str, existing: Option<&Filing>) -> (String, Vec<&'static str>) {
    let has = |key: &str| yaml.lines().any(|line| line.starts_with(&format!("{key}:")));
    let mut header = String::new();
    let mut missing = Vec::new();
    for (key, given, otherwise) in [
        ("form", existing.map(|filing| filing.form.value.clone()), "changli".to_owned()),
        (
            "fiscal_year",
            existing.map(|filing| filing.fiscal_year.value.to_string()),
            "2024".to_owned(),
        ),
        (
            "department",
            existing.map(|filing| in_braces(&filing.department.name.value)),
            in_braces("部门"),
        ),
    ] {
        if has(key) {
            continue;
        }
        if given.is_none() {
            missing.push(key);
        }
        let _infallible = writeln!(header, "{key}: {}", given.unwrap_or(otherwise));
    }
    (header, missing)
}

fn in_braces(name: &str) -> String {
    // A name that loaded has no quotation mark: no file could be called after it.
    format!("{{ name: \"{}\" }}", name.replace(['"', '\\'], ""))
}

/// Moves a finding in the YAML to the cell that it comes from; returns whether there is one.
fn at_cell(finding: Diagnostic, body: SourceId, yaml: &PlacedYaml) -> (Diagnostic, bool) {
    let place = finding
        .primary
        .as_ref()
        .filter(|label| label.span.source == body && label.span.end > 0)
        .and_then(|label| yaml.place(label.span.start..label.span.end));
    let message = match place {
        Some(place) => format!("{}：{}", place.words(), finding.message),
        None => finding.message.clone(),
    };
    let placed = place.is_some();
    (Diagnostic { message, primary: None, related: Vec::new(), fix: None, ..finding }, placed)
}

impl ImportedFiling {
    /// Returns the comparison as text, a value a line.
    pub fn comparison_text(&self) -> Option<String> {
        let comparison = self.comparison.as_ref()?;
        let mut text = String::new();
        for difference in &comparison.differences {
            let _infallible = match &difference.before {
                Some(before) => {
                    writeln!(text, "改 {}  {before} → {}", difference.key, difference.after)
                }
                None => writeln!(text, "增 {}  {}", difference.key, difference.after),
            };
        }
        for project in &comparison.missing {
            let _infallible = writeln!(text, "缺 {project}  工作簿里没有这个项目");
        }
        let _infallible = writeln!(text, "同 {} 项", comparison.same);
        Some(text)
    }
}
