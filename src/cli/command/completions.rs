//! `ziping completions`: a completion script for a shell.

use std::io;

use clap::CommandFactory;

use super::CommandResult;
use crate::cli::arguments::{Arguments, CompletionsArguments};
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;

/// Prints the completion script of the shell that was named.
pub(in crate::cli) fn run(arguments: &CompletionsArguments, terminal: &Terminal) -> CommandResult {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "ziping", &mut script);
    let script = String::from_utf8(script).map_err(io::Error::other)?;
    terminal.print(&script)?;
    Ok(Status::Clean)
}
