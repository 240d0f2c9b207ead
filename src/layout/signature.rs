//! The signature and date that close a report (落款), with and without room for a seal.

use super::shape::{Shaper, pieces};
use super::sheet::Sheet;
use super::text::{Keep, Part, SetText, aligned};
use crate::document::{Alignment, Length, Role, Seal, Signature, Styles};

/// Sets a signature below one blank line (GB/T 9704-2012, 7.3.5.1 and 7.3.5.2).
///
/// Without a seal the name stands two characters from the right and the date begins two characters
/// right of the name; a date longer than the name stands two from the right itself, and the name
/// begins two left of it. With a seal the date stands four characters from the right and the name
/// is centred over it.
pub(super) fn signature(
    signature: &Signature,
    styles: &Styles,
    sheet: &Sheet,
    shaper: &mut Shaper<'_>,
) -> SetText {
    let style = styles.of(Role::Signature);
    let two = sheet.character * 2;
    let date_right = match signature.seal {
        Seal::Without => two,
        Seal::With => two * 2,
    };
    let name = shaper.shape(pieces(&signature.name, style));
    let date = shaper.shape(pieces(&signature.date, style));
    let mut name = aligned(name, sheet, (Length::ZERO, two), Alignment::Right);
    let mut date = aligned(date, sheet, (Length::ZERO, date_right), Alignment::Right);
    match signature.seal {
        Seal::Without if width(&name) < width(&date) => {
            let begin = (left(&date) - two).max(Length::ZERO);
            move_to(&mut name, begin);
        }
        Seal::Without => {
            let furthest = sheet.measure - width(&date);
            let begin = (left(&name) + two).min(furthest).max(Length::ZERO);
            move_to(&mut date, begin);
        }
        Seal::With => {
            let centred = left(&date) + (width(&date) - width(&name)) / 2;
            let furthest = sheet.measure - width(&name);
            move_to(&mut name, centred.min(furthest).max(Length::ZERO));
        }
    }
    SetText { parts: vec![name, date], blank_before: 1, blank_after: 0, keep: Keep::Whole }
}

/// Returns the width of the widest line.
fn width(part: &Part) -> Length {
    part.rows.iter().map(|row| row.line.width).fold(Length::ZERO, Length::max)
}

/// Returns where the leftmost line begins.
fn left(part: &Part) -> Length {
    part.rows.iter().map(|row| row.x).min().unwrap_or(Length::ZERO)
}

/// Moves a text of one line to `x`; one that needs more lines stays where it is.
fn move_to(part: &mut Part, x: Length) {
    if let [row] = part.rows.as_mut_slice() {
        row.x = x;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Orientation, PageProfile, Run};
    use crate::layout::glyph_source::SquareGlyphs;

    /// Returns where name and date begin and end, in characters from the right.
    fn places(name: &str, date: &str, seal: Seal) -> [(i64, i64); 2] {
        let page = PageProfile::gb9704();
        let sheet = Sheet::of(&page, Orientation::Portrait);
        let mut shaper = Shaper::new(&SquareGlyphs, page.styles.body.size, sheet.character);
        let block = Signature { name: vec![Run::text(name)], date: vec![Run::text(date)], seal };
        let set = signature(&block, &page.styles, &sheet, &mut shaper);
        let tenths = |length: Length| (length * 10).to_emu() / sheet.character.to_emu();
        [0, 1].map(|part| {
            let row = set.parts[part].rows[0];
            let from_right = sheet.measure - row.x;
            (tenths(from_right), tenths(from_right - row.line.width))
        })
    }

    #[test]
    fn without_a_seal_the_date_begins_two_right_of_the_name() {
        let [name, date] = places("昌黎县农业农村局办公室", "二〇二四年三月", Seal::Without);
        assert_eq!(name, (130, 20));
        assert_eq!(date, (110, 40));
    }

    #[test]
    fn a_date_longer_than_the_name_stands_two_from_the_right() {
        let [name, date] = places("县总工会", "二〇二四年三月四日", Seal::Without);
        assert_eq!(date, (110, 20));
        assert_eq!(name.0, 130);
    }

    #[test]
    fn with_a_seal_the_name_is_centred_over_the_date() {
        let [name, date] = places("县总工会", "二〇二四年三月四日", Seal::With);
        assert_eq!(date, (130, 40));
        assert_eq!(name, (105, 65));
    }

    #[test]
    fn a_name_too_wide_to_be_centred_ends_at_the_edge() {
        let [name, _] = places(&"局".repeat(20), "二〇二四年三月四日", Seal::With);
        assert_eq!(name, (200, 0));
    }
}
