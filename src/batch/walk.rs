//! The filings below a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How deep folders are looked into.
const MAX_DEPTH: usize = 32;
/// The file that makes a folder a form's, not a filing's.
const FORM_FILE: &str = "form.yaml";

/// A filing, or a folder that cannot be looked into.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path below the root, parts joined by `/`; `.` for the root itself.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Why it cannot be looked into, in Chinese.
    pub fault: Option<String>,
}

/// Returns the filings below `root` in the order of their names: every folder with a `*.yaml` file
/// directly in it, but for folders of forms, hidden folders and those in `left_out`. Links to folders
/// are not followed.
///
/// A folder that cannot be read, or that lies deeper than 32 folders, is among them with its fault.
///
/// # Errors
/// When `root` itself cannot be read.
pub fn find(root: &Path, left_out: &[PathBuf]) -> io::Result<Vec<Found>> {
    let left_out: Vec<_> = left_out.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut found = Vec::new();
    let mut pending = vec![(root.to_owned(), Vec::<String>::new())];
    while let Some((path, parts)) = pending.pop() {
        let name = if parts.is_empty() { ".".to_owned() } else { parts.join("/") };
        if parts.len() > MAX_DEPTH {
            let fault = Some(format!("文件夹超过 {MAX_DEPTH} 层"));
            found.push(Found { name, path, fault });
            continue;
        }
        match Folder::read(&path) {
            Ok(folder) => {
                if folder.has_yaml && !folder.is_form {
                    found.push(Found { name, path: path.clone(), fault: None });
                }
                for child in folder.children {
                    let below = path.join(&child);
                    let is_out = !left_out.is_empty()
                        && fs::canonicalize(&below).is_ok_and(|real| left_out.contains(&real));
                    if !is_out {
                        let parts = [parts.as_slice(), &[child.to_string_lossy().into_owned()]];
                        pending.push((below, parts.concat()));
                    }
                }
            }
            Err(error) if parts.is_empty() => return Err(error),
            Err(error) => {
                let fault = Some(format!("无法读取文件夹：{error}"));
                found.push(Found { name, path, fault });
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What a folder holds, as far as it matters here.
struct Folder {
    has_yaml: bool,
    is_form: bool,
    children: Vec<std::ffi::OsString>,
}

impl Folder {
    fn read(path: &Path) -> io::Result<Self> {
        let mut folder = Self { has_yaml: false, is_form: false, children: Vec::new() };
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let name = entry.file_name();
            let text = name.to_string_lossy();
            if text.starts_with('.') {
                continue;
            }
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folder.children.push(name);
            } else if Path::new(&name).extension().is_some_and(|extension| extension == "yaml") {
                folder.is_form |= text == FORM_FILE;
                folder.has_yaml = true;
            }
        }
        Ok(folder)
    }
}
