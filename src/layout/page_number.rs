//! The page number: — 1 —, below the type area, at the outer side of the page.

use super::glyph_run::{Placement, baseline, place};
use super::justify::Spread;
use super::page::{Item, Owner, Point, Turn};
use super::shape::{Piece, Shaper};
use super::sheet::Sheet;
use super::text::aligned;
use crate::document::{Alignment, Change, Orientation, PageProfile, Role};

/// Places the number of page `number` on its page, as an artifact: odd pages one character from
/// the right, even pages one from the left, its dashes 7 mm below the type area
/// (GB/T 9704-2012, 7.5).
///
/// On a turned sheet it stands where the upright one has it, turned with the sheet
/// (GB/T 9704-2012, chapter 8).
pub(super) fn page_number(
    number: usize,
    page: &PageProfile,
    orientation: Orientation,
    shaper: &mut Shaper<'_>,
    artifacts: &mut Vec<Item>,
) {
    let sheet = Sheet::of(page, Orientation::Portrait);
    let style = page.styles.of(Role::PageNumber);
    let text = format!("— {number} —");
    let piece =
        Piece { text: &text, style, strong: false, change: Change::Unchanged, figure: false };
    let shaped = shaper.shape([piece]);
    let alignment = if number.is_multiple_of(2) { Alignment::Left } else { Alignment::Right };
    let part = aligned(shaped, &sheet, (style.size, style.size), alignment);
    // A dash stands in the middle of its em square.
    let foot = page.height - page.margins.bottom;
    let top = foot + page.page_number_gap - style.size / 2;
    for row in &part.rows {
        let at = Placement {
            origin: Point { x: sheet.left + row.x, y: top + baseline(style.size, style.size) },
            measure: row.measure,
            spread: Spread::Natural,
            owner: Owner::Artifact,
            rule: page.rule,
        };
        let (mut runs, mut no_rules) = (Vec::new(), Vec::new());
        place(&part.shaped, &row.line, at, shaper.glyphs, &mut runs, &mut no_rules);
        match orientation {
            Orientation::Portrait => artifacts.append(&mut runs),
            Orientation::Landscape => {
                artifacts.extend(runs.into_iter().map(|run| turned(run, &sheet)));
            }
        }
    }
}

/// Returns `item` of the upright `sheet` where it stands when the sheet is turned clockwise.
fn turned(item: Item, sheet: &Sheet) -> Item {
    match item {
        Item::Glyphs(mut run) => {
            run.origin = Point { x: sheet.height - run.origin.y, y: run.origin.x };
            run.turn = Turn::Clockwise;
            Item::Glyphs(run)
        }
        other @ (Item::Rule(_) | Item::Shape(_)) => other,
    }
}
