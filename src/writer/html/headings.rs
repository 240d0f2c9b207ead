//! The levels of headings on a page: the first is 1 and none is skipped.

use crate::document::HeadingLevel;

/// The levels of the headings so far.
///
/// The title of the first section is the page's own; the title of a later section, such as a form
/// that is attached, stands below it.
#[derive(Default)]
pub(super) struct Levels {
    /// The level of the latest heading, 0 before the first.
    latest: u8,
    /// The level of the title that the next heading stands below, 0 for none.
    title: u8,
}

impl Levels {
    /// Returns the level of a title in the section with this index.
    pub(super) fn title(&mut self, section: usize) -> u8 {
        let wanted = if section == 0 { 1 } else { 2 };
        self.title = self.next(wanted);
        self.title
    }

    /// Returns the level of a heading.
    pub(super) fn heading(&mut self, level: HeadingLevel) -> u8 {
        let depth = match level {
            HeadingLevel::One => 1,
            HeadingLevel::Two => 2,
            HeadingLevel::Three => 3,
            HeadingLevel::Four => 4,
        };
        self.next(self.title + depth)
    }

    fn next(&mut self, wanted: u8) -> u8 {
        self.latest = wanted.min(self.latest + 1);
        self.latest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_is_one_and_no_level_is_skipped() {
        use HeadingLevel::{Four, One, Three, Two};
        let mut levels = Levels::default();
        assert_eq!(levels.title(0), 1);
        let seen = [One, Two, Three, Four, One, Three].map(|level| levels.heading(level));
        assert_eq!(seen, [2, 3, 4, 5, 2, 3]);
        assert_eq!(levels.title(1), 2);
        let seen = [One, Two, Three, Four].map(|level| levels.heading(level));
        assert_eq!(seen, [3, 4, 5, 6]);

        let mut levels = Levels::default();
        let seen = [Two, One, Two].map(|level| levels.heading(level));
        assert_eq!(seen, [1, 1, 2]);
    }
}
