//! `ziping register`: the disclosure register as DOCX, PDF and workbook.

use std::path::Path;

use super::{CommandResult, left_out};
use crate::cli::arguments::{RegisterArguments, RegisterFormat};
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{Pipeline, Purpose};

/// Writes the register and prints the paths on stdout, one a line; where the filing has errors,
/// nothing is written but a draft.
pub(in crate::cli) fn run(arguments: &RegisterArguments, terminal: &Terminal) -> CommandResult {
    let settings = settings::pipeline(&arguments.templates, arguments.edition.kind())?;
    let pipeline = Pipeline::new(settings).with_fonts(settings::font_sources(&arguments.fonts));
    let formats = RegisterFormat::formats(&arguments.format);
    let purpose = if arguments.draft { Purpose::Draft } else { Purpose::Final };
    let path = &arguments.filing;
    let spinner = terminal.spinner(&format!("正在生成 {}", path.display()));
    let (findings, files) = pipeline.register(path, formats, purpose)?;
    drop(spinner);
    terminal.say(&findings.render_stopping(terminal.colour));
    if let Some(line) = left_out::line(&findings, path, &arguments.templates) {
        terminal.say(&line);
    }
    let Some(files) = files else {
        terminal.say(&format!("未写出文件：{}", findings.summary()));
        return Ok(Status::Findings);
    };
    let default = Path::new("output").join(files.folder_name);
    let folder = arguments.out.as_ref().unwrap_or(&default);
    for path in output::write_all(folder, &files.files)? {
        terminal.print(&path.display().to_string())?;
    }
    if let Some(proved) = files.proved {
        terminal.say(&proved);
    }
    Ok(if findings.has_errors() { Status::Findings } else { Status::Clean })
}
