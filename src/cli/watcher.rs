//! Waits until files of filings change, and says whose.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long it must be quiet before a save counts as done: an editor writes in several steps.
const QUIET: Duration = Duration::from_millis(100);
/// How long changes without a pause are waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why nothing can be watched.
#[derive(Debug, thiserror::Error)]
pub(super) enum WatchError {
    /// A filing or a folder of templates that is not there.
    #[error("无法读取“{}”：{source}", path.display())]
    Path {
        /// What was named.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder that the system does not watch.
    #[error("无法监视“{}”：{source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: notify::Error,
    },
    /// The system tells nothing any more.
    #[error("系统不再报告文件的变动，请重新运行")]
    Ended,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Files of these filings, by their numbers.
    Filings(BTreeSet<usize>),
    /// Templates, or nobody knows what.
    Everything,
}

/// A watch over filings and templates.
pub(super) struct Watcher {
    /// Ends the watch when it is dropped.
    _system: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    filings: Vec<Watched>,
    templates: Option<PathBuf>,
}

/// Where a filing's files are.
struct Watched {
    folder: PathBuf,
    /// The one file; every YAML file of the folder where it is `None`.
    file: Option<PathBuf>,
}

impl Watcher {
    /// Begins to watch the filings at `paths` and the folder of `templates`.
    ///
    /// Folders are watched, not files: an editor that saves by renaming puts another file in the
    /// place of the one that was there.
    ///
    /// # Errors
    /// When one of them is not there, or the system cannot watch it.
    pub(super) fn new(paths: &[PathBuf], templates: Option<&Path>) -> Result<Self, WatchError> {
        let whole = |path: &Path| {
            fs::canonicalize(path)
                .map_err(|source| WatchError::Path { path: path.to_owned(), source })
        };
        let filings = paths.iter().map(|path| {
            let path = whole(path)?;
            Ok(match path.parent() {
                Some(folder) if !path.is_dir() => {
                    Watched { folder: folder.to_owned(), file: Some(path) }
                }
                _ => Watched { folder: path, file: None },
            })
        });
        let filings = filings.collect::<Result<Vec<_>, WatchError>>()?;
        let templates = templates.map(whole).transpose()?;

        let (sender, events) = mpsc::channel();
        let failed = |path: &Path, source| WatchError::Folder { path: path.to_owned(), source };
        let first = filings.first().map_or(Path::new("."), |watched| &watched.folder);
        let mut watcher =
            notify::recommended_watcher(sender).map_err(|source| failed(first, source))?;
        let folders: BTreeSet<_> = filings.iter().map(|watched| &watched.folder).collect();
        for folder in folders {
            watcher
                .watch(folder, RecursiveMode::NonRecursive)
                .map_err(|source| failed(folder, source))?;
        }
        if let Some(folder) = &templates {
            watcher
                .watch(folder, RecursiveMode::Recursive)
                .map_err(|source| failed(folder, source))?;
        }
        Ok(Self { _system: watcher, events, filings, templates })
    }

    /// Waits until something changed and it is quiet again.
    ///
    /// # Errors
    /// When the system tells nothing any more.
    pub(super) fn wait(&self) -> Result<Change, WatchError> {
        let mut change = loop {
            let event = self.events.recv().map_err(|_ended| WatchError::Ended)?;
            if let Some(change) = self.meaning(event) {
                break change;
            }
        };
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => {
                    if let Some(more) = self.meaning(event) {
                        change = change.and(more);
                    }
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(WatchError::Ended),
            }
        }
        Ok(change)
    }

    /// Returns what an event means for the filings; `None` for nothing. What was only read did not
    /// change, or every build would be followed by another.
    fn meaning(&self, event: notify::Result<Event>) -> Option<Change> {
        // An error is a change that got lost.
        let Ok(event) = event else { return Some(Change::Everything) };
        if event.need_rescan() {
            return Some(Change::Everything);
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return None;
        }
        let in_templates =
            |path: &PathBuf| self.templates.as_ref().is_some_and(|folder| path.starts_with(folder));
        if event.paths.iter().any(in_templates) {
            return Some(Change::Everything);
        }
        let changed = self.filings.iter().enumerate();
        let changed = changed.filter(|(_, watched)| event.paths.iter().any(|p| watched.has(p)));
        let changed: BTreeSet<_> = changed.map(|(number, _)| number).collect();
        (!changed.is_empty()).then_some(Change::Filings(changed))
    }
}

impl Change {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Filings(mut filings), Self::Filings(others)) => {
                filings.extend(others);
                Self::Filings(filings)
            }
            _ => Self::Everything,
        }
    }
}

impl Watched {
    /// Returns whether the filing reads the file at `path`.
    fn has(&self, path: &Path) -> bool {
        if let Some(file) = &self.file {
            return file == path;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.parent() == Some(&self.folder) && name.ends_with(".yaml") && !name.starts_with('.')
    }
}
