//! What a person or a script reads: data on stdout, talk on stderr.

use std::io::{self, IsTerminal, Stderr, Stdout, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// The two streams of the process.
#[derive(Debug)]
pub(super) struct Terminal {
    stdout: Stdout,
    stderr: Stderr,
    /// Whether talk goes to a person who sees colour.
    pub(super) colour: bool,
    /// Whether talk goes to a terminal.
    interactive: bool,
}

/// A sign of life on a terminal; it goes away when it is dropped.
#[derive(Debug)]
pub(super) struct Spinner(Option<ProgressBar>);

/// How far a long run is; it goes away when it is dropped.
#[derive(Debug)]
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// Goes one step on and shows `talk`; returns whether a person sees it.
    pub(super) fn step(&self, talk: &str) -> bool {
        if let Some(bar) = &self.0 {
            bar.set_message(talk.to_owned());
            bar.inc(1);
        }
        self.0.is_some()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Terminal {
    /// Returns the process's streams; colour only on a terminal, and never where `NO_COLOR` is set.
    pub(super) fn of_process() -> Self {
        let plain = super::settings::environment("NO_COLOR").is_some_and(|value| !value.is_empty());
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let interactive = stderr.is_terminal();
        Self { stdout, stderr, colour: interactive && !plain, interactive }
    }

    /// Returns a spinner that turns until it is dropped; none where talk goes to no terminal.
    pub(super) fn spinner(&self, talk: &str) -> Spinner {
        if !self.interactive {
            return Spinner(None);
        }
        let bar = ProgressBar::new_spinner().with_message(talk.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        Spinner(Some(bar))
    }

    /// Returns a bar over `length` steps with their rate and the time left; none where talk goes to no
    /// terminal.
    pub(super) fn progress(&self, length: usize) -> Progress {
        if !self.interactive {
            return Progress(None);
        }
        let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
        let style =
            ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  还需 {eta}  {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress(Some(bar))
    }

    /// Writes data and a line break to stdout.
    ///
    /// # Errors
    /// When stdout cannot be written, but for a reader that left, which is no fault.
    pub(super) fn print(&self, data: &str) -> io::Result<()> {
        let mut stdout = self.stdout.lock();
        let end = if data.is_empty() || data.ends_with('\n') { "" } else { "\n" };
        match write!(stdout, "{data}{end}").and_then(|()| stdout.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }

    /// Writes talk and a line break to stderr; where that fails there is nobody to tell.
    pub(super) fn say(&self, talk: &str) {
        let end = if talk.is_empty() || talk.ends_with('\n') { "" } else { "\n" };
        drop(write!(self.stderr.lock(), "{talk}{end}"));
    }
}
