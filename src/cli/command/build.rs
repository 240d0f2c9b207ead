//! `ziping build`: the report as DOCX and PDF, or a draft of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::CommandResult;
use crate::cli::arguments::{BuildArguments, Format};
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{Built, Findings, Formats, Pipeline, Purpose};

/// Builds every filing that was named; one with errors writes nothing and does not stop the others.
pub(in crate::cli) fn run(arguments: &BuildArguments, terminal: &Terminal) -> CommandResult {
    let pipeline = Pipeline::new(settings::pipeline(&arguments.templates)?)
        .with_fonts(settings::font_sources(&arguments.fonts));
    let formats = Formats {
        docx: arguments.format.contains(&Format::Docx),
        pdf: arguments.format.contains(&Format::Pdf),
    };
    let purpose = if arguments.draft { Purpose::Draft } else { Purpose::Final };
    let mut status = Status::Clean;
    let mut written = BTreeMap::new();
    for path in &arguments.filings {
        let spinner = terminal.spinner(&format!("正在生成 {}", path.display()));
        let (findings, built) = pipeline.build(path, formats, purpose)?;
        drop(spinner);
        tell(&findings, path, arguments, terminal);
        if findings.has_errors() {
            status = Status::Findings;
        }
        let Some(built) = built else {
            terminal.say(&format!("未写出文件：{}", findings.summary()));
            continue;
        };
        let folder = arguments.out.clone().unwrap_or_else(|| default_folder(&built));
        if let Some(clash) = clash(&folder, &built, path, &mut written) {
            terminal.say(&clash);
            status = Status::Findings;
            continue;
        }
        let paths = output::write_all(&folder, &built.files)?;
        for path in paths {
            terminal.print(&path.display().to_string())?;
        }
    }
    Ok(status)
}

/// Says the errors in full, and in one line how many other findings there are and how to see them.
fn tell(findings: &Findings, path: &Path, arguments: &BuildArguments, terminal: &Terminal) {
    terminal.say(&findings.render_stopping(terminal.colour));
    if let Some(counts) = findings.left_out() {
        let templates = match &arguments.templates.templates {
            Some(folder) => format!(" --templates {}", folder.display()),
            None => String::new(),
        };
        let path = path.display();
        terminal.say(&format!("共 {counts}，用 ziping check {path}{templates} 查看"));
    }
}

/// Returns `output/<year>-<department>`.
fn default_folder(built: &Built) -> PathBuf {
    Path::new("output").join(&built.folder_name)
}

/// Returns what is wrong when an earlier filing of this run has written one of the files already.
fn clash(
    folder: &Path,
    built: &Built,
    path: &Path,
    written: &mut BTreeMap<PathBuf, PathBuf>,
) -> Option<String> {
    built.files.iter().find_map(|(name, _bytes)| {
        let earlier = written.insert(folder.join(name), path.to_owned())?;
        Some(format!(
            "错误[Y112]: “{}”和“{}”会写出同一个文件“{name}”，后者未写出；请用 --out 指定不同的文件夹",
            earlier.display(),
            path.display(),
        ))
    })
}
