//! `ziping adjust`: one more entry in the ledger, and the figures that it moves.

use super::{CommandResult, Failure};
use crate::cli::arguments::AdjustArguments;
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{EditionKind, EntryTexts, Moved, Pipeline};

/// Adds the entry and prints the figures that moved on stdout; findings that remain go to stderr.
pub(in crate::cli) fn run(arguments: &AdjustArguments, terminal: &Terminal) -> CommandResult {
    let entry = entry(arguments)?;
    let pipeline = Pipeline::new(settings::pipeline(&arguments.templates, EditionKind::Full)?);
    let (findings, amended) = pipeline.adjust(&arguments.filing, &entry)?;
    terminal.say(&findings.render_stopping(terminal.colour));
    let Some(amended) = amended else {
        terminal.say("台账未作任何改动");
        return Ok(Status::Findings);
    };
    output::replace(&amended.path, &amended.bytes)?;
    terminal.say(&format!("已记入 {}:{}", amended.path.display(), amended.line));
    for figure in &amended.moved {
        terminal.print(&moved_line(figure))?;
    }
    Ok(Status::Clean)
}

/// Returns a figure's name, what it is, and its texts before and after.
pub(super) fn moved_line(figure: &Moved) -> String {
    let Moved { name, label, before, after } = figure;
    format!("{name}  {label}  {before} → {after}")
}

/// Returns the entry that was typed.
///
/// # Errors
/// When a project is named for a part of the budget that has none.
fn entry(arguments: &AdjustArguments) -> Result<EntryTexts, Failure> {
    let scope = arguments.scope.as_deref().unwrap_or("projects");
    if let (Some(project), "basic" | "other") = (&arguments.project, scope) {
        return Err(Failure::Usage(format!(
            "--project {project} 属于项目支出，不能写 --scope {scope}；删去其中一个"
        )));
    }
    Ok(EntryTexts {
        date: arguments.date.clone(),
        amount: arguments.amount.clone(),
        scope: scope.to_owned(),
        project: arguments.project.clone(),
        category: arguments.category.clone(),
        document: arguments.document.clone(),
        reason: arguments.reason.clone(),
    })
}
