//! `ziping check`: every finding, and on request what can be mended without asking, or the bureau's
//! answer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::redline::document_formats;
use super::{CommandResult, Failure};
use crate::cli::arguments::{CheckArguments, Deny, FindingFormat};
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{self, AnsweredFiling, Findings, Formats, Pipeline};

/// Prints the findings of every filing that was named on stdout; with `--diff`, what would be mended.
pub(in crate::cli) fn run(arguments: &CheckArguments, terminal: &Terminal) -> CommandResult {
    let pipeline =
        Pipeline::new(settings::pipeline(&arguments.templates, arguments.edition.kind())?)
            .with_fonts(settings::font_sources(&arguments.fonts));
    if arguments.diff {
        return diff(arguments, &pipeline, terminal);
    }
    let formats = arguments.format.as_deref().map(document_formats).transpose()?;
    let mut answers = Answers { arguments, written: BTreeMap::new() };
    let mut status = Status::Clean;
    let mut log = Vec::new();
    for path in &arguments.filings {
        let findings = if let Some(formats) = formats {
            let (findings, answered) = answers.write(path, &pipeline, formats, terminal)?;
            status = status.max(answered);
            findings
        } else if arguments.fix {
            fixed(path, &pipeline, terminal)?
        } else {
            pipeline.check(path)?
        };
        status = status.max(outcome(arguments, &findings));
        let report = match arguments.output_format {
            FindingFormat::Full => {
                let counts = findings.summary();
                format!("{}{}：{counts}", findings.render_grouped(), path.display())
            }
            FindingFormat::Concise => findings.render_concise(),
            FindingFormat::Json => findings.render_json(),
            FindingFormat::Sarif => {
                log.push(findings);
                continue;
            }
        };
        terminal.print(&report)?;
    }
    if arguments.output_format == FindingFormat::Sarif {
        terminal.print(&pipeline::render_sarif(&log))?;
    }
    Ok(status)
}

/// What the answers of one run share.
struct Answers<'a> {
    arguments: &'a CheckArguments,
    /// Which filing wrote which answer.
    written: BTreeMap<PathBuf, PathBuf>,
}

impl Answers<'_> {
    /// Checks the filing at `path` and writes the answer to it, of which people are told; stdout has
    /// the findings, as without an answer.
    fn write(
        &mut self,
        path: &Path,
        pipeline: &Pipeline,
        formats: Formats,
        terminal: &Terminal,
    ) -> Result<(Findings, Status), Failure> {
        let spinner = terminal.spinner(&format!("正在审核 {}", path.display()));
        let AnsweredFiling { findings, answered } = pipeline.check_and_answer(path, formats)?;
        drop(spinner);
        let default = Path::new("output").join(&answered.files.folder_name);
        let folder = self.arguments.out.as_ref().unwrap_or(&default);
        let files = answered.files.files;
        for (name, _bytes) in &files {
            if let Some(earlier) = self.written.insert(folder.join(name), path.to_owned()) {
                terminal.say(&format!(
                    "“{}”和“{}”的审核意见表同名（{name}），后者未写出；请用 --out 指定不同的文件夹",
                    earlier.display(),
                    path.display(),
                ));
                return Ok((findings, Status::Findings));
            }
        }
        for path in output::write_all(folder, &files)? {
            terminal.say(&format!("已写出：{}", path.display()));
        }
        let has_faults = answered.faults.has_errors();
        if has_faults {
            let faults = answered.faults.render_stopping(terminal.colour);
            terminal.say(&format!("审核意见表没有写全：\n{faults}"));
        }
        Ok((findings, if has_faults { Status::Findings } else { Status::Clean }))
    }
}

/// Mends the filing at `path`, says what was mended, and returns what is left.
fn fixed(path: &Path, pipeline: &Pipeline, terminal: &Terminal) -> Result<Findings, Failure> {
    let mended = pipeline.mend(path)?;
    for file in &mended.files {
        output::replace(Path::new(&file.name), file.after.as_bytes())?;
        terminal.say(&format!("已改写：{}", file.name));
    }
    if mended.count > 0 {
        terminal.say(&format!("{}：改正了 {} 处", path.display(), mended.count));
    }
    Ok(mended.findings)
}

/// Prints how the filings would be mended; a filing with something to mend is a finding.
fn diff(arguments: &CheckArguments, pipeline: &Pipeline, terminal: &Terminal) -> CommandResult {
    let mut status = Status::Clean;
    for path in &arguments.filings {
        let mended = pipeline.mend(path)?;
        for file in &mended.files {
            terminal.print(&file.diff())?;
            status = Status::Findings;
        }
        status = status.max(outcome(arguments, &mended.findings));
        let (name, counts) = (path.display(), mended.findings.summary());
        terminal.say(&match mended.count {
            0 => format!("{name}：没有可以直接改正的；{counts}"),
            count => format!(
                "{name}：可以改正 {count} 处，用 ziping check {name} --fix 写入；改正后：{counts}"
            ),
        });
    }
    Ok(status)
}

/// Returns the status that findings lead to.
fn outcome(arguments: &CheckArguments, findings: &Findings) -> Status {
    let denied = arguments.deny == Some(Deny::Warnings) && findings.has_warnings();
    if findings.has_errors() || denied { Status::Findings } else { Status::Clean }
}
