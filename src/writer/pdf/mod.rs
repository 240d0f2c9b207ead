//! PDF: the pages of a layout as a tagged file for archives and screen readers.
//!
//! The file conforms to PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1); krilla refuses what it
//! can see to break them. Positions come from the layout, structure from the document; nothing
//! comes from the clock, so the same document gives the same bytes.

mod colour;
mod content;
mod cross_reference;
mod error;
mod faces;
mod links;
mod metadata;
mod outline;
mod pages;
mod streams;
mod tags;

pub use error::PdfError;

use krilla::SerializeSettings;
use krilla::configure::validate::{Accessibility, Archival};
use krilla::configure::{Configuration, ConfigurationBuilder};

use crate::document::Document;
use crate::fonts::FontSet;
use crate::layout::Layout;

/// Returns the PDF file of `layout`, which is the layout of `document` in `fonts`.
///
/// # Errors
/// When the layout has no page or is not of this document and these fonts, when a font cannot be
/// embedded, or when PDF/A-2a or PDF/UA-1 does not allow what the document says (no title, a
/// character without meaning).
pub fn write(document: &Document, layout: &Layout, fonts: &FontSet) -> Result<Vec<u8>, PdfError> {
    if layout.pages.is_empty() {
        return Err(PdfError::NoPages);
    }
    let mut file = krilla::Document::new_with(settings()?);
    let links = links::links(document, layout);
    let content = pages::draw(&mut file, layout, &mut faces::Faces::new(fonts), links)?;
    file.set_outline(outline::outline(document, &content));
    file.set_tag_tree(tags::tree(document, content)?);
    file.set_metadata(metadata::metadata(&document.metadata));
    streams::settle(&file.finish()?, fonts)
}

/// Returns the settings of every file: tagged, PDF/A-2a and PDF/UA-1; compressed afterwards.
fn settings() -> Result<SerializeSettings, PdfError> {
    Ok(SerializeSettings {
        configuration: configuration().ok_or(PdfError::NoStandard)?,
        enable_tagging: true,
        compress_content_streams: false,
        ..SerializeSettings::default()
    })
}

fn configuration() -> Option<Configuration> {
    ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .ok()
}
