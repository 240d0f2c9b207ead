//! The command line: arguments, terminal and exit status.
//!
//! Here alone the clock, the environment and the file system are touched; commands ask `pipeline`
//! for everything else.

mod arguments;
mod command;
mod output;
mod settings;
mod status;
mod terminal;
mod usage;
mod watcher;

pub use status::Status;

use clap::Parser;

use arguments::{Arguments, Command};
use terminal::Terminal;

/// Runs the program with the process's arguments and returns its exit status.
pub fn run() -> Status {
    let terminal = Terminal::of_process();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::report(&error, &terminal),
    };
    let result = match arguments.command {
        Command::Build(build) => command::build::run(&build, &terminal),
        Command::Batch(batch) => command::batch::run(&batch, &terminal),
        Command::Watch(watch) => command::watch::run(&watch, &terminal),
        Command::Adjust(adjust) => command::adjust::run(&adjust, &terminal),
        Command::Check(check) => command::check::run(&check, &terminal),
        Command::Figures(figures) => command::figures::run(&figures, &terminal),
        Command::Explain(explain) => command::explain::run(&explain, &terminal),
        Command::Dump(dump) => command::dump::run(&dump, &terminal),
        Command::Diff(diff) => command::diff::run(&diff, &terminal),
        Command::Register(register) => command::register::run(&register, &terminal),
        Command::Fonts(fonts) => command::fonts::run(&fonts, &terminal),
        Command::Import(import) => command::import::run(&import, &terminal),
        Command::Init(init) => command::init::run(&init, &terminal),
        Command::Schema(schema) => command::schema::run(&schema, &terminal),
        Command::Completions(completions) => command::completions::run(&completions, &terminal),
    };
    result.unwrap_or_else(|failure| {
        terminal.say(&format!("错误：{failure}"));
        Status::CouldNotRun
    })
}
