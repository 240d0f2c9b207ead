//! Properties: what the file says of itself in docProps.

use crate::document::Metadata;

use super::package::declaration;
use super::text::escaped;

/// Which program wrote the file.
pub(super) const APPLICATION: &str = concat!(
    declaration!(),
    r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">"#,
    "<Application>ziping</Application></Properties>",
);

/// Returns the core properties of a document with `metadata`: title, author, language, dates.
pub(super) fn core(metadata: &Metadata) -> String {
    format!(
        concat!(
            declaration!(),
            "<cp:coreProperties",
            r#" xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties""#,
            r#" xmlns:dc="http://purl.org/dc/elements/1.1/""#,
            r#" xmlns:dcterms="http://purl.org/dc/terms/""#,
            r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
            "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>",
            "<cp:lastModifiedBy>{author}</cp:lastModifiedBy>",
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created>"#,
            r#"<dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified>"#,
            "<dc:language>zh-CN</dc:language></cp:coreProperties>",
        ),
        title = escaped(&metadata.title),
        author = escaped(&metadata.author),
        date = metadata.date,
    )
}
