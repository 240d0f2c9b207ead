//! `ziping diff --format` and `--note`: the marked-up report and the note on changes.

use std::path::Path;

use jiff::civil::Date;

use super::{CommandResult, Failure, left_out};
use crate::cli::arguments::{DiffArguments, Format, NoteArgument};
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{Formats, NamedFiles, NoteKind, Pipeline, Reviser, RevisionFiles};

/// Writes the files that were asked for and prints their paths on stdout, one a line; where either
/// filing has errors, nothing is written.
pub(super) fn run(arguments: &DiffArguments, new: &Path, terminal: &Terminal) -> CommandResult {
    let wanted = wanted(arguments)?;
    let pipeline =
        Pipeline::new(settings::pipeline(&arguments.templates, arguments.edition.kind())?)
            .with_fonts(settings::font_sources(&arguments.fonts));
    let spinner = terminal.spinner("正在生成");
    let revised = pipeline.revise(&arguments.old, new, &wanted)?;
    drop(spinner);
    let (new_path, templates) = (new, &arguments.templates);
    let (old, new) = (&revised.old, &revised.new);
    for note in old.notes.iter().chain(&new.notes) {
        terminal.say(note);
    }
    // What the older filing is warned of is past; the newer one is handed in.
    if old.findings.has_errors() {
        left_out::tell(&old.findings, &arguments.old, templates, terminal);
    }
    left_out::tell(&new.findings, new_path, templates, terminal);
    let Some(NamedFiles { folder_name, files, proved }) = revised.written else {
        terminal.say("未写出文件");
        return Ok(Status::Findings);
    };
    let default = Path::new("output").join(folder_name);
    let folder = arguments.out.as_ref().unwrap_or(&default);
    let paths = output::write_all(folder, &files)?;
    if let Some(proved) = proved {
        terminal.say(&proved);
    }
    for path in paths {
        terminal.print(&path.display().to_string())?;
    }
    Ok(Status::Clean)
}

/// Returns which files were asked for; a note without `--format` comes in both formats.
///
/// # Errors
/// When the date is none, or a format is one that revisions do not come in.
fn wanted(arguments: &DiffArguments) -> Result<RevisionFiles, Failure> {
    let listed = arguments.format.as_deref().map(document_formats).transpose()?;
    let date = arguments.date.as_deref().map(day).transpose()?;
    let author = arguments.author.clone().filter(|author| !author.trim().is_empty());
    let redline = listed.map(|formats| (formats, Reviser { author, date }));
    let both = Formats { docx: true, pdf: true, html: false, xlsx: false };
    let note = arguments.note.map(|note| {
        let kind = match note {
            NoteArgument::Auto => NoteKind::ByFigures,
            NoteArgument::Change => NoteKind::Change,
            NoteArgument::Correction => NoteKind::Correction,
        };
        (listed.unwrap_or(both), kind)
    });
    Ok(RevisionFiles { redline, note })
}

/// Returns the formats that were listed.
pub(super) fn formats(listed: &[Format]) -> Formats {
    Formats {
        docx: listed.contains(&Format::Docx),
        pdf: listed.contains(&Format::Pdf),
        html: listed.contains(&Format::Html),
        xlsx: listed.contains(&Format::Xlsx),
    }
}

/// Returns the formats that were listed for a document that is no report.
///
/// # Errors
/// When the forms' workbook is among them, which only a report has beside it.
pub(super) fn document_formats(listed: &[Format]) -> Result<Formats, Failure> {
    if listed.contains(&Format::Xlsx) {
        let message =
            "这里没有 XLSX 格式，可以写 docx、pdf、html；自评表工作簿用 ziping build 生成";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(formats(listed))
}

/// Returns the day that was typed.
fn day(text: &str) -> Result<Date, Failure> {
    let fault = || Failure::Usage(format!("--date 要写成 年-月-日（如 2024-04-01），现为“{text}”"));
    let day: Date = text.parse().map_err(|_error| fault())?;
    // Only this one of the forms that the parser takes.
    if day.to_string() == text { Ok(day) } else { Err(fault()) }
}
