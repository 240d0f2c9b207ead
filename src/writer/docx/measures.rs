//! The measures of the page in twips, the unit of WordprocessingML: each taken from the profile once.

use std::fmt;
use std::ops::{Add, Sub};

use crate::document::{Length, Orientation, PageProfile};

/// A length in twips (1/20 point).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Twips(i32);

impl Twips {
    /// Returns `count` twips.
    pub(super) const fn new(count: i32) -> Self {
        Self(count)
    }

    /// Returns `length` in whole twips, rounded to the nearest.
    pub(super) fn nearest(length: Length) -> Self {
        Self::saturating(length.to_twips())
    }

    /// Returns `length` in whole twips, rounded down, so that what must fit still fits.
    pub(super) fn below(length: Length) -> Self {
        Self::saturating(length.to_emu().div_euclid(Length::points(1).to_emu() / 20))
    }

    /// Returns `count` twips, or the nearest count that the format's 32 bits can hold.
    pub(super) fn saturating(count: i64) -> Self {
        Self(i32::try_from(count).unwrap_or(if count < 0 { i32::MIN } else { i32::MAX }))
    }

    /// Returns the length, exact.
    pub(super) fn length(self) -> Length {
        Length::points(1).scaled(i64::from(self.0), 20)
    }

    /// Returns the length as a signed count.
    pub(super) const fn signed(self) -> i32 {
        self.0
    }

    /// Returns the length as a count, 0 for a negative length.
    pub(super) fn unsigned(self) -> u32 {
        u32::try_from(self.0).unwrap_or(0)
    }

    /// Returns the length as a size, 0 for a negative length.
    pub(super) fn size(self) -> usize {
        usize::try_from(self.0).unwrap_or(0)
    }
}

impl fmt::Display for Twips {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Add for Twips {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Twips {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// The page and its grid in twips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measures {
    /// The width of the upright sheet.
    pub(super) page_width: Twips,
    /// The height of the upright sheet.
    pub(super) page_height: Twips,
    /// The margin at the head of the upright sheet.
    pub(super) top: Twips,
    /// The margin at the foot of the upright sheet.
    pub(super) bottom: Twips,
    /// The margin at the binding edge.
    pub(super) left: Twips,
    /// The margin at the outer edge.
    pub(super) right: Twips,
    /// The distance from baseline to baseline, rounded down: 22 lines must fit the type area, and
    /// the nearest twip lets only 21 fit.
    pub(super) line_pitch: Twips,
    /// What is added to the advance of each character of the body so that 28 fit a line, rounded
    /// down: −5 twips for 156 mm ÷ 28 − 16 pt.
    pub(super) tracking: Twips,
    /// The size of the body's characters.
    pub(super) character: Twips,
    /// The height of the page number's line.
    pub(super) footer_line: Twips,
    /// One character of the page number's size.
    pub(super) footer_character: Twips,
    /// The distance from the head of the sheet to the top of a mark.
    pub(super) mark: Twips,
    /// The distance from the foot of the sheet to the foot of the page number's line.
    pub(super) footer: Twips,
}

impl Measures {
    /// Returns the measures of `page`.
    pub(super) fn new(page: &PageProfile) -> Self {
        let lines = i64::from(page.lines_per_page.max(1));
        let fitting = Twips::below(page.text_height() / lines);
        let number = page.styles.page_number.size;
        let footer_line = number.scaled(6, 5);
        Self {
            page_width: Twips::nearest(page.width),
            page_height: Twips::nearest(page.height),
            top: Twips::nearest(page.margins.top),
            bottom: Twips::nearest(page.margins.bottom),
            left: Twips::nearest(page.margins.left),
            right: Twips::nearest(page.margins.right),
            line_pitch: Twips::below(page.line_pitch).min(fitting),
            tracking: Twips::below(page.character_pitch() - page.styles.body.size),
            character: Twips::nearest(page.styles.body.size),
            footer_line: Twips::nearest(footer_line),
            footer_character: Twips::nearest(number),
            mark: Twips::nearest(page.mark_top),
            footer: Twips::nearest(page.margins.bottom - page.page_number_gap - footer_line / 2),
        }
    }

    /// Returns the width of the type area of a page with `orientation`.
    pub(super) fn text_width(&self, orientation: Orientation) -> Twips {
        match orientation {
            Orientation::Portrait => self.page_width - self.left - self.right,
            Orientation::Landscape => self.page_height - self.top - self.bottom,
        }
    }

    /// Returns the same width for the rules of layout, exact to the twip.
    pub(super) fn text_length(&self, orientation: Orientation) -> Length {
        self.text_width(orientation).length()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_page_has_the_grid_that_word_needs() {
        let measures = Measures::new(&PageProfile::gb9704());
        assert_eq!(measures.line_pitch, Twips::new(579));
        assert_eq!(measures.tracking, Twips::new(-5));
        assert_eq!(measures.text_width(Orientation::Portrait), Twips::new(8845));
        let height = measures.page_height - measures.top - measures.bottom;
        assert_eq!(height.signed() / measures.line_pitch.signed(), 22);
        let pitch = measures.character + measures.tracking;
        assert_eq!(measures.text_width(Orientation::Portrait).signed() / pitch.signed(), 28);
    }
}
