//! Filings to begin with: a form's commented starter, and last year's filing rolled over.

use std::path::Path;

use super::{Findings, Pipeline, PipelineError, Settings};
use crate::figures::Value;
use crate::form;
use crate::rollover::{self, PriorYearTexts};

/// File names with their texts.
pub type Files = Vec<(String, String)>;

/// Returns the commented starter of `form`.
///
/// # Errors
/// Says which forms there are when there is no such form.
pub fn starter(form: &str) -> Result<Files, String> {
    let files = form::starter(form).ok_or_else(|| {
        let forms = form::of_filings().join("、");
        format!("没有“{form}”这种格式的样例，可用的格式：{forms}")
    })?;
    Ok(files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
}

/// Returns the files of the filing at `path` for the following year, or `None` when the filing has
/// errors that must be mended first.
///
/// # Errors
/// When a file cannot be read.
pub fn roll_over(path: &Path) -> Result<(Findings, Option<Files>), PipelineError> {
    let examined = Pipeline::new(Settings::default()).examine(path)?;
    let Some(filing) = &examined.filing else { return Ok((examined.findings, None)) };
    let unit = filing.edition.filing().amount_unit;
    let text = |name: &str| match filing.figures.get(name)?.value {
        Value::Amount(amount) => Some(amount.print_exact(unit)),
        _ => None,
    };
    let prior_year =
        PriorYearTexts { department: text("department.final"), projects: text("projects.final") };
    let sources = &examined.findings.sources;
    let files = examined.files.iter().map(|id| {
        let name = Path::new(&sources.get(*id).name).file_name().unwrap_or_default();
        let text = rollover::roll_over(sources, *id, &prior_year);
        (name.to_string_lossy().into_owned(), text)
    });
    let files = files.collect();
    Ok((Findings::default(), Some(files)))
}
