//! Whether the files of an earlier build are those that a build would write again.

use std::path::Path;

use super::comparison::read_record;
use super::formats::font_identities;
use super::{Formats, Pipeline};
use crate::layout;
use crate::record::{self, FileHash, MAX_RECORD_BYTES, Record};
use crate::source::read_bytes;

impl Pipeline {
    /// Returns whether `folder` holds the report and the workbook of the forms (called so) in
    /// `formats`, as `record` (which has no outputs and fonts yet) would have it: the same program, filing, form and fonts wrote it, and
    /// nobody has changed a file of it.
    ///
    /// The document is laid out for it, since nothing else tells which fonts it needs.
    pub(super) fn is_current(
        &self,
        folder: &Path,
        [report, forms]: [&str; 2],
        formats: Formats,
        record: &Record,
    ) -> bool {
        let path = folder.join(format!("{report}.{}", record::EXTENSION));
        let Ok(last) = read_record(&path) else { return false };
        let is_same = last.program == record.program
            && last.inputs == record.inputs
            && last.snapshot == record.snapshot;
        let names = formats.extensions().map(|extension| match extension {
            "xlsx" => format!("{forms}.{extension}"),
            _ => format!("{report}.{extension}"),
        });
        let is_whole = names.eq(last.outputs.iter().map(|output| output.name.clone()))
            && last.outputs.iter().all(|output| is_there(folder, output));
        is_same && is_whole && self.has_fonts_of(&last, formats)
    }

    /// Returns whether the fonts that `last` names are those that its document takes today.
    fn has_fonts_of(&self, last: &Record, formats: Formats) -> bool {
        if !formats.pdf {
            return last.fonts.is_empty();
        }
        let Ok(fonts) = self.fonts() else { return false };
        let laid = layout::lay_out(&last.snapshot.document, fonts);
        laid.missing.is_empty() && font_identities(&laid.layout, fonts) == last.fonts
    }
}

/// Returns whether `output`, whose name is one that this program gives, stands in `folder`.
fn is_there(folder: &Path, output: &FileHash) -> bool {
    read_bytes(&folder.join(&output.name), MAX_RECORD_BYTES)
        .is_ok_and(|bytes| output.matches(&bytes))
}
