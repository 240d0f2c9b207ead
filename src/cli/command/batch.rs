//! `ziping batch`: every filing below a folder, and the summaries of shares merged.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use super::redline::{document_formats, formats};
use super::{CommandResult, Failure};
use crate::batch::{self, Batch, Done, Outcome, Roll, Shard, Summary, SummaryError};
use crate::cli::arguments::{BatchArguments, RegisterFormat};
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{EditionKind, Formats, Pipeline, Purpose};
use crate::source::read_bytes;

/// How many bytes a summary may have: 600,000 filings need some 700 MB.
const MAX_SUMMARY_BYTES: u64 = 2 << 30;
/// How many filings that failed are named on the terminal.
const MAX_NAMED: usize = 50;

/// How many bytes a list of departments may have.
const MAX_LIST_BYTES: u64 = 16 << 20;

/// Builds every filing below the root, or merges summaries.
pub(in crate::cli) fn run(arguments: &BatchArguments, terminal: &Terminal) -> CommandResult {
    if !arguments.summary.is_empty() {
        can_sum_up(arguments)?;
    }
    let summary = if arguments.merge { merge(arguments)? } else { build(arguments, terminal)? };
    let path = arguments.out.join(file_name(&summary));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    output::write_all(&arguments.out, &[(name, summary.to_json().into_bytes())])?;
    terminal.say(&tell(&summary));
    terminal.print(&path.display().to_string())?;
    if !arguments.summary.is_empty() && !sum_up(arguments, &summary, terminal)? {
        return Ok(Status::Findings);
    }
    Ok(if summary.failures() == 0 { Status::Clean } else { Status::PartlyFailed })
}

/// Says before anything is built that what is built cannot be summed up.
fn can_sum_up(arguments: &BatchArguments) -> Result<(), Failure> {
    let error = if arguments.shard != Shard::WHOLE {
        SummaryError::Share(arguments.shard)
    } else if arguments.edition.kind() != EditionKind::Full {
        SummaryError::Public
    } else {
        return Ok(());
    };
    Err(Failure::Usage(error.to_string()))
}

/// Writes the county's summary beside the batch's; returns whether there was nothing wrong with it.
fn sum_up(
    arguments: &BatchArguments,
    summary: &Summary,
    terminal: &Terminal,
) -> Result<bool, Failure> {
    let submissions = match summary.submissions() {
        Ok(submissions) => submissions,
        // The reports are written, and the batch's own summary says what became of the rest.
        Err(error @ SummaryError::NoYear) => {
            terminal.say(&error.to_string());
            return Ok(true);
        }
        Err(error) => return Err(Failure::Usage(error.to_string())),
    };
    let pipeline = Pipeline::new(settings::pipeline(&arguments.templates, EditionKind::Full)?)
        .with_fonts(settings::font_sources(&arguments.fonts));
    let formats = RegisterFormat::formats(&arguments.summary);
    let purpose = if summary.draft { Purpose::Draft } else { Purpose::Final };
    let (findings, files) = pipeline.county(&submissions, formats, purpose)?;
    terminal.say(&findings.render_stopping(terminal.colour));
    let Some(files) = files else {
        terminal.say(&format!("未写出汇总报告：{}", findings.summary()));
        return Ok(false);
    };
    for path in output::write_all(&arguments.out, &files)? {
        terminal.print(&path.display().to_string())?;
    }
    Ok(true)
}

/// Builds the filings of this share.
fn build(arguments: &BatchArguments, terminal: &Terminal) -> Result<Summary, Failure> {
    let [root] = arguments.roots.as_slice() else {
        let reason = "一次生成一个文件夹；要合并各份额的汇总，请加 --merge";
        return Err(Failure::Usage(reason.to_owned()));
    };
    let answers = arguments.answers.as_deref().map(document_formats).transpose()?;
    let expected = arguments.expected.as_deref().map(expected).transpose()?;
    let left_out = [Some(&arguments.out), arguments.templates.templates.as_ref()];
    let left_out: Vec<PathBuf> = left_out.into_iter().flatten().cloned().collect();
    let mut filings = batch::find(root, &left_out)
        .map_err(|error| Failure::Usage(format!("无法读取文件夹“{}”：{error}", root.display())))?;
    if filings.is_empty() {
        let reason = format!("“{}”之下没有填报数据（.yaml 文件）", root.display());
        return Err(Failure::Usage(reason));
    }
    filings.retain(|found| arguments.shard.takes(&found.name));
    let edition = arguments.edition.kind();
    let pipeline = Pipeline::new(settings::pipeline(&arguments.templates, edition)?)
        .with_fonts(settings::font_sources(&arguments.fonts));
    let formats = formats(&arguments.format);
    let progress = terminal.progress(filings.len());
    let told = |done: &Done| {
        let line = line(done);
        if !progress.step(&line) {
            terminal.say(&line);
        }
    };
    let batch = Batch {
        pipeline: &pipeline,
        formats,
        purpose: if arguments.draft { Purpose::Draft } else { Purpose::Final },
        answers,
        out: &arguments.out,
        sink: &write,
    };
    let jobs = arguments.jobs.or_else(|| thread::available_parallelism().ok());
    let entries = batch
        .run(&filings, jobs.map_or(1, NonZeroUsize::get), &told)
        .map_err(|error| Failure::Usage(error.to_string()))?;
    drop(progress);
    let extensions = |formats: Formats| formats.extensions().map(ToOwned::to_owned).collect();
    let (shard, draft) = (arguments.shard, arguments.draft);
    let summary = Summary::new(edition.key(), extensions(formats), draft, shard, entries);
    Ok(summary.with_roll(answers.map(extensions), expected))
}

/// Reads the departments that are expected to hand something in.
fn expected(path: &Path) -> Result<Vec<String>, Failure> {
    let bytes =
        read_bytes(path, MAX_LIST_BYTES).map_err(|error| Failure::Usage(error.to_string()))?;
    let fault = |what| Failure::Usage(format!("名单“{}”{what}", path.display()));
    let text = String::from_utf8(bytes)
        .map_err(|_| fault("不是 UTF-8 文字；请另存为 UTF-8 的文本文件，每行一个部门名称"))?;
    let departments = batch::departments(&text);
    if departments.is_empty() {
        return Err(fault("里没有部门名称；请每行写一个"));
    }
    Ok(departments)
}

/// Writes files into a folder, or only sweeps it where there are none.
fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    if files.is_empty() {
        output::sweep(folder);
        return Ok(());
    }
    output::write_all(folder, files).map(drop).map_err(|error| error.to_string())
}

/// Merges the summaries of all shares.
fn merge(arguments: &BatchArguments) -> Result<Summary, Failure> {
    let shares = arguments.roots.iter().map(|path| {
        let name = path.display().to_string();
        let bytes = read_bytes(path, MAX_SUMMARY_BYTES)
            .map_err(|error| Failure::Usage(error.to_string()))?;
        let summary =
            Summary::of_json(&name, &bytes).map_err(|error| Failure::Usage(error.to_string()))?;
        Ok((name, summary))
    });
    let shares = shares.collect::<Result<Vec<_>, Failure>>()?;
    Summary::merge(shares).map_err(|error| Failure::Usage(error.to_string()))
}

/// Returns the name of the summary's file.
fn file_name(summary: &Summary) -> String {
    let edition = match summary.edition.as_str() {
        "full" => String::new(),
        other => format!("-{other}"),
    };
    match summary.shard {
        Shard::WHOLE => format!("batch{edition}.json"),
        shard => format!("batch{edition}-{}-of-{}.json", shard.index(), shard.count()),
    }
}

/// Returns a line on one filing.
fn line(done: &Done) -> String {
    let entry = &done.entry;
    let outcome = if done.is_current { "没有变动" } else { entry.outcome.name() };
    let reason = match (entry.outcome, entry.reasons.first()) {
        (Outcome::Built, _) | (_, None) => String::new(),
        (_, Some(reason)) => format!("：{reason}"),
    };
    format!("{}　{outcome}{reason}", entry.filing)
}

/// Returns how the filings ended, and which did not end well.
fn tell(summary: &Summary) -> String {
    let counts = summary.counts.iter().filter(|(_, count)| **count > 0);
    let counts: Vec<_> =
        counts.map(|(outcome, count)| format!("{} {count} 份", outcome.name())).collect();
    let mut text = format!("共 {} 份：{}", summary.filings.len(), counts.join("，"));
    let failed = || summary.filings.iter().filter(|entry| entry.outcome != Outcome::Built);
    for entry in failed().take(MAX_NAMED) {
        let errors = match entry.errors {
            0 => String::new(),
            errors => format!("，{errors} 个错误"),
        };
        let line = format!("\n  {}　{}{errors}", entry.filing, entry.outcome.name());
        text.push_str(&line);
    }
    let more = failed().count().saturating_sub(MAX_NAMED);
    if more > 0 {
        let line = format!("\n  另有 {more} 份，见汇总");
        text.push_str(&line);
    }
    for (what, names) in summary.roll.iter().flat_map(Roll::lists) {
        let shown = names.iter().take(MAX_NAMED).map(String::as_str).collect::<Vec<_>>().join("、");
        let more = if names.len() > MAX_NAMED { "等，见汇总" } else { "" };
        let line = format!("\n{what} {} 个：{shown}{more}", names.len());
        text.push_str(&line);
    }
    text
}
