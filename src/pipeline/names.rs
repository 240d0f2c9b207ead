//! What the files of a filing are called, and the folder that they go to.

use crate::edition::EditionKind;

/// What the name of a paper ends in that quotes what is withheld.
pub const INTERNAL_SUFFIX: &str = "（内部资料）";

/// Returns the default name of the folder that a filing's files go to.
pub(super) fn folder_name(year: i16, department: &str) -> String {
    format!("{year}-{department}")
}

/// Returns the name of a report's files, without their extension, which ends in `mark`.
pub(super) fn report_name(year: i16, department: &str, mark: &str) -> String {
    format!("{year}年度{department}整体绩效自评工作报告{mark}")
}

/// Returns what the names of the files of an edition (`public`) end in; those of the public edition say
/// so.
pub(super) fn edition_mark(edition: &str) -> &'static str {
    if edition == EditionKind::Public.key() { "（公开版）" } else { "" }
}
