//! The sheet that a section is set on: the type area and its grid, upright or turned.

use crate::document::{Length, Orientation, PageProfile};

/// A sheet as it is read, with its type area and grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    /// How it is read.
    pub orientation: Orientation,
    /// The width of the paper.
    pub width: Length,
    /// The height of the paper.
    pub height: Length,
    /// The distance from the paper's left edge to the type area.
    pub left: Length,
    /// The distance from the paper's top edge to the type area.
    pub top: Length,
    /// The width of the type area.
    pub measure: Length,
    /// How many lines the type area has.
    pub lines: u32,
    /// The distance from baseline to baseline.
    pub pitch: Length,
    /// The width of a cell of the character grid.
    pub character: Length,
}

impl Sheet {
    /// Returns the sheet of `page` in `orientation`.
    ///
    /// A turned sheet has its head at the left edge of the upright one, so that odd pages have the
    /// head of their table at the binding edge (GB/T 9704-2012, 8).
    pub(super) fn of(page: &PageProfile, orientation: Orientation) -> Self {
        let margins = page.margins;
        let pitch = page.line_pitch.max(Length::emu(1));
        let upright = Self {
            orientation: Orientation::Portrait,
            width: page.width,
            height: page.height,
            left: margins.left,
            top: margins.top,
            measure: page.text_width(),
            lines: page.lines_per_page.min(grid_lines_within(page.text_height(), pitch)).max(1),
            pitch,
            character: page.text_width() / i64::from(page.characters_per_line.max(1)),
        };
        match orientation {
            Orientation::Portrait => upright,
            Orientation::Landscape => Self {
                orientation,
                width: page.height,
                height: page.width,
                left: margins.bottom,
                top: margins.left,
                measure: page.text_height(),
                lines: grid_lines_within(page.text_width(), pitch).max(1),
                ..upright
            },
        }
    }

    /// Returns the distance from the paper's top edge to the top of the grid line `line`.
    pub(super) fn line_top(&self, line: u32) -> Length {
        self.top + self.pitch * i64::from(line)
    }

    /// Returns the distance from the paper's top edge to the foot of the last grid line.
    pub(super) fn bottom(&self) -> Length {
        self.line_top(self.lines)
    }

    /// Returns how many grid lines `height` takes, begun ones included.
    pub(super) fn grid_lines(&self, height: Length) -> u32 {
        let begun = height + self.pitch - Length::emu(1);
        grid_lines_within(begun, self.pitch)
    }
}

/// Returns how many whole lines of `pitch` stand in `height`.
fn grid_lines_within(height: Length, pitch: Length) -> u32 {
    u32::try_from(height.to_emu().max(0) / pitch.to_emu()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upright_sheet_has_22_lines_of_28_characters() {
        let sheet = Sheet::of(&PageProfile::gb9704(), Orientation::Portrait);
        assert_eq!((sheet.lines, sheet.measure), (22, Length::millimetres(156)));
        assert!(sheet.bottom() <= Length::millimetres(297 - 35));
        assert_eq!(sheet.measure.to_emu() / sheet.character.to_emu(), 28);
    }

    #[test]
    fn a_turned_sheet_has_its_head_at_the_binding_edge() {
        let sheet = Sheet::of(&PageProfile::gb9704(), Orientation::Landscape);
        assert_eq!(
            (sheet.width, sheet.height),
            (Length::millimetres(297), Length::millimetres(210))
        );
        assert_eq!((sheet.top, sheet.left), (Length::millimetres(28), Length::millimetres(35)));
        assert_eq!((sheet.lines, sheet.measure), (15, Length::millimetres(225)));
    }

    #[test]
    fn a_begun_grid_line_counts() {
        let sheet = Sheet::of(&PageProfile::gb9704(), Orientation::Portrait);
        assert_eq!(sheet.grid_lines(Length::ZERO), 0);
        assert_eq!(sheet.grid_lines(Length::emu(1)), 1);
        assert_eq!(sheet.grid_lines(sheet.pitch), 1);
        assert_eq!(sheet.grid_lines(sheet.pitch + Length::emu(1)), 2);
    }
}
