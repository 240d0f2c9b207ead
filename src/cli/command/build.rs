//! `ziping build`: the report as DOCX, PDF and web page, or a draft of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::left_out;
use super::redline::formats;
use super::{CommandResult, Failure};
use crate::cli::arguments::BuildArguments;
use crate::cli::output;
use crate::cli::settings;
use crate::cli::status::Status;
use crate::cli::terminal::Terminal;
use crate::pipeline::{
    self, Built, EditionBuild, EditionKind, Figures, Pipeline, Purpose, Settings,
};

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
        let edition = arguments.editions.only().unwrap_or_default();
        let settings = settings::pipeline(&arguments.templates, edition)?;
        let pipeline = Pipeline::new(Settings { extent: arguments.extent.kind(), ..settings })
            .with_fonts(settings::font_sources(&arguments.fonts));
        Ok(Self { arguments, pipeline, written: BTreeMap::new() })
    }

    /// Builds the filing at `path` and prints the paths written; of two editions both are written or
    /// none.
    pub(super) fn build(&mut self, path: &Path, terminal: &Terminal) -> Result<Outcome, Failure> {
        const STOPPED: Outcome = Outcome { status: Status::Findings, figures: None };
        let spinner = terminal.spinner(&format!("正在生成 {}", path.display()));
        let mut editions = self.editions(path)?;
        drop(spinner);
        for edition in &editions {
            self.tell(edition, path, terminal);
        }
        let mut built = Vec::with_capacity(editions.len());
        built.extend(editions.iter_mut().filter_map(|edition| edition.built.take()));
        if built.len() < editions.len() {
            terminal.say(&format!("未写出文件：{}", self.refusal(&editions)));
            return Ok(STOPPED);
        }
        let folder = self.arguments.out.clone().unwrap_or_else(|| default_folder(&built));
        // A set is whole when its record, written last, matches it.
        let (mut reports, mut records, mut said) = (Vec::new(), Vec::new(), Vec::new());
        for (edition, built) in editions.iter().zip(&mut built) {
            records.extend(built.files.pop());
            reports.append(&mut built.files);
            let record = records.last().map(|(name, _bytes)| folder.join(name));
            if let Some(since_last) = record.and_then(|path| pipeline::since_last(&path, built)) {
                said.push(self.named(edition.edition, &since_last));
            }
            said.extend(built.proved.take());
        }
        let count = reports.len();
        let files = [reports, records].concat();
        if let Some(clash) = self.clash(&folder, &files, path) {
            terminal.say(&clash);
            return Ok(STOPPED);
        }
        let paths = output::write_all(&folder, &files)?;
        for said in &said {
            terminal.say(said);
        }
        // The records go with the reports; scripts are told of the reports.
        for path in paths.iter().take(count) {
            terminal.print(&path.display().to_string())?;
        }
        let has_errors = editions.iter().any(|edition| edition.findings.has_errors());
        let status = if has_errors { Status::Findings } else { Status::Clean };
        let figures = built.into_iter().next().map(|built| built.figures);
        Ok(Outcome { status, figures })
    }

    /// Builds the editions that were asked for.
    fn editions(&self, path: &Path) -> Result<Vec<EditionBuild>, Failure> {
        let formats = formats(&self.arguments.format);
        let purpose = if self.arguments.draft { Purpose::Draft } else { Purpose::Final };
        let Some(edition) = self.arguments.editions.only() else {
            return Ok(self.pipeline.build_both(path, formats, purpose)?.into());
        };
        let (findings, built) = self.pipeline.build(path, formats, purpose)?;
        Ok(vec![EditionBuild { edition, findings, built }])
    }

    /// Forgets what the filing at `path` wrote, which it may write again.
    pub(super) fn forget(&mut self, path: &Path) {
        self.written.retain(|_file, filing| filing != path);
    }

    /// Says the errors in full, and in one line how many other findings there are and how to see
    /// them.
    fn tell(&self, edition: &EditionBuild, path: &Path, terminal: &Terminal) {
        let EditionBuild { edition, findings, .. } = edition;
        let stopping = findings.render_stopping(terminal.colour);
        if !stopping.is_empty() {
            let apart = if self.arguments.editions.only().is_some() { "" } else { "\n" };
            terminal.say(&self.named(*edition, &format!("{apart}{stopping}")));
        }
        if let Some(line) = left_out::line(findings, path, &self.arguments.templates) {
            terminal.say(&self.named(*edition, &line));
        }
    }

    /// Returns what is said of an edition, which is named where there are two.
    fn named(&self, edition: EditionKind, said: &str) -> String {
        match self.arguments.editions.only() {
            Some(_) => said.to_owned(),
            None => format!("{}：{said}", edition.name()),
        }
    }

    /// Returns why nothing was written, and which edition stood in the way.
    fn refusal(&self, editions: &[EditionBuild]) -> String {
        if self.arguments.editions.only().is_some() {
            return editions.iter().map(|edition| edition.findings.summary()).collect();
        }
        let refused = editions.iter().filter(|edition| edition.findings.has_errors());
        let refused: Vec<_> = refused
            .map(|edition| format!("{} {}", edition.edition.name(), edition.findings.summary()))
            .collect();
        format!("{}，两版都不写出", refused.join("；"))
    }

    /// Returns what is wrong when an earlier filing of this run has written one of the files already.
    fn clash(&mut self, folder: &Path, files: &[(String, Vec<u8>)], path: &Path) -> Option<String> {
        files.iter().find_map(|(name, _bytes)| {
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
fn default_folder(built: &[Built]) -> PathBuf {
    let name = built.first().map_or("", |built| built.folder_name.as_str());
    Path::new("output").join(name)
}
