//! What is said of findings, and of those that a command does not show.

use std::path::Path;

use crate::cli::arguments::TemplateArguments;
use crate::cli::terminal::Terminal;
use crate::pipeline::{EditionKind, Findings, Quoting};

/// Returns in one line how many findings of the filing at `path` are not shown and how to see them;
/// `None` where all are shown.
pub(super) fn line(
    findings: &Findings,
    path: &Path,
    templates: &TemplateArguments,
) -> Option<String> {
    let counts = findings.left_out()?;
    // Where nothing may be shown, the findings are of the full edition.
    let edition = match findings.quoting {
        Quoting::Places => EditionKind::Public,
        Quoting::Lines | Quoting::Nothing => EditionKind::Full,
    };
    Some(format!("共 {counts}，用 {} 查看", check(path, edition, templates)))
}

/// Says what stands in the way of the filing at `path`; where no word of it may be shown, how many
/// findings there are and how to see them.
pub(super) fn tell(
    findings: &Findings,
    path: &Path,
    templates: &TemplateArguments,
    terminal: &Terminal,
) {
    terminal.say(&findings.render_stopping(terminal.colour));
    if findings.quoting == Quoting::Nothing
        && let Some(line) = line(findings, path, templates)
    {
        terminal.say(&line);
    }
}

/// Returns the command that shows everything that is found in an edition of the filing at `path`.
pub(super) fn check(path: &Path, edition: EditionKind, templates: &TemplateArguments) -> String {
    let edition = match edition {
        EditionKind::Full => "",
        EditionKind::Public => " --edition public",
    };
    let templates = match &templates.templates {
        Some(folder) => format!(" --templates {}", folder.display()),
        None => String::new(),
    };
    format!("ziping check {}{edition}{templates}", path.display())
}
