//! `ziping watch`: builds again whenever a filing is saved, and prints the figures that moved.

use std::path::Path;

use super::adjust::moved_line;
use super::build::Builder;
use super::{CommandResult, Failure};
use crate::cli::arguments::WatchArguments;
use crate::cli::terminal::Terminal;
use crate::cli::watcher::{Change, Watcher};
use crate::pipeline::{Figures, moved};
use crate::source::{self, Sources};

/// What is said when there is nothing to do.
const WAITING: &str = "正在监视，保存后重新生成；按 Ctrl-C 结束";

/// Builds the filings that were named, then again each that changes, until the process is ended.
///
/// What stands in the way of a build is said and waited for.
pub(in crate::cli) fn run(arguments: &WatchArguments, terminal: &Terminal) -> CommandResult {
    let arguments = &arguments.build;
    let templates = arguments.templates.templates.as_deref();
    // The watch begins first, so that nothing that is saved during the first build is missed.
    let watcher = Watcher::new(&arguments.filings, templates)?;
    let mut builder = Builder::new(arguments)?;
    let mut filings: Vec<Filing<'_>> = arguments
        .filings
        .iter()
        .map(|path| Filing { path, texts: texts(path), figures: None })
        .collect();
    for filing in &mut filings {
        filing.build(&mut builder, terminal)?;
    }
    terminal.say(WAITING);
    loop {
        let change = watcher.wait()?;
        let mut built = false;
        for (number, filing) in filings.iter_mut().enumerate() {
            let is_saved = match &change {
                Change::Everything => false,
                Change::Filings(changed) if changed.contains(&number) => true,
                Change::Filings(_) => continue,
            };
            let texts = texts(filing.path);
            // What was saved as it was needs no build.
            if is_saved && texts.is_some() && texts == filing.texts {
                continue;
            }
            filing.texts = texts;
            filing.build(&mut builder, terminal)?;
            built = true;
        }
        if built {
            terminal.say(WAITING);
        }
    }
}

/// A watched filing.
struct Filing<'a> {
    path: &'a Path,
    /// Its files with their texts when it was built last; `None` where they could not be read.
    texts: Option<Vec<(String, String)>>,
    /// The figures of the last build that came to its end.
    figures: Option<Figures>,
}

impl Filing<'_> {
    /// Builds the filing, and prints what moved since the last build that came to its end.
    fn build(&mut self, builder: &mut Builder<'_>, terminal: &Terminal) -> Result<(), Failure> {
        builder.forget(self.path);
        let built = match builder.build(self.path, terminal) {
            Ok(outcome) => outcome.figures,
            // What cannot be printed cannot be read by anybody.
            Err(failure @ Failure::Stdout(_)) => return Err(failure),
            Err(failure) => {
                terminal.say(&format!("错误：{failure}"));
                None
            }
        };
        let Some(figures) = built else {
            terminal.say(&format!("{}：未重新生成，改正并保存后继续", self.path.display()));
            return Ok(());
        };
        if let Some(before) = &self.figures {
            let moved = moved(before, &figures);
            if moved.is_empty() {
                terminal.say("数字没有变动");
            }
            for figure in &moved {
                terminal.print(&moved_line(figure))?;
            }
        }
        self.figures = Some(figures);
        Ok(())
    }
}

/// Returns the files of the filing at `path` with their texts; `None` where they cannot be read.
fn texts(path: &Path) -> Option<Vec<(String, String)>> {
    let mut sources = Sources::new();
    let opened = source::load(&mut sources, path).ok()?;
    // A file that is no text has a fault in its place, so it never counts as unchanged.
    opened
        .faults
        .is_empty()
        .then(|| sources.iter().map(|(_, file)| (file.name.clone(), file.text.clone())).collect())
}
