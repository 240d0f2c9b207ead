//! Fixed parts: what every document that looks the same shares, written and compressed once.

use std::sync::{Arc, Mutex, PoisonError};

use crate::document::{Block, Document, Mark, PageProfile};

use super::measures::Measures;
use super::package::{self, Package};
use super::{DocxError, font_table, footer, header, properties, settings, style_sheet};

/// What the fixed parts of a document depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// The page and its styles.
    pub(super) page: PageProfile,
    /// The mark on every page.
    pub(super) mark: Option<Mark>,
    /// Whether there are charts.
    pub(super) has_charts: bool,
    /// Whether it is a bound volume.
    pub(super) is_volume: bool,
}

/// The fixed parts of the looks that documents have had so far, each look's as an archive.
#[derive(Debug, Default)]
pub(super) struct FixedParts {
    archives: Mutex<Vec<(Look, Arc<[u8]>)>>,
}

impl Look {
    /// Returns the look of `document`.
    pub(super) fn of(document: &Document) -> Self {
        let mut blocks = document.sections.iter().flat_map(|section| &section.blocks);
        Self {
            page: document.page.clone(),
            mark: document.mark,
            has_charts: blocks.any(|block| matches!(block, Block::Chart(_))),
            is_volume: document.contents().is_some(),
        }
    }
}

impl FixedParts {
    /// Returns a package that has the fixed parts of `look`, and waits for the others.
    pub(super) fn begin(&self, look: &Look, measures: &Measures) -> Result<Package, DocxError> {
        // The first document of a look has the others of that look wait.
        let mut archives = self.archives.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = archives.iter().find(|(kept, _)| kept == look);
        let archive = if let Some((_, archive)) = kept {
            Arc::clone(archive)
        } else {
            let archive: Arc<[u8]> = write(look, measures)?.into();
            archives.push((look.clone(), Arc::clone(&archive)));
            archive
        };
        drop(archives);
        Package::with_parts_of(&archive)
    }
}

/// Returns the archive of the parts that depend on `look` alone.
fn write(look: &Look, measures: &Measures) -> Result<Vec<u8>, DocxError> {
    let mut package = Package::new();
    package.add("[Content_Types].xml", package::content_types(look.mark))?;
    package.add("_rels/.rels", package::PACKAGE_RELATIONSHIPS)?;
    package.add("docProps/app.xml", properties::APPLICATION)?;
    package.add("word/_rels/document.xml.rels", package::document_relationships(look.mark))?;
    package.add("word/styles.xml", style_sheet::write(look, measures))?;
    package.add("word/settings.xml", settings::write(measures))?;
    package.add("word/fontTable.xml", font_table::write())?;
    package.add("word/theme/theme1.xml", include_str!("theme1.xml"))?;
    footer::write(measures, &mut package)?;
    if let Some(mark) = look.mark {
        header::write(mark, &mut package)?;
    }
    package.finish()
}
