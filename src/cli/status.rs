//! The exit statuses, which scripts may rely on.

use std::process::ExitCode;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 0: done; there may have been warnings.
    Clean = 0,
    /// 1: the filing has findings at error level; nothing was written.
    Findings = 1,
    /// 2: the program could not run: wrong usage, or a file that cannot be read or written.
    CouldNotRun = 2,
    /// 3: a batch of which a part failed.
    PartlyFailed = 3,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}
