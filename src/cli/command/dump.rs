//! `ziping dump`: the document, readable.

use super::{CommandResult, left_out};
use crate::cli::arguments::DumpArguments;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::Pipeline;

/// Prints the document on stdout and the findings on stderr.
pub(in crate::cli) fn run(arguments: &DumpArguments, terminal: &Terminal) -> CommandResult {
    let pipeline =
        Pipeline::new(settings::pipeline(&arguments.templates, arguments.edition.kind())?);
    let (findings, dump) = pipeline.dump(&arguments.filing)?;
    left_out::tell(&findings, &arguments.filing, &arguments.templates, terminal);
    if let Some(dump) = dump {
        terminal.print(&dump)?;
    }
    Ok(if findings.has_errors() { Status::Findings } else { Status::Clean })
}
