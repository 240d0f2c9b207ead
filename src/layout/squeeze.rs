//! What stands between two neighbours on a line: the squeeze of meeting marks, the quarter em
//! between Chinese and Latin, and whether the place may stretch.

use super::character::Class;
use super::shape::Shaped;
use crate::document::Length;

/// What happens between an atom and the next one on the same line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joint {
    /// What is added to the distance between them; negative for a squeeze.
    pub space: Length,
    /// Whether justification may stretch the place.
    pub stretches: bool,
}

/// Returns the joint between the atoms at `left` and `left + 1`.
///
/// Two marks that meet take one em and a half; a quarter em stands between Chinese and Latin or
/// digits, but not beside punctuation (W3C clreq), and between a number and the one that replaces it.
pub(super) fn joint(shaped: &Shaped, left: usize) -> Joint {
    let right = left + 1;
    let classes = (shaped.atoms[left].class, shaped.atoms[right].class);
    let squeeze = meeting_blank(classes.0, classes.1);
    let half_width = |class| matches!(class, Class::Latin | Class::LatinMark);
    let space = if squeeze != 0 && shaped.is_full_width(left) && shaped.is_full_width(right) {
        -shaped.setting(left).size.scaled(squeeze, 4)
    } else if matches!(classes, (Class::Ideograph, Class::Latin) | (Class::Latin, Class::Ideograph))
    {
        let ideograph = if classes.0 == Class::Ideograph { left } else { right };
        shaped.setting(ideograph).size / 4
    } else if shaped.is_replaced(left) {
        shaped.setting(left).size / 4
    } else {
        Length::ZERO
    };
    let solid = (half_width(classes.0) && half_width(classes.1))
        || (classes == (Class::Joined, Class::Joined))
        || matches!(classes.1, Class::Combining | Class::Space);
    Joint { space, stretches: !solid }
}

/// Returns how much of the advance of the atom at `index` a line's end may take away: the blank
/// half of a closing mark.
pub(super) fn end_blank(shaped: &Shaped, index: usize) -> Length {
    let quarters = match shaped.atoms[index].class {
        Class::Closing => 2,
        Class::Question => 1,
        Class::Ideograph
        | Class::Opening
        | Class::Joined
        | Class::Latin
        | Class::LatinMark
        | Class::Symbol
        | Class::Space
        | Class::Combining => 0,
    };
    if shaped.is_full_width(index) {
        shaped.setting(index).size.scaled(quarters, 4)
    } else {
        Length::ZERO
    }
}

/// Returns how many quarters of an em two marks that meet give up.
fn meeting_blank(left: Class, right: Class) -> i64 {
    match (left, right) {
        (Class::Closing, Class::Closing | Class::Opening | Class::Question)
        | (Class::Opening | Class::Question, Class::Opening) => 2,
        // The ink of ？ is wider than half its square: half an em would draw it into what follows.
        (Class::Question, Class::Closing | Class::Question) => 1,
        _ => 0,
    }
}
