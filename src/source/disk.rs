//! Reads the files of a filing from disk, within limits.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::encoding;
use super::{FaultKind, SourceFault, SourceId, Sources, Span};

/// How many bytes a file of a filing may have; 50,000 projects need some 10 MB.
pub const MAX_FILE_BYTES: u64 = 32 << 20;
/// How many files a filing may have.
pub const MAX_FILES: usize = 64;

/// The files of a filing.
#[derive(Debug, Default)]
pub struct Opened {
    /// Those that could be read, sorted by name.
    pub files: Vec<SourceId>,
    /// What is wrong with the others.
    pub faults: Vec<SourceFault>,
}

/// Why a filing could not be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system refused.
    #[error("无法读取 {}：{}", path.display(), reason(error))]
    Io {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file larger than what it is taken for can be.
    #[error("{} 超过 {} MB", path.display(), most >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How many bytes it may have.
        most: u64,
    },
    /// A file that is more than what may be read in all.
    #[error("读到 {} 时已超过总量的上限", path.display())]
    TooMuch {
        /// The file.
        path: PathBuf,
    },
    /// A folder without a YAML file.
    #[error("{} 里没有 .yaml 文件{}", path.display(), rename_hint(misnamed.as_deref()))]
    NoFile {
        /// The folder.
        path: PathBuf,
        /// A file in it whose name ends in `.yml`.
        misnamed: Option<String>,
    },
    /// A folder with more files than a filing can have.
    #[error("{} 里有 {count} 个 .yaml 文件，一份填报最多 {MAX_FILES} 个", path.display())]
    TooManyFiles {
        /// The folder.
        path: PathBuf,
        /// How many files it has.
        count: usize,
    },
}

/// Adds the files of the filing at `path` to `sources`: every `*.yaml` directly in a folder, sorted
/// by name, or the one file. Hidden files are left out.
///
/// # Errors
/// Says what could not be opened. A file that is too large or not UTF-8 is a fault among
/// [`Opened::faults`], since its author can mend it.
pub fn load(sources: &mut Sources, path: &Path) -> Result<Opened, OpenError> {
    let mut left = u64::MAX;
    load_within(sources, path, &mut left)
}

/// Does the same where the files have `left` bytes at most in all, and takes what they have from it.
///
/// # Errors
/// As [`load`], and when the files have more.
pub fn load_within(
    sources: &mut Sources,
    path: &Path,
    left: &mut u64,
) -> Result<Opened, OpenError> {
    let failed = |error| OpenError::Io { path: path.to_owned(), error };
    let paths = if fs::metadata(path).map_err(failed)?.is_dir() {
        yaml_files(path)?
    } else {
        vec![path.to_owned()]
    };
    let mut opened = Opened::default();
    for path in paths {
        let bytes = read(&path, MAX_FILE_BYTES.min(*left))
            .map_err(|error| OpenError::Io { path: path.clone(), error })?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        *left =
            left.checked_sub(length).ok_or_else(|| OpenError::TooMuch { path: path.clone() })?;
        add(sources, &path.display().to_string(), bytes, &mut opened);
    }
    Ok(opened)
}

/// Returns the bytes of the file at `path`, which has `most` bytes at most.
///
/// # Errors
/// When the file cannot be read or is larger.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, OpenError> {
    let bytes = read(path, most).map_err(|error| OpenError::Io { path: path.to_owned(), error })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) {
        return Err(OpenError::TooLarge { path: path.to_owned(), most });
    }
    Ok(bytes)
}

/// Returns the YAML files of a folder, sorted by name.
fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, OpenError> {
    let failed = |error| OpenError::Io { path: folder.to_owned(), error };
    let mut paths = Vec::new();
    let mut misnamed = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') || path.is_dir() {
            continue;
        }
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("yaml") => paths.push(path),
            Some(extension) if extension.eq_ignore_ascii_case("yml") => misnamed.push(name),
            _ => {}
        }
    }
    paths.sort();
    misnamed.sort();
    match paths.len() {
        0 => Err(OpenError::NoFile {
            path: folder.to_owned(),
            misnamed: misnamed.into_iter().next(),
        }),
        count if count > MAX_FILES => {
            Err(OpenError::TooManyFiles { path: folder.to_owned(), count })
        }
        _ => Ok(paths),
    }
}

/// Reads a file, one byte past the limit at most, so that a device without an end ends.
fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Adds a file's bytes, or the fault that they have.
fn add(sources: &mut Sources, name: &str, bytes: Vec<u8>, opened: &mut Opened) {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_FILE_BYTES) {
        let source = sources.add(name, "");
        opened.faults.push(SourceFault {
            kind: FaultKind::Limit,
            message: format!("文件超过 {} MB", MAX_FILE_BYTES >> 20),
            span: Span { source, start: 0, end: 0 },
            help: vec!["检查是否选错了文件；项目很多时可以分成几个 .yaml 文件".to_owned()],
        });
        return;
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => opened.files.push(sources.add(name, text)),
        Ok(text) => {
            let at = text.find('\0').unwrap_or_default();
            opened.faults.push(encoding::fault(sources, name, text.into_bytes(), at));
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            opened.faults.push(encoding::fault(sources, name, error.into_bytes(), at));
        }
    }
}

/// Returns what the system said, in Chinese where it is common.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或目录".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        _ => error.to_string(),
    }
}

fn rename_hint(misnamed: Option<&str>) -> String {
    misnamed.map_or_else(String::new, |name| {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        format!("；{name} 请改名为 {stem}.yaml")
    })
}
