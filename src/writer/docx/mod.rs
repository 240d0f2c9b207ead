//! DOCX: from the document to a WordprocessingML package (ECMA-376, transitional).
//!
//! docx-rs writes paragraphs, tables, sections and footers; `conform` puts what it writes into
//! the order of the schema; styles, settings, properties and the package are written here, because
//! the page of GB/T 9704-2012 needs what docx-rs cannot say.

mod body;
mod chart;
mod conform;
mod font_table;
mod footer;
mod header;
mod measures;
mod package;
mod paragraph;
mod paragraph_mark;
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

use measures::Measures;
use package::Package;

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

/// Returns `document` as the bytes of a DOCX file.
///
/// The bytes depend on the document alone: the date in the properties and on revisions is the
/// document's own, the entries of the archive carry the archive format's first date.
///
/// # Errors
///
/// Returns a [`DocxError`] when the package cannot be put together, which takes a file of more than
/// 4 GB or a fault of the crates beneath.
pub fn write(document: &Document) -> Result<Vec<u8>, DocxError> {
    let measures = Measures::new(&document.page);
    let mut package = Package::new();
    package.add("[Content_Types].xml", package::content_types(document.mark))?;
    package.add("_rels/.rels", package::PACKAGE_RELATIONSHIPS)?;
    package.add("docProps/core.xml", properties::core(&document.metadata))?;
    package.add("docProps/app.xml", properties::APPLICATION)?;
    package.add("word/_rels/document.xml.rels", package::document_relationships(document.mark))?;
    package.add("word/styles.xml", style_sheet::write(document, &measures))?;
    package.add("word/settings.xml", settings::write(&measures))?;
    package.add("word/fontTable.xml", font_table::write())?;
    package.add("word/theme/theme1.xml", include_str!("theme1.xml"))?;
    footer::write(&measures, &mut package)?;
    if let Some(mark) = document.mark {
        header::write(mark, &mut package)?;
    }
    body::write(document, &measures, package.begin("word/document.xml")?)?;
    package.finish()
}
