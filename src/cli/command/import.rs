//! `ziping import`: a workbook as YAML, or what it says otherwise than a filing.

use std::path::Path;

use super::{CommandResult, Failure};
use crate::cli::arguments::ImportArguments;
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{EditionKind, Pipeline};

/// Prints the YAML, or writes it where no filing is; where one is, prints the differences and leaves
/// it as it is. Findings go to stderr.
pub(in crate::cli) fn run(arguments: &ImportArguments, terminal: &Terminal) -> CommandResult {
    let pipeline = Pipeline::new(settings::pipeline(&arguments.templates, EditionKind::Full)?);
    let existing = arguments.filing.as_deref().filter(|path| path.exists());
    let (findings, imported) = pipeline.import(&arguments.workbook, existing)?;
    terminal.say(&findings.render_told());
    let Some(imported) = imported else {
        terminal.say(&format!("没有读入：{}", findings.summary()));
        return Ok(Status::Findings);
    };
    if !imported.unread.is_empty() {
        terminal.say(&format!("没有读入的列：{}", imported.unread.join("、")));
    }
    if !imported.missing.is_empty() {
        let missing = imported.missing.join("、");
        terminal.say(&format!("工作簿里没有 {missing}，请补在数据里"));
    }
    match (&arguments.filing, imported.comparison_text()) {
        (Some(filing), None) => write(filing, &imported.yaml, terminal)?,
        (_, Some(comparison)) => terminal.print(&comparison)?,
        (None, None) => terminal.print(&imported.yaml)?,
    }
    Ok(if findings.has_errors() { Status::Findings } else { Status::Clean })
}

/// Writes the YAML to a file that does not exist yet: a `.yaml`, or `filing.yaml` in a folder.
fn write(filing: &Path, yaml: &str, terminal: &Terminal) -> Result<(), Failure> {
    let is_file = filing.extension().is_some_and(|ending| ending == "yaml");
    let path = if is_file { filing.to_owned() } else { filing.join("filing.yaml") };
    output::write_new(&path, yaml.as_bytes())?;
    terminal.print(&path.display().to_string())?;
    Ok(())
}
