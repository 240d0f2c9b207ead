//! Estimates of text width without fonts: a hanzi takes an em, a Latin letter or digit half an em.
//!
//! DOCX leaves the setting of its text to the reader's program and fonts; what must be decided
//! before, such as the widths of columns, is decided by these widths and the rules of layout.

use std::ops::AddAssign;

use crate::document::{Face, Length, Run};
use crate::fonts::{FontId, Glyph};
use crate::layout::GlyphSource;

/// A width in quarters of an em, so that it holds for every size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct QuarterEms(pub(super) i64);

impl QuarterEms {
    /// A hanzi or a full-width mark.
    const WIDE: Self = Self(4);
    /// A Latin letter, a digit, an ASCII mark.
    const NARROW: Self = Self(2);
    /// What the typesetter puts between Chinese and Latin.
    const SPACE_BETWEEN: Self = Self(1);

    /// Returns the width in characters of `size`.
    pub(super) fn at(self, size: Length) -> Length {
        size.scaled(self.0, 4)
    }

    /// Returns the most quarters that `thousandths` of an em hold.
    pub(super) const fn below(thousandths: i64) -> Self {
        Self(thousandths / 250)
    }

    /// Returns the width in thousandths of an em.
    pub(super) const fn thousandths(self) -> i64 {
        self.0 * 250
    }
}

impl AddAssign for QuarterEms {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// The width of a text: whole, and of the longest piece that no line break may divide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextWidth {
    /// The width of the text on one line.
    pub(super) whole: QuarterEms,
    /// The width of the longest number, or of the longest word as far as it may not break.
    pub(super) longest: QuarterEms,
}

/// Returns the width of the text of `runs`, where words longer than `longest_word` may break.
pub(super) fn estimate(runs: &[Run], longest_word: QuarterEms) -> TextWidth {
    let mut width = TextWidth::default();
    let mut piece = QuarterEms::default();
    let mut is_number = true;
    let mut previous = None;
    for character in runs.iter().flat_map(|run| run.text.chars()) {
        let kind = Kind::of(character);
        if previous.is_some_and(|previous: Kind| previous.parts_from(kind)) {
            width.whole += QuarterEms::SPACE_BETWEEN;
        }
        let advance = kind.advance();
        width.whole += advance;
        if kind == Kind::Word {
            piece += advance;
            is_number &= !character.is_alphabetic();
        } else {
            piece = advance;
            is_number = true;
        }
        width.longest = width.longest.max(if is_number { piece } else { piece.min(longest_word) });
        if kind != Kind::Word {
            piece = QuarterEms::default();
        }
        previous = Some(kind);
    }
    width
}

/// Glyphs of the estimated widths, for the rules of layout to measure by.
pub(super) struct EstimatedGlyphs;

impl GlyphSource for EstimatedGlyphs {
    fn glyph(&self, _: Face, character: char) -> Option<Glyph> {
        let advance_units = if Kind::of(character).is_wide() { 2 } else { 1 };
        Some(Glyph { font: FontId(0), id: 0, advance_units, units_per_em: 2 })
    }

    fn lowering(&self, _: FontId, _: Length) -> Length {
        Length::ZERO
    }
}

/// What a character is to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A hanzi.
    Hanzi,
    /// A mark as wide as a hanzi.
    WideMark,
    /// A letter, digit or mark of a word or number.
    Word,
    /// A blank.
    Blank,
}

impl Kind {
    fn of(character: char) -> Self {
        match character {
            ' ' => Self::Blank,
            '·'
            | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205e}'
            | '\u{3000}'..='\u{303f}'
            | '\u{ff00}'..='\u{ff60}' => Self::WideMark,
            '\0'..='\u{10ff}' => Self::Word,
            _ => Self::Hanzi,
        }
    }

    const fn is_wide(self) -> bool {
        matches!(self, Self::Hanzi | Self::WideMark)
    }

    const fn advance(self) -> QuarterEms {
        if self.is_wide() { QuarterEms::WIDE } else { QuarterEms::NARROW }
    }

    /// Returns whether the typesetter puts a space between the two.
    const fn parts_from(self, next: Self) -> bool {
        matches!((self, next), (Self::Hanzi, Self::Word) | (Self::Word, Self::Hanzi))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST_WORD: QuarterEms = QuarterEms(24);

    #[test]
    fn hanzi_take_an_em_and_digits_half_of_one() {
        let runs = [Run::text("预算 "), Run::figure("x", "384.2076"), Run::text("万元")];
        let width = estimate(&runs, LONGEST_WORD);
        assert_eq!(width.whole, QuarterEms(8 + 2 + 16 + 1 + 8));
        assert_eq!(width.longest, QuarterEms(16));
        assert_eq!(estimate(&[Run::text("“优”")], LONGEST_WORD).whole, QuarterEms(12));
        assert_eq!(estimate(&[], LONGEST_WORD), TextWidth::default());
    }

    #[test]
    fn long_words_break_and_long_numbers_do_not() {
        let longest = |text: &str| estimate(&[Run::text(text)], LONGEST_WORD).longest;
        assert_eq!(longest("http://www.example.gov.cn/2024"), LONGEST_WORD);
        assert_eq!(longest("1234567890.123456"), QuarterEms(34));
    }
}
