//! The commands, one file each.

pub(super) mod adjust;
pub(super) mod batch;
pub(super) mod build;
pub(super) mod check;
pub(super) mod completions;
pub(super) mod diff;
pub(super) mod dump;
pub(super) mod explain;
pub(super) mod figures;
pub(super) mod fonts;
pub(super) mod import;
pub(super) mod init;
mod left_out;
mod redline;
mod review;
pub(super) mod register;
pub(super) mod schema;
pub(super) mod watch;

use std::io;

use super::output::OutputError;
use super::status::Status;
use super::watcher::WatchError;
use crate::pipeline::PipelineError;

/// What a command ends with.
type CommandResult = Result<Status, Failure>;

/// Why a command could not run.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Input that cannot be read, or fonts that cannot be used.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// Output that cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// stdout that cannot be written.
    #[error("无法写到标准输出：{0}")]
    Stdout(#[from] io::Error),
    /// Folders that cannot be watched.
    #[error(transparent)]
    Watch(#[from] WatchError),
    /// Arguments or an environment that make no sense.
    #[error("{0}")]
    Usage(String),
}
