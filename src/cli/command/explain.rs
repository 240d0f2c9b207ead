//! `ziping explain`: what a code finds, or where a figure comes from.

use super::{CommandResult, Failure, left_out};
use crate::cli::arguments::ExplainArguments;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{self, Pipeline};

/// Prints the page of a code, the origin of a figure, or the table of codes.
pub(in crate::cli) fn run(arguments: &ExplainArguments, terminal: &Terminal) -> CommandResult {
    let Some(subject) = &arguments.subject else {
        terminal.print(&pipeline::code_table())?;
        return Ok(Status::Clean);
    };
    if let Some(page) = pipeline::code_page(subject) {
        terminal.print(page)?;
        return Ok(Status::Clean);
    }
    let Some(filing) = &arguments.filing else {
        let text = pipeline::explain_figure(subject).map_err(Failure::Usage)?;
        terminal.print(&text)?;
        return Ok(Status::Clean);
    };
    let pipeline =
        Pipeline::new(settings::pipeline(&arguments.templates, arguments.edition.kind())?);
    let (findings, text) = pipeline.explain(filing, subject)?;
    left_out::tell(&findings, filing, &arguments.templates, terminal);
    match text {
        Some(Ok(text)) => terminal.print(&text)?,
        Some(Err(unknown)) => return Err(Failure::Usage(unknown)),
        None => {}
    }
    Ok(if findings.has_errors() { Status::Findings } else { Status::Clean })
}
