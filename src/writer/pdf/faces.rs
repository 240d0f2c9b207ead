//! The fonts of a file: each is handed to the PDF library once.

use std::collections::BTreeMap;

use krilla::text::Font;

use super::PdfError;
use crate::fonts::{FontId, FontSet};

/// The fonts of a file, as they are asked for.
pub(super) struct Faces<'a> {
    fonts: &'a FontSet,
    known: BTreeMap<FontId, Font>,
}

impl<'a> Faces<'a> {
    /// Returns the fonts of `fonts`, none of which has been asked for.
    pub(super) fn new(fonts: &'a FontSet) -> Self {
        Self { fonts, known: BTreeMap::new() }
    }

    /// Returns the font that `id` numbers.
    ///
    /// # Errors
    /// When the font set has no such font, or the PDF library cannot read it.
    pub(super) fn font(&mut self, id: FontId) -> Result<Font, PdfError> {
        if let Some(font) = self.known.get(&id) {
            return Ok(font.clone());
        }
        let (bytes, index) = self.fonts.data(id).ok_or(PdfError::UnknownFont(id))?;
        let font = Font::new(bytes.into(), index).ok_or(PdfError::UnknownFont(id))?;
        self.known.insert(id, font.clone());
        Ok(font)
    }
}
