//! Whole-file writes: temporary files first, then all of them renamed into place.
//!
//! A reader sees the earlier file or the finished one, never a part; a set of files changes only
//! when every one of them was written.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::{Builder, NamedTempFile};

const TEMPORARY_PREFIX: &str = ".ziping-";
const TEMPORARY_SUFFIX: &str = ".tmp";

/// How old a temporary file must be before it is taken for the leftover of a killed run.
const STALE: Duration = Duration::from_mins(1);

/// Why files were not written.
#[derive(Debug, thiserror::Error)]
pub(super) enum OutputError {
    /// The folder cannot be made.
    #[error("无法建立文件夹“{}”：{}", path.display(), reason(source))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("无法写入“{}”：{}", path.display(), reason(source))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Returns what the system said, in Chinese where it is common.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "上级文件夹不存在".to_owned(),
        io::ErrorKind::PermissionDenied => "没有写入权限".to_owned(),
        io::ErrorKind::NotADirectory => "路径中有一段是文件，不是文件夹".to_owned(),
        io::ErrorKind::IsADirectory => "同名的文件夹已经存在".to_owned(),
        io::ErrorKind::AlreadyExists => "同名的文件已经存在".to_owned(),
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        _ => error.to_string(),
    }
}

/// Writes each of `files` (name and bytes) into `folder` and returns their paths.
///
/// # Errors
/// When the folder or a file cannot be written; earlier files are then as they were, unless a rename
/// itself failed after another had succeeded.
pub(super) fn write_all(
    folder: &Path,
    files: &[(String, Vec<u8>)],
) -> Result<Vec<PathBuf>, OutputError> {
    fs::create_dir_all(folder)
        .map_err(|source| OutputError::Folder { path: folder.to_owned(), source })?;
    sweep(folder);
    let mut written = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        let path = folder.join(name);
        let temporary = write_temporary(folder, bytes)
            .map_err(|source| OutputError::File { path: path.clone(), source })?;
        written.push((temporary, path));
    }
    // What would fail after other files were renamed is looked for first.
    if let Some((_, path)) = written.iter().find(|(_, path)| path.is_dir()) {
        let source = io::ErrorKind::IsADirectory.into();
        return Err(OutputError::File { path: path.clone(), source });
    }
    let mut paths = Vec::with_capacity(written.len());
    for (temporary, path) in written {
        temporary
            .persist(&path)
            .map_err(|error| OutputError::File { path: path.clone(), source: error.error })?;
        paths.push(path);
    }
    Ok(paths)
}

/// Writes a file that must not exist yet, whole or not at all.
///
/// # Errors
/// When it exists or cannot be written.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let fault = |source| OutputError::File { path: path.to_owned(), source };
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .map_err(|source| OutputError::Folder { path: folder.to_owned(), source })?;
    let temporary = write_temporary(folder, bytes).map_err(fault)?;
    temporary.persist_noclobber(path).map(drop).map_err(|error| fault(error.error))
}

/// Writes a file that exists anew, whole or not at all; its permissions stay, and a link to it does.
///
/// # Errors
/// When there is no such file, when it may not be written, or when writing fails.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let fault = |source| OutputError::File { path: path.to_owned(), source };
    let target = fs::canonicalize(path).map_err(fault)?;
    let permissions = fs::metadata(&target).map_err(fault)?.permissions();
    if permissions.readonly() {
        return Err(fault(io::ErrorKind::PermissionDenied.into()));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let temporary = write_temporary(folder, bytes).map_err(fault)?;
    temporary.as_file().set_permissions(permissions).map_err(fault)?;
    temporary.persist(&target).map(drop).map_err(|error| fault(error.error))
}

/// Writes `bytes` to a temporary file in `folder`, with the permissions of an ordinary file.
fn write_temporary(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The process's umask still applies; the crate's default shuts everybody else out.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(folder)?;
    // A file system without locks is no reason not to write.
    drop(temporary.as_file().try_lock());
    temporary.write_all(bytes)?;
    Ok(temporary)
}

/// Removes temporary files that a killed run left in `folder`; whatever cannot be removed stays.
///
/// A file that is being written is locked from the moment it is there, and the system takes the lock
/// of a process that is gone. Where there are no locks, age tells.
#[expect(clippy::disallowed_methods, reason = "age tells a leftover from a file being written")]
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !(name.starts_with(TEMPORARY_PREFIX) && name.ends_with(TEMPORARY_SUFFIX)) {
            continue;
        }
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified.ok().and_then(|time| SystemTime::now().duration_since(time).ok());
        let is_left = match File::open(entry.path()).map(|file| file.try_lock()) {
            Ok(Ok(())) => true,
            Ok(Err(TryLockError::WouldBlock)) => false,
            Ok(Err(TryLockError::Error(_))) | Err(_) => age.is_some_and(|age| age > STALE),
        };
        if is_left {
            drop(fs::remove_file(entry.path()));
        }
    }
}
