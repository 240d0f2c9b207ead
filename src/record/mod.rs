//! The record of a build: what the filing amounted to, and from which files which files were made.
//!
//! It is written beside the outputs, after them: a set of outputs is whole when its record matches
//! them. What was handed in can be compared with later, whatever has become of the filing.

mod value;
mod snapshot;
mod fields;
mod lines;
mod write;
mod read;
mod sound;

pub use read::{MAX_RECORD_BYTES, RecordFault};
pub use snapshot::{RecordedAdjustment, RecordedFigure, RecordedProject, RecordedValue, Snapshot};
pub use value::{read as read_exact, text as exact_text};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::source::Source;

/// The format of the records that this program writes, and the only one that it reads.
pub const FORMAT: u32 = 1;
/// The ending of a record's file name.
pub const EXTENSION: &str = "record";

/// The record of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The version of the program that wrote it.
    pub program: String,
    /// What the filing amounted to.
    pub snapshot: Snapshot,
    /// The files that were read: the filing's by their names, then the form's as `form/file`.
    pub inputs: Vec<FileHash>,
    /// The files that were written.
    pub outputs: Vec<FileHash>,
    /// The fonts that the PDF embeds parts of, in the order of their names.
    pub fonts: Vec<FontIdentity>,
}

/// A file by its name and its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileHash {
    /// Its name, without the folder.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A font by its name and its table directory.
///
/// The directory (OpenType, "Font file") has the checksum, the place and the length of every table,
/// so that two builds of a font that differ in a table differ in it. It is some 300 bytes long, where
/// the fonts of a report are 30 MB, whose hash would take as long as a whole report; and what of the
/// fonts reaches the report is in the PDF, which is hashed whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontIdentity {
    /// Its PostScript name.
    pub name: String,
    /// The length of its file in bytes.
    pub bytes: u64,
    /// The SHA-256 of its table directory, in hexadecimal.
    pub directory_sha256: String,
}

impl FileHash {
    /// Returns the hash of a file.
    pub fn of(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self { name: name.into(), sha256: sha256(&[bytes]) }
    }

    /// Returns the hash of a file that was read, its byte order mark included.
    pub fn of_source(name: impl Into<String>, source: &Source) -> Self {
        let mark = if source.skipped == 0 { "" } else { "\u{feff}" };
        Self { name: name.into(), sha256: sha256(&[mark.as_bytes(), source.text.as_bytes()]) }
    }

    /// Returns whether `bytes` are the file's.
    pub fn matches(&self, bytes: &[u8]) -> bool {
        self.sha256 == sha256(&[bytes])
    }
}

impl FontIdentity {
    /// Returns the identity of a font from its name, its file's length and its table directory.
    pub fn of(name: impl Into<String>, bytes: u64, directory: &[u8]) -> Self {
        Self { name: name.into(), bytes, directory_sha256: sha256(&[directory]) }
    }
}

/// Returns the SHA-256 of `parts`, one after the other, in hexadecimal.
fn sha256(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    let digits = hasher.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
