//! `ziping check`: every finding, nothing written.

use super::CommandResult;
use crate::cli::arguments::{CheckArguments, Deny, FindingFormat};
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::Pipeline;

/// Prints the findings of every filing that was named on stdout.
pub(in crate::cli) fn run(arguments: &CheckArguments, terminal: &Terminal) -> CommandResult {
    let pipeline = Pipeline::new(settings::pipeline(&arguments.templates)?);
    let mut status = Status::Clean;
    for path in &arguments.filings {
        let findings = pipeline.check(path)?;
        let report = match arguments.output_format {
            FindingFormat::Full => findings.render_full(false),
            FindingFormat::Concise => findings.render_concise(),
            FindingFormat::Json => findings.render_json(),
        };
        terminal.print(&report)?;
        if arguments.output_format == FindingFormat::Full {
            terminal.say(&format!("{}：{}", path.display(), findings.summary()));
        }
        let denied = arguments.deny == Some(Deny::Warnings) && findings.has_warnings();
        if findings.has_errors() || denied {
            status = Status::Findings;
        }
    }
    Ok(status)
}
