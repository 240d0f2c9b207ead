//! DOCX: from the document to a WordprocessingML package (ECMA-376, transitional).
//!
//! docx-rs writes paragraphs, tables, sections and footers; `conform` puts what it writes into
//! the order of the schema; styles, settings, properties and the package are written here, because
//! the page of GB/T 9704-2012 needs what docx-rs cannot say.

mod body;
mod chart;
mod conform;
mod fixed_parts;
mod font_table;
mod footer;
mod header;
mod measures;
mod package;
mod paragraph;
mod paragraph_mark;
mod pattern;
mod properties;
mod revision;
mod schema_order;
mod section;
mod settings;
mod signature;
mod style_sheet;
mod styles;
mod table;
mod text;
mod text_width;
mod title;
mod volume;

use crate::document::Document;

use fixed_parts::{FixedParts, Look};
use measures::Measures;

/// What kept a document from being written as DOCX.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// A fragment that docx-rs wrote is not well-formed XML.
    #[error("DOCX 内部片段不是合格的 XML：{0}")]
    Fragment(#[from] quick_xml::Error),
    /// The package could not be put together.
    #[error("DOCX 打包失败：{0}")]
    Package(#[from] zip::result::ZipError),
    /// The package could not be written to memory.
    #[error("DOCX 写入失败：{0}")]
    Write(#[from] std::io::Error),
}

/// Writes documents, and keeps what those that look the same have in common.
#[derive(Debug, Default)]
pub struct Writer {
    fixed_parts: FixedParts,
}

impl Writer {
    /// Returns `document` as the bytes of a DOCX file.
    ///
    /// The bytes depend on the document alone: the date in the properties and on revisions is the
    /// document's own, the entries of the archive carry the archive format's first date.
    ///
    /// # Errors
    ///
    /// Returns a [`DocxError`] when the package cannot be put together, which takes a file of more
    /// than 4 GB or a fault of the crates beneath.
    pub fn write(&self, document: &Document) -> Result<Vec<u8>, DocxError> {
        let measures = Measures::new(&document.page);
        let look = Look::of(document);
        let mut package = self.fixed_parts.begin(&look, &measures)?;
        package.add("docProps/core.xml", properties::core(&document.metadata))?;
        let body = package.begin("word/document.xml")?;
        body::write(document, look.has_charts, &measures, body)?;
        package.finish()
    }
}

/// Returns `document` alone as the bytes of a DOCX file, as [`Writer::write`] does.
///
/// # Errors
///
/// As [`Writer::write`].
pub fn write(document: &Document) -> Result<Vec<u8>, DocxError> {
    Writer::default().write(document)
}
