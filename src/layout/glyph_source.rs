//! The seam to the fonts: layout asks here for the glyph of every character that it sets.

use crate::document::{Face, Length};
use crate::fonts::{FontId, FontSet, Glyph};

/// Whatever can answer which glyph shows a character.
///
/// [`FontSet`] is the source of real documents; tests measure with sources of their own.
pub trait GlyphSource {
    /// Returns the glyph of `character` in `face` or its fallbacks; `None` when no font has it.
    fn glyph(&self, face: Face, character: char) -> Option<Glyph>;

    /// Returns how far below the baseline glyphs of `font` are drawn at `size`.
    fn lowering(&self, font: FontId, size: Length) -> Length;
}

impl GlyphSource for FontSet {
    fn glyph(&self, face: Face, character: char) -> Option<Glyph> {
        Self::glyph(self, face, character)
    }

    fn lowering(&self, font: FontId, size: Length) -> Length {
        Self::lowering(self, font, size)
    }
}

/// A source for tests: Chinese characters and marks an em wide, everything else half an em.
///
/// Rare characters come from a second font, which stands a tenth of its size lower; characters of
/// the private use area are missing.
#[cfg(test)]
pub(super) struct SquareGlyphs;

#[cfg(test)]
impl GlyphSource for SquareGlyphs {
    fn glyph(&self, _face: Face, character: char) -> Option<Glyph> {
        let code = u32::from(character);
        if (0xE000..0xF900).contains(&code) {
            return None;
        }
        let full_width = code >= 0x2E80 || matches!(code, 0x2014 | 0x2018..=0x201D | 0x2026);
        Some(Glyph {
            font: FontId(if full_width { u16::from(code >= 0x2_0000) + 1 } else { 0 }),
            id: u16::try_from(code & 0xFFFF).expect("masked to 16 bits").max(1),
            advance_units: if full_width { 1000 } else { 500 },
            units_per_em: 1000,
        })
    }

    fn lowering(&self, font: FontId, size: Length) -> Length {
        if font.0 == 2 { size / 10 } else { Length::ZERO }
    }
}
