//! The mark at the head of every page: above the type area, so that it moves no line.

use super::glyph_run::{Placement, baseline, place};
use super::justify::Spread;
use super::page::{Item, Owner, Point};
use super::shape::{Piece, Shaper};
use super::sheet::Sheet;
use super::text::aligned;
use crate::document::{Alignment, Change, Length, Mark, PageProfile};

/// Places `mark` on its page, as an artifact.
pub(super) fn mark(
    mark: Mark,
    page: &PageProfile,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
    artifacts: &mut Vec<Item>,
) {
    let style = page.styles.of_mark(mark);
    let text = mark.text();
    let piece = Piece { text, style, strong: false, change: Change::Unchanged, figure: false };
    let part =
        aligned(shaper.shape([piece]), sheet, (Length::ZERO, Length::ZERO), Alignment::Right);
    for row in &part.rows {
        let top = page.mark_top + baseline(style.size, style.size);
        let at = Placement {
            origin: Point { x: sheet.left + row.x, y: top },
            measure: row.measure,
            spread: Spread::Natural,
            owner: if mark.is_large() { Owner::Mark } else { Owner::Artifact },
            rule: page.rule,
        };
        place(&part.shaped, &row.line, at, shaper.glyphs, artifacts, &mut Vec::new());
    }
}
