//! The header: the mark of a document that bears one, on every page.

use docx_rs::{AlignmentType, BuildXML, Header, Paragraph};

use crate::document::Mark;

use super::conform::Conformer;
use super::package::{HEADER, Package};
use super::styles::StyleId;
use super::{DocxError, paragraph};

/// The grey of a large mark, which is to be seen and not to be in the way.
const GREY: &str = "A6A6A6";

/// Writes the header that shows `mark`; odd and even pages of either orientation have the same.
pub(super) fn write(mark: Mark, package: &mut Package) -> Result<(), DocxError> {
    let run = paragraph::styled(None).add_text(mark.text());
    let run = if mark.is_large() { run.color(GREY) } else { run };
    let paragraph =
        Paragraph::new().style(&StyleId::Mark.id()).align(AlignmentType::Right).add_run(run);
    let mut xml = Vec::new();
    Conformer::default().append(&Header::new().add_paragraph(paragraph).build(), &[], &mut xml)?;
    package.add(HEADER.path, &xml)
}
