//! Building every filing of a batch, in parallel.

use std::any::Any;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};

use super::claims::Claims;
use super::entry::{Entry, Outcome};
use super::facts::{self, Facts};
use super::roll::settle_answers;
use super::walk::Found;
use crate::pipeline::{
    Answered, Attempt, Figures, Formats, INTERNAL_SUFFIX, Made, Pipeline, PipelineError, Purpose,
    Quoting,
};
use crate::record;

/// How many reasons an entry keeps.
const MAX_REASONS: usize = 20;
/// The stack of a thread: what a main thread commonly has.
const STACK_BYTES: usize = 8 << 20;

/// Writes files into a folder, all or none, and says in Chinese why it could not.
pub type Sink<'a> = &'a (dyn Fn(&Path, &[(String, Vec<u8>)]) -> Result<(), String> + Sync);

/// Why a batch could not be run at all.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The system gives no more threads.
    #[error("无法再开线程：{0}；请减少 --jobs")]
    Thread(#[from] io::Error),
    /// Threads that cannot be used.
    #[error("无法使用线程：{0}；请减少 --jobs")]
    Pool(ThreadPoolBuildError),
}

/// A run over many filings.
pub struct Batch<'a> {
    /// The chain.
    pub pipeline: &'a Pipeline,
    /// What is written.
    pub formats: Formats,
    /// What for.
    pub purpose: Purpose,
    /// The formats of the answer to each filing; `None` where none is written.
    pub answers: Option<Formats>,
    /// Where the reports' folders go.
    pub out: &'a Path,
    /// What writes.
    pub sink: Sink<'a>,
}

/// A filing that was dealt with.
#[derive(Debug)]
pub struct Done {
    /// What became of it.
    pub entry: Entry,
    /// Whether its files were there already.
    pub is_current: bool,
    /// The report's record, which tells two filings of the same name.
    record: Option<PathBuf>,
}

impl Batch<'_> {
    /// Builds every one of `filings`, `jobs` at a time, and tells `told` of each as soon as it is done;
    /// returns what became of them, in their order.
    ///
    /// # Errors
    /// When a thread cannot be had.
    pub fn run(
        &self,
        filings: &[Found],
        jobs: usize,
        told: &(dyn Fn(&Done) + Sync),
    ) -> Result<Vec<Entry>, BatchError> {
        let claims = Claims::new();
        let next = AtomicUsize::new(0);
        let work = || {
            // A pool of this thread alone: while a filing waits for its second format, the thread
            // does that one, and does not begin another filing on top of this.
            let pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build()?;
            let mut done = Vec::new();
            while let Some(found) = filings.get(next.fetch_add(1, Ordering::Relaxed)) {
                let one = self.one(found, &claims);
                told(&one);
                done.push(one);
            }
            drop(pool);
            Ok(done)
        };
        let done = thread::scope(|scope| {
            let threads = (0..jobs.min(filings.len()))
                .map(|_| thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work));
            let threads = threads.collect::<io::Result<Vec<_>>>()?;
            let mut done = Vec::with_capacity(filings.len());
            for thread in threads {
                let joined = thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic));
                done.extend(joined.map_err(|error: ThreadPoolBuildError| BatchError::Pool(error))?);
            }
            Ok::<_, BatchError>(done)
        })?;
        let mut entries: Vec<_> = done.into_iter().map(|done| settled(done, &claims)).collect();
        entries.sort_by(|one, other| one.filing.cmp(&other.filing));
        settle_answers(&mut entries);
        Ok(entries)
    }

    /// Deals with one filing, whatever happens.
    fn one(&self, found: &Found, claims: &Claims) -> Done {
        if let Some(fault) = &found.fault {
            return self.unreadable(found, fault, claims);
        }
        panic::catch_unwind(AssertUnwindSafe(|| self.build(found, claims))).unwrap_or_else(
            |panic| {
                let reason = format!(
                    "程序内部错误，请把这份填报数据和这句话一并报告：{}",
                    words(panic.as_ref())
                );
                Done::of(Entry::of_fault(&found.name, Outcome::Failed, reason))
            },
        )
    }

    fn build(&self, found: &Found, claims: &Claims) -> Done {
        let folder = |name: &str| self.out.join(name);
        let made = self.pipeline.build_unless_current(
            &found.path,
            self.formats,
            self.purpose,
            Some(&folder),
        );
        let attempt = match made {
            Ok(attempt) => attempt,
            Err(error) => {
                return self.unreadable(found, &error.to_string(), claims);
            }
        };
        let mut entry = entry(found, &attempt);
        let answer =
            |pipeline: &Pipeline, formats| pipeline.answer_attempt(&found.name, &attempt, formats);
        self.answer(&mut entry, claims, answer);
        match attempt.made {
            Made::Stopped => Done::of(entry),
            Made::Current(current) => {
                let record = current.folder.join(format!("{}.{}", current.stem, record::EXTENSION));
                entry.fill(&current.folder_name, &current.figures);
                let claim = claims.claim(&record, &found.name);
                let written = match &claim {
                    // What was current has been written over by a filing that comes later.
                    Ok(claim) if claim.displaces => self.rebuild(found, &current.folder),
                    // Nothing is written, but what a killed run left goes.
                    Ok(_) => (self.sink)(&current.folder, &[]),
                    Err(_earlier) => Ok(()),
                };
                drop(claim);
                if let Err(reason) = written {
                    entry.outcome = Outcome::Unwritten;
                    entry.reasons.insert(0, reason);
                }
                Done { entry, is_current: true, record: Some(record) }
            }
            Made::Built(built) => {
                let folder = self.out.join(&built.folder_name);
                entry.fill(&built.folder_name, &built.figures);
                let record = built.files.last().map(|(name, _bytes)| folder.join(name));
                let claim = record.as_ref().map(|record| claims.claim(record, &found.name));
                // Whose report is another's is told once every claim is known.
                if !matches!(claim, Some(Err(_)))
                    && let Err(reason) = (self.sink)(&folder, &built.files)
                {
                    entry.outcome = Outcome::Unwritten;
                    entry.reasons.insert(0, reason);
                }
                Done { entry, is_current: false, record }
            }
        }
    }

    /// Builds a filing into `folder` whatever is there.
    fn rebuild(&self, found: &Found, folder: &Path) -> Result<(), String> {
        let built = self.pipeline.build(&found.path, self.formats, self.purpose);
        let (findings, built) = built.map_err(|error| error.to_string())?;
        let built = built.ok_or_else(|| findings.summary())?;
        (self.sink)(folder, &built.files)
    }

    /// Deals with a filing that cannot be read.
    fn unreadable(&self, found: &Found, reason: &str, claims: &Claims) -> Done {
        let mut entry = Entry::of_fault(&found.name, Outcome::Unreadable, reason.to_owned());
        let answer =
            |pipeline: &Pipeline, formats| pipeline.answer_unreadable(&found.name, reason, formats);
        self.answer(&mut entry, claims, answer);
        Done::of(entry)
    }

    /// Writes the answer to a filing, where answers are asked for, and says so in its entry; why it
    /// cannot be written is a reason there.
    fn answer(
        &self,
        entry: &mut Entry,
        claims: &Claims,
        answer: impl FnOnce(&Pipeline, Formats) -> Result<Answered, PipelineError>,
    ) {
        let Some(formats) = self.answers else { return };
        let Answered { faults, files } = match answer(self.pipeline, formats) {
            Ok(answered) => answered,
            Err(error) => return entry.lacks_answer(&error.to_string()),
        };
        if faults.has_errors() {
            return entry.lacks_answer(&faults.stopping_lines(1).concat());
        }
        let folder = self.out.join(&files.folder_name);
        let Some((name, _bytes)) = files.files.first() else { return };
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _extension)| stem);
        // Of two filings of one name the first has the answer too, whatever the order of the work.
        let claimed = folder.join(stem.trim_end_matches(INTERNAL_SUFFIX));
        let written = match claims.claim(&claimed, &entry.filing) {
            Ok(_guard) => (self.sink)(&folder, &files.files),
            Err(_earlier) => Ok(()),
        };
        match written {
            Ok(()) => entry.answer = Some(format!("{}/{stem}", files.folder_name)),
            Err(reason) => entry.lacks_answer(&reason),
        }
    }
}

impl Done {
    fn of(entry: Entry) -> Self {
        Self { entry, is_current: false, record: None }
    }
}

/// Returns the entry of a filing that could be read; one whose report is made is filled later.
fn entry(found: &Found, attempt: &Attempt) -> Entry {
    let Attempt { findings, subject, made } = attempt;
    let (errors, warnings, notes) = findings.counts();
    let is_stopped = matches!(made, Made::Stopped);
    Entry {
        filing: found.name.clone(),
        outcome: if is_stopped { Outcome::Returned } else { Outcome::Built },
        department: subject.as_ref().map(|subject| subject.department.clone()),
        finance_authority: subject.as_ref().and_then(|subject| subject.finance_authority.clone()),
        fiscal_year: subject.as_ref().map(|subject| subject.fiscal_year),
        folder: None,
        answer: None,
        errors,
        warnings,
        notes,
        reasons: match findings.quoting {
            Quoting::Nothing => Vec::new(),
            Quoting::Lines | Quoting::Places => findings.stopping_lines(MAX_REASONS),
        },
        facts: Facts::new(),
    }
}

impl Entry {
    /// Adds what is known of a report.
    fn fill(&mut self, folder_name: &str, figures: &Figures) {
        self.folder = Some(folder_name.to_owned());
        self.facts = facts::of(figures);
    }
}

/// Returns what became of a filing once every claim is known.
fn settled(done: Done, claims: &Claims) -> Entry {
    let mut entry = done.entry;
    let owner = done.record.and_then(|record| claims.owner(&record));
    if let Some(owner) = owner.filter(|owner| *owner != entry.filing) {
        entry.yield_to(&owner);
    }
    entry
}

/// Returns what a panic said.
fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("原因不明")
}
