//! `ziping diff --editions`: what the public edition leaves out, for the officer who signs.

use std::path::Path;

use super::CommandResult;
use super::diff::output;
use super::left_out;
use super::redline::document_formats;
use crate::cli::arguments::DiffArguments;
use crate::cli::output::write_all;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{EditionKind, NamedFiles, Pipeline, Reviewed};

/// What is said where both editions are the same.
const NOTHING: &str = "公开版没有略去内容，与完整版相同；不予公开的内容用 disclosure.withheld、audience: internal 写明";

/// Prints the review on stdout, or writes the paper that was asked for in its place.
///
/// What is withheld was asked for, and so was what is wrong with it: the status of a review on
/// stdout is 0 whenever the filing is understood. A paper is signed, so that its status is 1 where
/// either edition has errors; unless they are of the checks of disclosure, it is not written then.
pub(super) fn run(arguments: &DiffArguments, terminal: &Terminal) -> CommandResult {
    let settings = settings::pipeline(&arguments.templates, EditionKind::Full)?;
    let pipeline = Pipeline::new(settings).with_fonts(settings::font_sources(&arguments.fonts));
    let path = &arguments.old;
    let Some(listed) = &arguments.format else {
        let reviewed = pipeline.review(path, output(arguments.output_format))?;
        tell(&reviewed, arguments, terminal);
        let Some(text) = reviewed.made else { return Ok(Status::Findings) };
        terminal.print(&text)?;
        return Ok(Status::Clean);
    };
    let spinner = terminal.spinner(&format!("正在生成 {}", path.display()));
    let reviewed = pipeline.review_files(path, document_formats(listed)?)?;
    drop(spinner);
    let has_errors = tell(&reviewed, arguments, terminal);
    let Some(NamedFiles { folder_name, files, proved: _ }) = reviewed.made else {
        terminal.say("未写出文件");
        return Ok(Status::Findings);
    };
    if reviewed.withheld == 0 {
        terminal.say(NOTHING);
    }
    let default = Path::new("output").join(folder_name);
    for path in write_all(arguments.out.as_ref().unwrap_or(&default), &files)? {
        terminal.print(&path.display().to_string())?;
    }
    Ok(if has_errors { Status::Findings } else { Status::Clean })
}

/// Says which edition has errors, in full where they stand in the way of the review, and returns
/// whether one has.
fn tell<T>(reviewed: &Reviewed<T>, arguments: &DiffArguments, terminal: &Terminal) -> bool {
    let Reviewed { full, public, made, .. } = reviewed;
    let editions = [(EditionKind::Full, full), (EditionKind::Public, public)];
    let faulty = editions.iter().filter(|(_, findings)| findings.has_errors());
    for (edition, findings) in faulty.clone() {
        let name = edition.name();
        terminal.say(&if made.is_none() {
            format!("{name}：\n{}", findings.render_stopping(terminal.colour))
        } else {
            let check = left_out::check(&arguments.old, *edition, &arguments.templates);
            format!("{name}有 {}，用 {check} 查看", findings.summary())
        });
    }
    faulty.count() > 0
}
