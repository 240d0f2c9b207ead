//! Change bars: the strokes in the outer margin beside lines whose text was added or taken out.

use super::page::{Item, Point, Rule};
use super::sheet::Sheet;
use crate::document::{Change, Length, Orientation};

/// How far from the type area a bar stands.
const DISTANCE: Length = Length::millimetres(5);
/// How thick a bar is.
const THICKNESS: Length = Length::points(1);

/// Places the bars of page `number` beside what changed among `items`, as artifacts: right of the
/// type area on odd pages and on turned sheets, left of it on even ones.
///
/// Lines that follow one another share a bar.
pub(super) fn change_bars(items: &[Item], number: usize, sheet: &Sheet, artifacts: &mut Vec<Item>) {
    let mut lines: Vec<Extent> = items.iter().filter_map(changed_line).collect();
    lines.sort_by_key(|line| (line.top, line.bottom));
    let mut bars: Vec<Extent> = Vec::new();
    for line in lines {
        match bars.last_mut() {
            Some(bar) if line.top <= bar.bottom + bar.reach.min(line.reach) => {
                bar.bottom = bar.bottom.max(line.bottom);
                bar.reach = line.reach;
            }
            _ => bars.push(line),
        }
    }
    let on_left = sheet.orientation == Orientation::Portrait && number.is_multiple_of(2);
    let x = if on_left {
        sheet.left - DISTANCE - THICKNESS
    } else {
        sheet.left + sheet.measure + DISTANCE
    };
    artifacts.extend(bars.into_iter().map(|bar| {
        Item::Rule(Rule {
            origin: Point { x, y: bar.top },
            width: THICKNESS,
            height: bar.bottom - bar.top,
            change: Change::Unchanged,
        })
    }));
}

/// From where to where a line or a bar stands.
struct Extent {
    top: Length,
    bottom: Length,
    /// How far below it the next line may begin to count as following: less than a line.
    reach: Length,
}

/// Returns the extent of the em squares of `item`, if it is changed text.
fn changed_line(item: &Item) -> Option<Extent> {
    match item {
        Item::Glyphs(run) if run.change != Change::Unchanged => {
            let top = run.origin.y - run.size.scaled(88, 100);
            Some(Extent { top, bottom: top + run.size, reach: run.size.scaled(90, 100) })
        }
        Item::Glyphs(_) | Item::Rule(_) | Item::Shape(_) => None,
    }
}
