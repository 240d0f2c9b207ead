//! `ziping fonts`: which font serves each face, and what is missing.

use super::CommandResult;
use crate::cli::arguments::FontsArguments;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline;

/// Prints a line a face; a face that no font serves is a finding.
pub(in crate::cli) fn run(arguments: &FontsArguments, terminal: &Terminal) -> CommandResult {
    let report = pipeline::font_report(&settings::font_sources(&arguments.fonts));
    terminal.print(&report.text)?;
    Ok(if report.complete { Status::Clean } else { Status::Findings })
}
