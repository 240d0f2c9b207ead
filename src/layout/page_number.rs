//! The page number: — 1 —, below the type area, at the outer side of the page.

use super::glyph_run::{Placement, baseline, place};
use super::justify::Spread;
use super::page::{Item, Owner, Point};
use super::shape::{Piece, Shaper};
use super::sheet::Sheet;
use super::text::aligned;
use crate::document::{Alignment, Change, PageProfile, Role};

/// Places the number of page `number` on its page, as an artifact: odd pages one character from
/// the right, even pages one from the left (GB/T 9704-2012, 7.5).
pub(super) fn page_number(
    number: usize,
    page: &PageProfile,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
    artifacts: &mut Vec<Item>,
) {
    let style = page.styles.of(Role::PageNumber);
    let text = format!("— {number} —");
    let piece =
        Piece { text: &text, style, strong: false, change: Change::Unchanged, figure: false };
    let shaped = shaper.shape([piece]);
    let alignment = if number.is_multiple_of(2) { Alignment::Left } else { Alignment::Right };
    let part = aligned(shaped, sheet, (style.size, style.size), alignment);
    let top = sheet.foot + page.page_number_gap;
    for row in &part.rows {
        let at = Placement {
            origin: Point { x: sheet.left + row.x, y: top + baseline(style.size, style.size) },
            measure: row.measure,
            spread: Spread::Natural,
            owner: Owner::Artifact,
            rule: page.rule,
        };
        let mut no_rules = Vec::new();
        place(&part.shaped, &row.line, at, &shaper.glyphs, artifacts, &mut no_rules);
    }
}
