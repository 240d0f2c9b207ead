//! `ziping diff`: what changed from one filing, or the record of a build, to another.

use super::{CommandResult, left_out, redline, review};
use crate::cli::arguments::{DiffArguments, DiffFormat};
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{DiffOutput, Pipeline};

/// Prints the comparison on stdout, or writes the files that were asked for in its place.
///
/// Differences are what was asked for, and so are filings that are not finished: the status is 0
/// whenever there is a comparison. It is 1 where a filing cannot be understood, whose findings are
/// then on stderr.
pub(in crate::cli) fn run(arguments: &DiffArguments, terminal: &Terminal) -> CommandResult {
    let Some(new) = &arguments.new else { return review::run(arguments, terminal) };
    if arguments.format.is_some() || arguments.note.is_some() {
        return redline::run(arguments, new, terminal);
    }
    let pipeline =
        Pipeline::new(settings::pipeline(&arguments.templates, arguments.edition.kind())?);
    let output = output(arguments.output_format);
    let compared = pipeline.diff(&arguments.old, new, output)?;
    for (path, side) in [(&arguments.old, &compared.old), (new, &compared.new)] {
        for note in &side.notes {
            terminal.say(note);
        }
        if compared.text.is_none() {
            left_out::tell(&side.findings, path, &arguments.templates, terminal);
        } else if side.findings.has_errors() {
            let (path, summary) = (path.display(), side.findings.summary());
            terminal.say(&format!("{path}：{summary}，用 ziping check 查看"));
        }
    }
    let Some(text) = compared.text else { return Ok(Status::Findings) };
    terminal.print(&text)?;
    Ok(Status::Clean)
}

/// Returns how a comparison is shown.
pub(super) fn output(format: DiffFormat) -> DiffOutput {
    match format {
        DiffFormat::Text => DiffOutput::Text,
        DiffFormat::Json => DiffOutput::Json,
    }
}
