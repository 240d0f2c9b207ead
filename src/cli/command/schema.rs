//! `ziping schema`: the JSON Schema of a filing, which editors use for completion.

use super::CommandResult;
use crate::cli::arguments::SchemaArguments;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline;

/// Prints the schema.
pub(in crate::cli) fn run(_arguments: &SchemaArguments, terminal: &Terminal) -> CommandResult {
    terminal.print(&pipeline::schema())?;
    Ok(Status::Clean)
}
