//! The fonts of a file: each is handed to the PDF library once.

use std::collections::{BTreeMap, BTreeSet};

use krilla::text::Font;

use super::PdfError;
use crate::fonts::{FontId, FontSet};
use crate::layout::{Item, Layout};

/// The fonts of a file, as they are asked for.
pub(super) struct Faces<'a> {
    fonts: &'a FontSet,
    /// The glyphs that the file uses of each.
    glyphs: BTreeMap<FontId, BTreeSet<u16>>,
    known: BTreeMap<FontId, Font>,
}

impl<'a> Faces<'a> {
    /// Returns the fonts of `fonts` for the glyphs of `layout`, none of which has been asked for.
    pub(super) fn new(fonts: &'a FontSet, layout: &Layout) -> Self {
        let mut glyphs: BTreeMap<FontId, BTreeSet<u16>> = BTreeMap::new();
        for item in layout.pages.iter().flat_map(|page| &page.items) {
            if let Item::Glyphs(run) = item {
                let used = glyphs.entry(run.font).or_default();
                used.extend(run.glyphs.iter().map(|glyph| glyph.id));
            }
        }
        Self { fonts, glyphs, known: BTreeMap::new() }
    }

    /// Returns the font that `id` numbers.
    ///
    /// # Errors
    /// When the font set has no such font, or the PDF library cannot read it.
    pub(super) fn font(&mut self, id: FontId) -> Result<Font, PdfError> {
        if let Some(font) = self.known.get(&id) {
            return Ok(font.clone());
        }
        let data = self.glyphs.get(&id).and_then(|glyphs| self.fonts.data(id, glyphs));
        let (bytes, index) = data.ok_or(PdfError::UnknownFont(id))?;
        let font = Font::new(bytes.into(), index).ok_or(PdfError::UnknownFont(id))?;
        self.known.insert(id, font.clone());
        Ok(font)
    }
}
