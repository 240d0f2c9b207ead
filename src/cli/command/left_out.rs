//! What is said of findings that a command which writes documents does not show.

use std::path::Path;

use crate::cli::arguments::TemplateArguments;
use crate::pipeline::{Findings, Quoting};

/// Returns in one line how many findings of the filing at `path` are not shown and how to see them;
/// `None` where all are shown.
pub(super) fn line(
    findings: &Findings,
    path: &Path,
    templates: &TemplateArguments,
) -> Option<String> {
    let counts = findings.left_out()?;
    // Where nothing may be shown, the findings are of the full edition.
    let edition = if findings.quoting == Quoting::Places { " --edition public" } else { "" };
    let templates = match &templates.templates {
        Some(folder) => format!(" --templates {}", folder.display()),
        None => String::new(),
    };
    Some(format!("共 {counts}，用 ziping check {}{edition}{templates} 查看", path.display()))
}
