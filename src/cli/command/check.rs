//! `ziping check`: every finding, and on request what can be mended without asking.

use std::path::Path;

use super::CommandResult;
use crate::cli::arguments::{CheckArguments, Deny, FindingFormat};
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{self, Findings, Pipeline};

/// Prints the findings of every filing that was named on stdout; with `--diff`, what would be mended.
pub(in crate::cli) fn run(arguments: &CheckArguments, terminal: &Terminal) -> CommandResult {
    let pipeline =
        Pipeline::new(settings::pipeline(&arguments.templates, arguments.edition.kind())?);
    if arguments.diff {
        return diff(arguments, &pipeline, terminal);
    }
    let mut status = Status::Clean;
    let mut log = Vec::new();
    for path in &arguments.filings {
        let findings =
            if arguments.fix { fixed(path, &pipeline, terminal)? } else { pipeline.check(path)? };
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

/// Mends the filing at `path`, says what was mended, and returns what is left.
fn fixed(
    path: &Path,
    pipeline: &Pipeline,
    terminal: &Terminal,
) -> Result<Findings, super::Failure> {
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
