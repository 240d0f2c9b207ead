//! `ziping build`: the report as DOCX, PDF and web page, or a draft of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{CommandResult, Failure};
use crate::cli::arguments::{BuildArguments, Format};
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{self, Built, EditionKind, Figures, Findings, Formats, Pipeline, Purpose};

/// What is said of a public edition until written files are read back and searched.
const UNPROVED: &str =
    "注意：程序还不会回读公开版文件、查找不予公开的内容，也不识别个人信息；公开前请逐页人工核对";

/// Builds every filing that was named; one with errors writes nothing and does not stop the others.
pub(in crate::cli) fn run(arguments: &BuildArguments, terminal: &Terminal) -> CommandResult {
    let mut builder = Builder::new(arguments)?;
    let mut status = Status::Clean;
    for path in &arguments.filings {
        status = status.max(builder.build(path, terminal)?.status);
    }
    Ok(status)
}

/// What the builds of one run share.
pub(super) struct Builder<'a> {
    arguments: &'a BuildArguments,
    pipeline: Pipeline,
    /// Which filing wrote which file.
    written: BTreeMap<PathBuf, PathBuf>,
}

/// How the build of one filing ended.
pub(super) struct Outcome {
    /// Whether findings at error level stood in the way, or would but for a draft.
    pub(super) status: Status,
    /// The filing's figures; `None` when nothing was written.
    pub(super) figures: Option<Figures>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(arguments: &'a BuildArguments) -> Result<Self, Failure> {
        let pipeline =
            Pipeline::new(settings::pipeline(&arguments.templates, arguments.edition.kind())?)
                .with_fonts(settings::font_sources(&arguments.fonts));
        Ok(Self { arguments, pipeline, written: BTreeMap::new() })
    }

    /// Builds the filing at `path` and prints the paths written.
    pub(super) fn build(&mut self, path: &Path, terminal: &Terminal) -> Result<Outcome, Failure> {
        const STOPPED: Outcome = Outcome { status: Status::Findings, figures: None };
        let formats = Formats {
            docx: self.arguments.format.contains(&Format::Docx),
            pdf: self.arguments.format.contains(&Format::Pdf),
            html: self.arguments.format.contains(&Format::Html),
        };
        let purpose = if self.arguments.draft { Purpose::Draft } else { Purpose::Final };
        let spinner = terminal.spinner(&format!("正在生成 {}", path.display()));
        let (findings, built) = self.pipeline.build(path, formats, purpose)?;
        drop(spinner);
        self.tell(&findings, path, terminal);
        let Some(built) = built else {
            terminal.say(&format!("未写出文件：{}", findings.summary()));
            return Ok(STOPPED);
        };
        let folder = self.arguments.out.clone().unwrap_or_else(|| default_folder(&built));
        if let Some(clash) = self.clash(&folder, &built, path) {
            terminal.say(&clash);
            return Ok(STOPPED);
        }
        let record = built.files.last().map(|(record, _bytes)| folder.join(record));
        let since_last = record.as_ref().and_then(|path| pipeline::since_last(path, &built));
        let paths = output::write_all(&folder, &built.files)?;
        if let Some(since_last) = since_last {
            terminal.say(&since_last);
        }
        if self.arguments.edition.kind() == EditionKind::Public {
            terminal.say(UNPROVED);
        }
        // The record goes with the report; scripts are told of the report.
        for path in paths.iter().filter(|path| Some(*path) != record.as_ref()) {
            terminal.print(&path.display().to_string())?;
        }
        let status = if findings.has_errors() { Status::Findings } else { Status::Clean };
        Ok(Outcome { status, figures: Some(built.figures) })
    }

    /// Forgets what the filing at `path` wrote, which it may write again.
    pub(super) fn forget(&mut self, path: &Path) {
        self.written.retain(|_file, filing| filing != path);
    }

    /// Says the errors in full, and in one line how many other findings there are and how to see
    /// them.
    fn tell(&self, findings: &Findings, path: &Path, terminal: &Terminal) {
        terminal.say(&findings.render_stopping(terminal.colour));
        if let Some(counts) = findings.left_out() {
            let templates = match &self.arguments.templates.templates {
                Some(folder) => format!(" --templates {}", folder.display()),
                None => String::new(),
            };
            let path = path.display();
            terminal.say(&format!("共 {counts}，用 ziping check {path}{templates} 查看"));
        }
    }

    /// Returns what is wrong when an earlier filing of this run has written one of the files already.
    fn clash(&mut self, folder: &Path, built: &Built, path: &Path) -> Option<String> {
        built.files.iter().find_map(|(name, _bytes)| {
            let earlier = self.written.insert(folder.join(name), path.to_owned())?;
            Some(format!(
                "错误[Y112]: “{}”和“{}”会写出同一个文件“{name}”，后者未写出；请用 --out 指定不同的文件夹",
                earlier.display(),
                path.display(),
            ))
        })
    }
}

/// Returns `output/<year>-<department>`.
fn default_folder(built: &Built) -> PathBuf {
    Path::new("output").join(&built.folder_name)
}
