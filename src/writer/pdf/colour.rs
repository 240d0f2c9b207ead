//! The colours of text: black, and two for what a comparison marks.

use krilla::color::rgb;
use krilla::paint::Fill;

use crate::document::Change;

/// Returns what text and rules with `change` are filled with.
///
/// Both colours are dark enough for 7:1 against white, and print as a dark grey; underline and strike
/// tell them apart without colour.
pub(super) fn fill(change: Change) -> Fill {
    let colour = match change {
        Change::Unchanged => return Fill::default(),
        Change::Inserted => rgb::Color::new(0, 64, 168),
        Change::Deleted => rgb::Color::new(170, 0, 20),
    };
    Fill { paint: colour.into(), ..Fill::default() }
}
