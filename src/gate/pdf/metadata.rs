//! Metadata in XML (XMP, ISO 16684-1): what is said of the file, without the markup.

use crate::gate::fold::PART;
use crate::gate::passage::{Passage, PassageKind};

/// The beginnings of the namespaces in which a bare number is that of a standard or counts pages.
const TECHNICAL: [&str; 3] = [
    "http://www.aiim.org/pdfa/ns/",
    "http://www.aiim.org/pdfua/ns/",
    "http://ns.adobe.com/xap/1.0/t/pg/",
];

/// Returns the texts and values of the metadata in `bytes`, and what names and settings it has.
///
/// # Errors
/// With a reason in Chinese, when it is not well-formed XML in UTF-8.
pub(super) fn passages(bytes: &[u8]) -> Result<Vec<Passage>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "XMP 元数据不是 UTF-8")?;
    let document = roxmltree::Document::parse(text).map_err(|_| "XMP 元数据不是 XML")?;
    let (mut words, mut settings) = (Vec::new(), Vec::new());
    for node in document.descendants() {
        settings.push(node.tag_name().name());
        for attribute in node.attributes() {
            settings.push(attribute.name());
            let technical = is_technical(attribute.namespace(), attribute.name());
            let texts = if technical { &mut settings } else { &mut words };
            texts.push(attribute.value());
        }
        let parent = node.parent().map(|parent| parent.tag_name());
        let technical = parent.is_some_and(|name| is_technical(name.namespace(), name.name()));
        let texts = if technical { &mut settings } else { &mut words };
        // An element's text is that of the nodes in it.
        texts.extend(node.text().filter(|_| !node.is_element()));
        texts.extend(node.pi().and_then(|instruction| instruction.value));
    }
    let passage = |mut texts: Vec<&str>, kind| {
        texts.retain(|text| !text.trim().is_empty());
        let text = texts.join(&PART.to_string());
        Passage { part: "XMP 元数据".to_owned(), text, kind }
    };
    Ok(vec![passage(words, PassageKind::Words), passage(settings, PassageKind::Settings)])
}

/// Returns whether numbers in an element or attribute of `name` in `namespace` are no amounts.
fn is_technical(namespace: Option<&str>, name: &str) -> bool {
    let within = |namespace: &str| TECHNICAL.iter().any(|it| namespace.starts_with(it));
    name == "PDFVersion" || namespace.is_some_and(within)
}
