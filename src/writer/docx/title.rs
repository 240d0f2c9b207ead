//! Titles: the lines that layout would choose, by indents, on whole lines of the grid.

use docx_rs::LineSpacing;

use crate::document::{Length, Orientation, PageProfile, Run, TextStyle};
use crate::layout::title::line_widths;

use super::measures::{Measures, Twips};
use super::text_width::EstimatedGlyphs;

/// The page that a title stands on.
#[derive(Clone, Copy)]
pub(super) struct TitlePage<'a> {
    /// The page's profile.
    pub(super) profile: &'a PageProfile,
    /// How the page is read.
    pub(super) orientation: Orientation,
    /// The page's measures.
    pub(super) measures: &'a Measures,
    /// The department's name, which no line may split.
    pub(super) name: &'a str,
}

/// Returns `paragraph` set as a title of `runs`, its lines `pitch` apart and `blank_after` lines of
/// the grid blank below it.
///
/// Word processors fill a line before they begin the next; indents on both sides, as wide as the
/// longest line leaves free, make them break where layout does, as long as no line but the last is
/// a character shorter than the longest. The text itself carries no breaks. The room that the
/// lines leave on the grid is shared by above and below, so that the body begins on a grid line.
pub(super) fn set(
    paragraph: docx_rs::Paragraph,
    runs: &[Run],
    style: TextStyle,
    (pitch, blank_after): (Twips, u8),
    page: TitlePage<'_>,
) -> docx_rs::Paragraph {
    let measure = page.measures.text_length(page.orientation);
    let lines = line_widths(runs, style, &[page.name], measure, (page.profile, &EstimatedGlyphs));
    let (before, after) = spacing(lines.len(), pitch, page.measures.line_pitch);
    let blank =
        Twips::saturating(i64::from(page.measures.line_pitch.signed()) * i64::from(blank_after));
    let after = after + blank;
    let paragraph = if before == Twips::new(0) && after == Twips::new(0) {
        paragraph
    } else {
        let spacing = LineSpacing::new().before(before.unsigned()).after(after.unsigned());
        paragraph.line_spacing(spacing)
    };
    if lines.len() <= 1 {
        return paragraph;
    }
    let width = page.measures.text_width(page.orientation);
    let indent = Some(balancing_indent(&lines, style.size, width).signed());
    paragraph.indent(indent, None, indent, None)
}

/// Returns the indent at either side of `lines` within `width` that makes a word processor, which
/// fills each line, break where they end.
pub(super) fn balancing_indent(lines: &[Length], size: Length, width: Twips) -> Twips {
    let longest = lines.iter().copied().fold(Length::ZERO, Length::max);
    // A quarter em to spare, so that a rounded advance breaks no line early.
    let free = i64::from((width - Twips::nearest(longest + size / 4)).signed());
    Twips::saturating(free.max(0) / 2)
}

/// Returns the room above and below `count` lines of `pitch` that fills lines of `grid`.
fn spacing(count: usize, pitch: Twips, grid: Twips) -> (Twips, Twips) {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let height = count.saturating_mul(i64::from(pitch.signed()));
    let grid = i64::from(grid.signed()).max(1);
    let rest = (grid - height.rem_euclid(grid)) % grid;
    (Twips::saturating(rest / 2), Twips::saturating(rest - rest / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_title_fill_whole_lines_of_the_grid() {
        let (before, after) = spacing(2, Twips::new(660), Twips::new(579));
        assert_eq!(before + after, Twips::new(3 * 579 - 2 * 660));
        assert_eq!(spacing(3, Twips::new(579), Twips::new(579)), (Twips::new(0), Twips::new(0)));
        assert_eq!(spacing(0, Twips::new(660), Twips::new(579)), (Twips::new(0), Twips::new(0)));
    }

    #[test]
    fn indents_leave_the_longest_line_and_a_little_more() {
        let size = Length::points(22);
        let lines = [Length::points(220), Length::points(200)];
        assert_eq!(balancing_indent(&lines, size, Twips::new(8845)), Twips::new((8845 - 4510) / 2));
        assert_eq!(balancing_indent(&lines, size, Twips::new(100)), Twips::new(0));
    }
}
