//! `ziping diff`: what changed from one filing, or the record of a build, to another.

use super::CommandResult;
use crate::cli::arguments::{DiffArguments, DiffFormat};
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{DiffOutput, Pipeline};

/// Prints the comparison on stdout and the findings of both sides on stderr.
///
/// Differences are what was asked for, so they are no failure: the status is 0 whether there are any
/// or not. It is 1 where a filing has errors; the comparison is printed all the same, unless the
/// filing cannot be understood.
pub(in crate::cli) fn run(arguments: &DiffArguments, terminal: &Terminal) -> CommandResult {
    let pipeline = Pipeline::new(settings::pipeline(&arguments.templates)?);
    let output = match arguments.output_format {
        DiffFormat::Text => DiffOutput::Text,
        DiffFormat::Json => DiffOutput::Json,
    };
    let compared = pipeline.diff(&arguments.old, &arguments.new, output)?;
    let mut status = Status::Clean;
    for side in [&compared.old, &compared.new] {
        terminal.say(&side.findings.render_full(terminal.colour));
        for note in &side.notes {
            terminal.say(note);
        }
        if side.findings.has_errors() {
            status = Status::Findings;
        }
    }
    if let Some(text) = compared.text {
        terminal.print(&text)?;
    }
    Ok(status)
}
