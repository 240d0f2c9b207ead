//! Where a unit's filing lies: below the folder of the department's, and nowhere else.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// Why a unit's filing cannot be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocationFault {
    /// The path is not one below the folder.
    Outside,
    /// Nothing can be reached under it.
    Missing,
}

/// Returns the place that `path` names below `folder`, without symbolic links.
///
/// A filing may come from anybody, so a path that is absolute or steps up is refused, and so is a link
/// that leads out of the folder.
///
/// # Errors
/// Says why there is no such place.
pub fn locate(folder: &Path, path: &str) -> Result<PathBuf, LocationFault> {
    let is_plain =
        |component: Component<'_>| matches!(component, Component::Normal(_) | Component::CurDir);
    // Backslashes and colons mean something on another system.
    if path.is_empty()
        || path.contains(['\\', ':', '\0'])
        || !Path::new(path).components().all(is_plain)
    {
        return Err(LocationFault::Outside);
    }
    let real = |path: &Path| fs::canonicalize(path).map_err(|_| LocationFault::Missing);
    let folder = real(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })?;
    let place = real(&folder.join(path))?;
    if place.starts_with(&folder) && place != folder {
        Ok(place)
    } else {
        Err(LocationFault::Outside)
    }
}
