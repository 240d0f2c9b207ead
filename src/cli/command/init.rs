//! `ziping init`: a commented starter filing, or last year's filing rolled over.

use super::{CommandResult, Failure};
use crate::cli::arguments::InitArguments;
use crate::cli::output;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline;

/// Writes the files of a filing to begin with; nothing that exists is overwritten.
pub(in crate::cli) fn run(arguments: &InitArguments, terminal: &Terminal) -> CommandResult {
    let files = match &arguments.from {
        Some(last_year) => {
            let (findings, files) = pipeline::roll_over(last_year)?;
            terminal.say(&findings.render_stopping(terminal.colour));
            let Some(files) = files else { return Ok(Status::Findings) };
            files
        }
        None => pipeline::starter(&arguments.form).map_err(Failure::Usage)?,
    };
    let paths: Vec<_> = files.iter().map(|(name, _)| arguments.directory.join(name)).collect();
    if let Some(existing) = paths.iter().find(|path| path.exists()) {
        return Err(Failure::Usage(format!(
            "“{}”已经存在，未作任何改动；请换一个文件夹",
            existing.display()
        )));
    }
    for (path, (_, text)) in paths.iter().zip(&files) {
        output::write_new(path, text.as_bytes())?;
        terminal.print(&path.display().to_string())?;
    }
    let next = if arguments.from.is_some() {
        "金额已清空，日期已顺延；请填写金额，复核标有“请复核”的文字，再运行"
    } else {
        "请按注释修改各文件，再运行"
    };
    terminal.say(&format!("\n{next}：ziping build {}", arguments.directory.display()));
    Ok(Status::Clean)
}
