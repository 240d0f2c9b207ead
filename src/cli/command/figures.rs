//! `ziping figures`: every computed figure of a filing.

use super::{CommandResult, left_out};
use crate::cli::arguments::{FigureFormat, FiguresArguments};
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{FigureOutput, Pipeline};

/// Prints the figures on stdout and the findings on stderr.
pub(in crate::cli) fn run(arguments: &FiguresArguments, terminal: &Terminal) -> CommandResult {
    let pipeline =
        Pipeline::new(settings::pipeline(&arguments.templates, arguments.edition.kind())?);
    let output = match arguments.output_format {
        FigureFormat::Table => FigureOutput::Table,
        FigureFormat::Json => FigureOutput::Json,
    };
    let (findings, figures) = pipeline.figures(&arguments.filing, output)?;
    left_out::tell(&findings, &arguments.filing, &arguments.templates, terminal);
    if let Some(figures) = figures {
        terminal.print(&figures)?;
    }
    Ok(if findings.has_errors() { Status::Findings } else { Status::Clean })
}
